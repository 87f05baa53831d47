"""Small installs just work: four processes of two writers on SQLite, no lock error, no long wait."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

from tests.trust.conftest import Figure

PROCESSES, THREADS, TURNS = 4, 2, 150
LONGEST_WAIT = 1.0  # seconds


@pytest.mark.bench
def test_eight_writers_never_meet_a_lock(tmp_path: Path, figure: Figure) -> None:
    """Through the gate, WAL, synchronous FULL, BEGIN IMMEDIATE: read, add one, write."""
    path = tmp_path / "counter.sqlite3"
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE counter (total INTEGER)")
        made.execute("INSERT INTO counter VALUES (0)")
    made.close()
    script = Path(settings.BASE_DIR) / "tests" / "config" / "writer.py"
    began = time.monotonic()
    writers = [
        subprocess.Popen(
            [sys.executable, str(script), str(path), str(TURNS)],
            cwd=settings.BASE_DIR, env={"PYTHONPATH": str(settings.BASE_DIR)},
            stdout=subprocess.PIPE, text=True,
        )
        for _ in range(PROCESSES)
    ]  # fmt: skip
    told = [json.loads(writer.communicate(timeout=300)[0]) for writer in writers]
    seconds = time.monotonic() - began
    errors = [error for one in told for error in one["errors"]]
    longest = max(one["longest"] for one in told)
    figure("writers.lock_errors", len(errors))
    figure("writers.longest", longest)
    figure("writers.commits_per_second", PROCESSES * THREADS * TURNS / seconds)
    with sqlite3.connect(path) as read:
        assert read.execute("SELECT total FROM counter").fetchone() == (
            PROCESSES * THREADS * TURNS,
        )
    read.close()
    assert errors == []
    assert longest < LONGEST_WAIT
