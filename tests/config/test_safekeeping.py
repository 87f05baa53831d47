"""Backups restore: the drill, under load, with files, on the database at hand."""

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, connections

from config.safekeeping import manifest
from documents import storage
from tests.fixtures.county import household, settle
from tests.fixtures.databases import OwnDatabase
from workflows.procedures.intervention.demonstration import walk
from workflows.procedures.intervention.rehearsal import Rehearsal

MANAGE = [sys.executable, "manage.py"]
ENOUGH = 15


@pytest.fixture
def keys(own_database: OwnDatabase) -> list[str]:
    """A county at work: one case with papers and photographs, two that officers pause and resume."""
    settle()
    county = Rehearsal(1)
    walk(county, household(), "deciding")
    return [str(county.accept(county.warn(household(nth=nth))).pk) for nth in (1, 2)]


@contextlib.contextmanager
def at_work(database: OwnDatabase, log: Path, keys: list[str]) -> Iterator[None]:
    """An officer in another process, who goes on until the end of `with`."""
    command = [sys.executable, "-m", "tests.trust.history", "work", str(log), "100000", "7", *keys]
    log.touch()
    worker = subprocess.Popen(command, env=database.environment())
    try:
        yield
    finally:
        worker.kill()
        worker.wait()


def acknowledged(log: Path) -> set[str]:
    """The commands that were told to be taken."""
    lines = [line.split() for line in log.read_text().splitlines()]
    return {words[1] for words in lines if words[0] == "ok"}


def wait_for(log: Path, count: int) -> set[str]:
    """Until the officer has had so many answers."""
    ends = time.monotonic() + 60
    while len(acknowledged(log)) < count and time.monotonic() < ends:
        time.sleep(0.05)
    return acknowledged(log)


@contextlib.contextmanager
def empty_database(tmp_path: Path) -> Iterator[str]:
    """The DATABASE_URL of a database without any table."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'restored.sqlite3'}"
        return
    name = f"restored_{uuid4().hex[:12]}"
    connections.close_all()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    try:
        yield OwnDatabase(name).url
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def run(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    """A command of manage.py on another machine."""
    return subprocess.run(
        [*MANAGE, *words], env=environment, cwd=settings.BASE_DIR, check=False,
        capture_output=True, text=True,
    )  # fmt: skip


def test_a_backup_under_load_restores_whole(
    keys: list[str], own_database: OwnDatabase, tmp_path: Path
) -> None:
    """What was acknowledged before the backup began is in it; journal, files and keys agree."""
    log, folder = tmp_path / "log", tmp_path / "backup"
    with at_work(own_database, log, keys):
        before = wait_for(log, ENOUGH)
        call_command("backup", str(folder))
        wait_for(log, len(before) + 3)
        call_command("seal")  # what the backup does not have is known to the checkpoint file
    assert len(before) >= ENOUGH
    (made,) = folder.glob("huan-*")
    files = tmp_path / "restored-files"
    with empty_database(tmp_path) as url:
        there = {**own_database.environment(), "DATABASE_URL": url, "FILES_ROOT": str(files)}
        told = run(there, "restore", str(made))
        assert told.returncode == 0, told.stdout + told.stderr
        assert "恢复完毕，核验无误" in told.stdout
        assert "不在这份备份里" in told.stdout and "manage.py seal --set-aside" in told.stdout
        kept = run(
            there, "shell", "-v0", "-c",
            "from workflows.engine.models import Event\n"
            "print(*Event.objects.values_list('command_id', flat=True))",
        )  # fmt: skip
        assert before - set(kept.stdout.split()) == set()
        again = run(there, "restore", str(made))
        assert again.returncode == 1 and "不能覆盖" in again.stderr
    count = json.loads((made / manifest.NAME).read_text())["files"]
    assert count > 0
    assert len(list(files.glob("??/*"))) == count


def test_the_next_backup_copies_only_new_files(
    keys: list[str], own_database: OwnDatabase, tmp_path: Path
) -> None:
    call_command("backup", str(tmp_path / "backup"))
    stored = {
        path: path.stat().st_mtime_ns for path in (tmp_path / "backup" / "files").glob("??/*")
    }
    new = storage.keep(b"another photograph", "image/jpeg")
    time.sleep(1.1)
    call_command("backup", str(tmp_path / "backup"))
    now = {path: path.stat().st_mtime_ns for path in (tmp_path / "backup" / "files").glob("??/*")}
    assert {path.name for path in now.keys() - stored.keys()} == {new.sha256}
    assert now.items() >= stored.items()
    assert len(list((tmp_path / "backup").glob("huan-*"))) == 2


def test_the_files_themselves_are_no_place_for_their_backup(
    keys: list[str], own_database: OwnDatabase, files_root: Path
) -> None:
    with pytest.raises(CommandError, match="不能是文件库所在的文件夹"):
        call_command("backup", str(files_root.parent))


def test_a_backup_of_a_damaged_store_says_so(
    keys: list[str], own_database: OwnDatabase, files_root: Path, tmp_path: Path
) -> None:
    stored = storage.keep(b"a photograph", "image/jpeg")
    (files_root / stored.sha256[:2] / stored.sha256).write_bytes(b"something else")
    with pytest.raises(CommandError, match="缺失或已改变"):
        call_command("backup", str(tmp_path / "backup"))
    (broken_off,) = (tmp_path / "backup").glob("huan-*")
    with pytest.raises(CommandError, match="不是完整的备份"):
        manifest.read(broken_off)


@pytest.mark.parametrize(
    ("spoilt", "told"),
    [("database", "缺失或已改变"), ("files", "已改变，请换一份备份"), ("vendor", "这份备份来自")],
)
def test_a_spoilt_backup_is_refused(
    keys: list[str], own_database: OwnDatabase, tmp_path: Path, spoilt: str, told: str
) -> None:
    storage.keep(b"a photograph", "image/jpeg")
    call_command("backup", str(tmp_path / "backup"))
    (made,) = (tmp_path / "backup").glob("huan-*")
    if spoilt == "database":
        (database,) = made.glob("database.*")
        with database.open("ab") as opened:
            opened.write(b"x")
    elif spoilt == "files":
        next((tmp_path / "backup" / "files").glob("??/*")).write_bytes(b"something else")
    else:
        said = json.loads((made / manifest.NAME).read_text())
        (made / manifest.NAME).write_text(json.dumps({**said, "vendor": "oracle"}))
    with empty_database(tmp_path) as url:
        there = {**own_database.environment(), "DATABASE_URL": url}
        there["FILES_ROOT"] = str(tmp_path / "elsewhere")
        done = run(there, "restore", str(made))
    assert done.returncode == 1
    assert told in done.stderr
