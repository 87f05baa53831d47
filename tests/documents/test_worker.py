"""`manage.py worker`: any number of them, stopped or killed at any moment, lose and double nothing."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connections
from django.db.models.functions import Now
from pytest_django import Settings

from documents import owed, storage
from documents.management.commands import worker as command
from documents.models import Rendition, StoredFile, WorkerSign
from documents.press import Press
from documents.printing import Printing
from tests.documents import presses
from tests.documents.conftest import IssuePaper
from tests.fixtures.databases import OwnDatabase

Worker = subprocess.Popen[bytes]


class QuickPrinting(Printing):
    """Printing with the tests' renderer, named by its dotted path like any kind."""

    def __init__(self) -> None:
        super().__init__(Press(presses.plain, beat_seconds=0.2))


class UnhurriedPrinting(Printing):
    """Printing slow enough to be killed in between."""

    def __init__(self) -> None:
        super().__init__(Press(presses.unhurried, beat_seconds=0.2))


class Outage:
    """A kind whose database is away at first; then it asks the worker to stop."""

    name = "outage"
    told: list[str]
    stop: Callable[[], None]

    def work_one(self, worker: str) -> bool:
        self.told.append(worker)
        if len(self.told) == 1:
            raise OperationalError("server closed the connection")
        if len(self.told) == 2:
            return True
        if len(self.told) == 4:
            Outage.stop()
        return False

    def waiting(self) -> int:
        return 0

    def close(self) -> None:
        self.told.append("closed")


@pytest.fixture(autouse=True)
def signals_restored() -> object:
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, was in before.items():
        signal.signal(number, was)


@pytest.mark.django_db
def test_once_does_what_is_due_and_ends(settings: Settings, issue_paper: IssuePaper) -> None:
    settings.OWED_WORK = [f"{__name__}.QuickPrinting"]
    for number in range(3):
        issue_paper(facts={"n": number})
    said = StringIO()
    call_command("worker", "--once", stdout=said)
    assert said.getvalue().strip() == "已处理 3 项。"
    assert set(Rendition.objects.values_list("state", flat=True)) == {"rendered"}
    assert not WorkerSign.objects.exists()


def test_it_outlives_an_outage_of_its_database_and_stops_when_told(
    own_database: OwnDatabase, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.OWED_WORK = [f"{__name__}.Outage"]
    monkeypatch.setattr(command, "AFTER_OUTAGE", 0.01)
    Outage.told = []
    Outage.stop = lambda: os.kill(os.getpid(), signal.SIGTERM)
    call_command("worker", "--poll", "0.01")
    assert len(Outage.told) == 5
    assert Outage.told[-1] == "closed"
    assert owed.workers_alive() == 0


def test_in_a_thread_it_leaves_the_signals_alone(
    own_database: OwnDatabase, settings: Settings
) -> None:
    settings.OWED_WORK = []
    before = signal.getsignal(signal.SIGTERM)

    def run() -> None:
        call_command("worker", "--once", stdout=StringIO())
        connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert signal.getsignal(signal.SIGTERM) is before


MANAGE = """
import django
from django.conf import settings
django.setup()
settings.OWED_WORK = ["tests.documents.test_worker.UnhurriedPrinting"]
from django.core.management import call_command
call_command("worker", "--poll", "0.05")
"""


@pytest.fixture
def start(own_database: OwnDatabase) -> Iterator[Callable[[], Worker]]:
    """Starts a worker process; those still running at the end are killed."""
    started: list[Worker] = []

    def one() -> Worker:
        worker = subprocess.Popen(
            [sys.executable, "-c", MANAGE],
            cwd=settings.BASE_DIR,
            env=unmeasured(own_database.environment()),
            start_new_session=True,  # the rendering child dies with it, as in a power cut
        )
        started.append(worker)
        return worker

    yield one
    for worker in started:
        kill(worker)


def unmeasured(environment: dict[str, str]) -> dict[str, str]:
    """Without coverage: a process that is killed leaves half a file of it behind."""
    return {name: value for name, value in environment.items() if "COVERAGE" not in name}


def kill(worker: Worker) -> None:
    """SIGKILL for the worker and its child, then let leases of the dead run out."""
    with suppress(ProcessLookupError):
        os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


def lapse() -> None:
    """Leases run out now, without waiting a minute for it."""
    held = Rendition.objects.filter(lease_until__isnull=False)
    held.update(lease_until=Now() - timedelta(seconds=1))


def until(reached: Callable[[], bool]) -> None:
    """Wait for what the workers do; fails after a minute and a half."""
    deadline = time.monotonic() + 90
    while not reached():
        assert time.monotonic() < deadline, "the workers did not get there"
        time.sleep(0.05)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("papers", "kills"),
    [(30, 3), pytest.param(400, 25, marks=pytest.mark.bench)],  # the second takes minutes
)
def test_killed_workers_lose_no_paper_and_double_none(
    papers: int, kills: int, start: Callable[[], Worker], issue_paper: IssuePaper
) -> None:
    """A pair of workers is killed again and again, in the middle of whatever they were doing."""
    for number in range(papers):
        issue_paper(facts={"n": number})
    for kill_number in range(1, kills + 1):
        left = papers - kill_number * papers // (kills + 3)
        pair = [start(), start()]
        until(lambda: Rendition.owed().count() <= left)  # noqa: B023 - waited for at once
        for worker in pair:
            kill(worker)
        lapse()
    assert Rendition.owed().exists()
    start()
    until(lambda: not Rendition.owed().exists())
    assert list(Rendition.objects.values_list("state", flat=True)) == ["rendered"] * papers
    assert StoredFile.objects.count() == papers
    audit = storage.audit()
    assert audit.is_sound
    assert audit.checked == papers


@pytest.mark.slow
def test_a_worker_told_to_stop_finishes_and_signs_out(
    start: Callable[[], Worker], issue_paper: IssuePaper
) -> None:
    issue_paper()
    worker = start()
    until(lambda: not Rendition.owed().exists())
    assert owed.workers_alive() == 1
    worker.terminate()
    assert worker.wait(timeout=30) == 0
    assert owed.workers_alive() == 0
