"""Also under load and broken connections: nothing acknowledged is lost, nothing happens twice."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from tests.fixtures.databases import OwnDatabase
from tests.trust.conftest import Figure
from tests.trust.history import lines
from tests.trust.servers import Server, server

WORKERS, CASES = 4, 12
Process = subprocess.Popen[bytes]


class Load:
    """Officers at work in processes of their own; how much they were told, and the verdict."""

    def __init__(self, environment: dict[str, str], folder: Path, commands: int) -> None:
        self.commands = commands
        self._environment = {k: v for k, v in environment.items() if "COVERAGE" not in k}
        self._logs = [folder / f"officer-{number}" for number in range(WORKERS)]
        self._keys = self._call("prepare", CASES).split()
        self.workers = [self._start(number) for number in range(WORKERS)]

    def told(self) -> int:
        """How many commands were acknowledged so far."""
        return sum(line.startswith("ok") for log in self._logs for line in lines(log))

    def kill(self, chance: random.Random) -> None:
        """kill -9 of one process; another takes up its log."""
        number = chance.randrange(WORKERS)
        self.workers[number].send_signal(signal.SIGKILL)
        self.workers[number].wait()
        self.workers[number] = self._start(number)

    def verdict(self) -> dict[str, int]:
        for worker in self.workers:
            assert worker.wait(timeout=600) == 0
        found: dict[str, int] = json.loads(self._call("check", *self._logs))
        return found

    def stop(self) -> None:
        for worker in self.workers:
            worker.kill()
            worker.wait()

    def _start(self, number: int) -> Process:
        most = -(-self.commands // WORKERS)
        log = self._logs[number]
        seed = number + sum(1 for _ in lines(log))
        return subprocess.Popen(
            self._command("work", log, most, seed, *self._keys), env=self._environment
        )

    def _call(self, *what: object) -> str:
        return subprocess.run(
            self._command(*what), env=self._environment, check=True, capture_output=True, text=True
        ).stdout

    def _command(self, *what: object) -> list[str]:
        return [sys.executable, "-m", "tests.trust.history", *map(str, what)]


@contextlib.contextmanager
def under_way(environment: dict[str, str], folder: Path, commands: int) -> Iterator[Load]:
    load = Load(environment, folder, commands)
    try:
        yield load
    finally:
        load.stop()


def disturb(load: Load, kills: int, kill: Callable[[int], int]) -> int:
    """Spread the kills over the whole load; how many connections died."""
    done = 0
    while done < kills:
        share = load.commands * done / kills
        while load.told() < share and any(worker.poll() is None for worker in load.workers):
            time.sleep(0.02)
        done += max(1, kill(done))
        time.sleep(0.02)
    return done


def judge(load: Load, killed: int, figure: Figure) -> None:
    """Compare, and write the figures down."""
    found = load.verdict()
    figure("history.acknowledged", found["acknowledged"])
    figure("history.killed", killed)
    for name in ("lost", "doubled", "disorder", "untold"):
        figure(f"history.{name}", found[name])
    assert found["acknowledged"] >= load.commands
    assert {name: found[name] for name in ("lost", "doubled", "disorder", "untold")} == {
        "lost": 0, "doubled": 0, "disorder": 0, "untold": 0,
    }  # fmt: skip


def terminate(url: str) -> int:
    """Cut some of the connections to a database, whatever they are doing."""
    with psycopg.connect(url, autocommit=True) as own:
        cut = own.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM (SELECT pid FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " ORDER BY random() LIMIT 2) victims"
        ).fetchone()
        return int(cut[0]) if cut else 0


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_when_connections_die(
    own_database: OwnDatabase, tmp_path: Path, figure: Figure, heavy: bool
) -> None:
    """On PostgreSQL connections are cut; on SQLite the processes that hold them are killed."""
    commands, kills = (6000, 120) if heavy else (120, 4)
    chance = random.Random(11)
    with under_way(own_database.environment(), tmp_path, commands) as load:

        def kill(_nth: int) -> int:
            if connection.vendor == "postgresql":
                return terminate(own_database.url)
            load.kill(chance)
            return 1

        killed = disturb(load, kills, kill)
        judge(load, killed, figure)


@pytest.mark.bench
def test_nothing_acknowledged_is_lost_when_the_server_crashes(
    tmp_path: Path, figure: Figure
) -> None:
    """Three times in the middle of it, without a checkpoint; connections are cut in between."""
    commands, kills, crashes = 4500, 90, (20, 45, 70)
    with server() as own:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "DATABASE_URL": own.url,
            "CHECKPOINTS": str(tmp_path / "checkpoints.txt"),
            "PYTHONPATH": str(settings.BASE_DIR),
        }
        with under_way(environment, tmp_path, commands) as load:
            killed = disturb(load, kills, lambda nth: crash_or_cut(own, nth, crashes))
            judge(load, killed, figure)
    figure("history.crashes", len(crashes))


def crash_or_cut(own: Server, nth: int, crashes: tuple[int, ...]) -> int:
    """Cut connections, or take the whole server down and up again."""
    due = sum(nth >= crash for crash in crashes) - own.crashed
    if due <= 0:
        return terminate(own.url)
    own.crash()
    own.start()
    return WORKERS
