"""What rows owe is done once, however often workers are killed: papers, timers, seal, packages."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.db.models.functions import Now

from documents import storage
from documents.issuing import issue
from documents.kinds import Kind
from documents.models import Paper, Rendition, StoredFile
from documents.press import Press
from documents.printing import Printing, current_rendition
from documents.reading import read_text
from documents.rendering import samples
from tests.documents import presses
from tests.documents.conftest import DAY, DOSSIER, LETTER, OFFICE
from tests.fixtures.databases import OwnDatabase
from tests.trust.conftest import Figure
from workflows.procedures.report import kinds

Worker = subprocess.Popen[bytes]
Start = Callable[..., Worker]

RUN = """
import sys
import django
from django.conf import settings
django.setup()
settings.OWED_WORK = [sys.argv[1], "workflows.engine.sealing.Sealing"]
from django.core.management import call_command
call_command("worker", "--poll", "0.05")
"""
QUICK, REAL = "tests.trust.test_owed_work.Quick", "documents.printing.Printing"
PATIENCE = 600.0  # seconds


class Quick(Printing):
    """Printing by the tests' renderer; what it settles is written down in a table of its own."""

    def __init__(self) -> None:
        super().__init__(Press(presses.plain, beat_seconds=0.2))


def owe(jobs: int, kind: Kind = LETTER, facts: dict[str, Any] | None = None) -> None:
    """So many papers, each with its owed PDF and its own content."""
    for number in range(jobs):
        with transaction.atomic():
            issue(
                kind, {**(facts or {}), "n": number}, dossier=DOSSIER, issuer=OFFICE, issued_on=DAY,
                demo=True,
            )  # fmt: skip


def count_completions() -> None:
    """Let the database itself note each completion: a row that is done twice leaves two notes."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE completed (rendition BIGINT)")
        if connection.vendor == "sqlite":
            cursor.execute(
                "CREATE TRIGGER completing AFTER UPDATE ON documents_rendition"
                " WHEN NEW.state = 'rendered' BEGIN INSERT INTO completed VALUES (NEW.id); END"
            )
            return
        cursor.execute(
            "CREATE FUNCTION completing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " IF NEW.state = 'rendered' THEN INSERT INTO completed VALUES (NEW.id); END IF;"
            " RETURN NEW; END $$"
        )
        cursor.execute(
            "CREATE TRIGGER completing AFTER UPDATE ON documents_rendition"
            " FOR EACH ROW EXECUTE FUNCTION completing()"
        )


@pytest.fixture
def start(own_database: OwnDatabase) -> Iterator[Start]:
    """Starts a worker process; those still running at the end are killed."""
    started: list[Worker] = []
    environment = own_database.environment()
    environment = {name: text for name, text in environment.items() if "COVERAGE" not in name}

    def one(kind: str = QUICK) -> Worker:
        worker = subprocess.Popen(
            [sys.executable, "-c", RUN, kind], cwd=settings.BASE_DIR, env=environment,
            start_new_session=True,
        )  # fmt: skip
        started.append(worker)
        return worker

    yield one
    for worker in started:
        kill(worker)


def kill(worker: Worker) -> None:
    """kill -9 for the worker and its rendering child."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


def until(reached: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < deadline, "the workers did not get there"
        time.sleep(0.03)


def embedded(stop: threading.Event) -> threading.Thread:
    """A worker inside this process, as the smallest installation has it."""

    def run() -> None:
        while not stop.is_set():
            call_command("worker", "--once", stdout=StringIO())
            stop.wait(0.05)
        connections.close_all()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread


@pytest.mark.bench
def test_papers_outlive_their_workers(
    start: Start, own_database: OwnDatabase, figure: Figure
) -> None:
    """Real letters by the real renderer; workers in pairs, one of them killed in the middle with its
    rendering child, again and again; then left alone.

    `tests/documents/test_worker.py` does the same with thirty quick papers every day.
    """
    jobs, kills = 400, 25
    owe(jobs, kinds.D59, samples.load("D59").facts)
    count_completions()
    pair = [start(REAL), start(REAL)]
    for nth in range(kills):
        goal = jobs - (nth + 1) * jobs // (kills + 2)
        until(lambda: Rendition.owed().count() <= goal)  # noqa: B023 - waited for at once
        kill(pair.pop(0))
        held = Rendition.objects.filter(lease_until__isnull=False)
        held.update(lease_until=Now() - timedelta(seconds=1))  # without waiting a minute for it
        pair.append(start(REAL))
    until(lambda: not Rendition.owed().exists())
    for worker in pair:
        kill(worker)
    with connection.cursor() as cursor:
        cursor.execute("SELECT rendition FROM completed")
        times = Counter(row[0] for row in cursor.fetchall())
    lost = jobs - len(times)
    twice = sum(n > 1 for n in times.values())
    assert (lost, twice, torn()) == (0, 0, [])
    figure("owed_work.jobs", jobs)
    figure("owed_work.kills", kills)
    figure("owed_work.lost", lost)
    figure("owed_work.twice", twice)


def torn() -> list[str]:
    """Numbers of papers whose file is not there, not whole, or another paper's."""
    assert storage.audit().is_sound
    found = []
    for paper in Paper.objects.order_by("pk"):
        file = current_rendition(paper).file
        if file is None or paper.number not in read_text(storage.read(file)):
            found.append(paper.number)
    assert StoredFile.objects.count() == Paper.objects.count()
    return found


@pytest.mark.slow
def test_an_embedded_worker_and_others_share_the_work(
    start: Start, own_database: OwnDatabase, settings: object
) -> None:
    owe(12)
    count_completions()
    settings.OWED_WORK = [f"{__name__}.Quick"]  # type: ignore[attr-defined]
    stop = threading.Event()
    inside = embedded(stop)
    start()
    until(lambda: not Rendition.owed().exists())
    stop.set()
    inside.join()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(DISTINCT rendition) FROM completed")
        assert cursor.fetchone() == (12, 12)
