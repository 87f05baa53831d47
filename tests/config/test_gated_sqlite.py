"""The embedded database never answers "database is locked" to writers that wait their turn."""

import json
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError
from django.db.utils import ConnectionHandler
from pytest_django import DjangoDbBlocker

from config.gated_sqlite.base import DatabaseWrapper
from config.gated_sqlite.gate import Gate, GateTimeout

PROCESSES = 4
THREADS = 2
TURNS = 40
LONGEST_WAIT = 5.0  # seconds, on a machine that does other work beside


@pytest.fixture(autouse=True)
def connecting(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """These tests open connections of their own, beside the product's database."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with one counter, made by SQLite itself."""
    path = tmp_path / "counter.sqlite3"
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE counter (total INTEGER)")
        made.execute("INSERT INTO counter VALUES (0)")
    made.close()
    return path


def connect(path: Path | str, **options: object) -> DatabaseWrapper:
    """A connection of its own, outside Django's list."""
    chosen = {"ENGINE": "config.gated_sqlite", "NAME": str(path), "OPTIONS": options}
    made = ConnectionHandler({"default": chosen})["default"]
    assert isinstance(made, DatabaseWrapper)
    return made


@pytest.fixture
def writer(path: Path) -> Iterator[DatabaseWrapper]:
    """One writer, closed at the end."""
    writer = connect(path)
    yield writer
    writer.close()


def begin(writer: DatabaseWrapper) -> None:
    """Open a transaction as `atomic()` does."""
    writer.get_autocommit()
    writer.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def end(writer: DatabaseWrapper) -> None:
    """Commit as `atomic()` does."""
    writer.commit()
    writer.set_autocommit(True)


def test_four_processes_of_two_writers_lose_nothing_and_see_no_error(path: Path) -> None:
    """Read, add one, write: a lost turn would show in the total."""
    writers = [
        subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("writer.py")), str(path), str(TURNS)],
            cwd=settings.BASE_DIR,
            env={"PYTHONPATH": str(settings.BASE_DIR)},
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(PROCESSES)
    ]
    told = [json.loads(writer.communicate(timeout=60)[0]) for writer in writers]

    assert [error for one in told for error in one["errors"]] == []
    assert max(one["longest"] for one in told) < LONGEST_WAIT
    with sqlite3.connect(path) as read:
        assert read.execute("SELECT total FROM counter").fetchone() == (
            PROCESSES * THREADS * TURNS,
        )
    read.close()


def test_the_database_is_in_wal_with_every_commit_synced(writer: DatabaseWrapper) -> None:
    """NORMAL instead of FULL may lose the last commits when the power fails."""
    with writer.cursor() as cursor:
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert cursor.execute("PRAGMA synchronous").fetchone() == (2,)


def test_a_reader_does_not_wait_for_a_writer(path: Path, writer: DatabaseWrapper) -> None:
    """Reads outside a transaction pass by the gate."""
    reader = connect(path, timeout=0.1)
    begin(writer)
    with reader.cursor() as cursor:
        assert cursor.execute("SELECT total FROM counter").fetchone() == (0,)
    end(writer)
    reader.close()


def test_a_second_writer_is_refused_after_its_timeout(path: Path, writer: DatabaseWrapper) -> None:
    """The error is the one that Django's callers already know."""
    late = connect(path, timeout=0.1)
    begin(writer)
    with pytest.raises(OperationalError, match=r"database is locked: waited 0\.1 s"):
        begin(late)
    end(writer)

    begin(late)
    end(late)
    late.close()


@pytest.mark.parametrize("leave", ["commit", "rollback", "close"])
def test_each_way_out_of_a_transaction_opens_the_gate(path: Path, leave: str) -> None:
    """Commit, rollback, and a connection closed in the middle."""
    first, second = connect(path), connect(path, timeout=0.1)
    begin(first)
    getattr(first, leave)()
    begin(second)
    end(second)
    first.close()
    second.close()


def test_a_transaction_that_cannot_begin_opens_the_gate(path: Path) -> None:
    """A writer that goes past the gate holds SQLite's own lock; the gate is left all the same."""
    stranger = sqlite3.connect(path, isolation_level=None)
    stranger.execute("BEGIN IMMEDIATE")
    writer = connect(path, timeout=0.1)
    with pytest.raises(OperationalError, match="database is locked"):
        begin(writer)
    gate = Gate(Path(f"{path}-gate"))
    gate.enter(timeout=0)
    gate.leave()
    stranger.close()
    writer.close()


def test_a_failed_commit_keeps_the_gate_until_the_rollback(path: Path) -> None:
    """Between the two the transaction is still open."""
    writer = connect(path)
    with writer.cursor() as cursor:
        cursor.execute("CREATE TABLE owner (id INTEGER PRIMARY KEY)")
        cursor.execute(
            "CREATE TABLE owned (id INTEGER REFERENCES owner DEFERRABLE INITIALLY DEFERRED)"
        )
    begin(writer)
    with writer.cursor() as cursor:
        cursor.execute("INSERT INTO owned VALUES (7)")
    with pytest.raises(Exception, match="FOREIGN KEY"):
        writer.commit()
    gate = Gate(Path(f"{path}-gate"))
    with pytest.raises(GateTimeout):
        gate.enter(timeout=0.05)
    writer.rollback()
    gate.enter(timeout=1)
    gate.leave()
    writer.close()


def test_a_database_in_memory_has_no_gate() -> None:
    """There is no file to lock and no other process."""
    alone = connect(":memory:")
    begin(alone)
    end(alone)
    assert alone.is_in_memory_db()


def test_whoever_waits_gets_in_when_the_gate_opens(tmp_path: Path) -> None:
    """The waiting thread goes on as soon as the holder leaves."""
    holder, waiting = Gate(tmp_path / "gate"), Gate(tmp_path / "gate")
    holder.enter(timeout=0)
    thread = threading.Thread(target=waiting.enter, kwargs={"timeout": 10})
    thread.start()
    holder.leave()
    thread.join(timeout=10)
    assert waiting.held
    waiting.leave()


def test_whoever_gave_up_does_not_get_in_later(tmp_path: Path) -> None:
    """Otherwise the gate would be held by a thread that nobody waits for."""
    holder, impatient, next_one = (Gate(tmp_path / "gate") for _ in range(3))
    holder.enter(timeout=0)
    with pytest.raises(GateTimeout):
        impatient.enter(timeout=0.05)
    holder.leave()
    next_one.enter(timeout=10)
    assert next_one.held
    assert not impatient.held
    next_one.leave()


def test_a_killed_holder_leaves_the_gate_open(tmp_path: Path) -> None:
    """The kernel frees the lock of a dead process: kill -9 leaves nothing to clear away."""
    script = (
        "import pathlib, sys, time; from config.gated_sqlite.gate import Gate;"
        "gate = Gate(pathlib.Path(sys.argv[1])); gate.enter(timeout=0);"
        "print('in', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path / "gate")],
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "in\n"
    gate = Gate(tmp_path / "gate")
    with pytest.raises(GateTimeout):
        gate.enter(timeout=0.05)
    holder.kill()
    holder.communicate()
    gate.enter(timeout=10)
    gate.leave()


def test_entering_and_leaving_twice_is_harmless(tmp_path: Path) -> None:
    """Commit and close both leave."""
    gate = Gate(tmp_path / "gate")
    gate.enter(timeout=0)
    gate.enter(timeout=0)
    gate.leave()
    gate.leave()
    assert not gate.held
