"""Copying a database that people work with, and putting a copy in its place."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import subprocess
from pathlib import Path

from django.core.management.base import CommandError
from django.db import connection, connections

from config import env

NAMES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


def copy(folder: Path) -> Path:
    """One moment of the database as a file in the folder. CommandError."""
    target = folder / NAMES[connection.vendor]
    if connection.vendor == "sqlite":
        _copy_sqlite(Path(connection.settings_dict["NAME"]), target)
    else:
        _run("pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--file={target}")
    return target


def put_back(copied: Path) -> None:
    """Fill the empty database of the settings from the copy. CommandError."""
    if connection.vendor == "sqlite":
        _copy_sqlite(copied, Path(connection.settings_dict["NAME"]))
        return
    name = connection.settings_dict["NAME"]
    _run("pg_restore", "--no-owner", "--no-acl", "--exit-on-error", f"--dbname={name}", str(copied))


def is_empty() -> bool:
    """Whether the database of the settings has no table yet."""
    return not connection.introspection.table_names()


def _copy_sqlite(source: Path, target: Path) -> None:
    """By SQLite's own way: copying the file of a database in use gives a broken one (measured).

    All in one step, so that a writer cannot make it begin anew for ever.
    """
    if not source.is_file():
        raise CommandError(f"找不到数据库文件 {source}，请核对 DATABASE_URL。")
    connections.close_all()
    for beside in ("-wal", "-shm"):
        Path(f"{target}{beside}").unlink(missing_ok=True)
    with (
        contextlib.closing(sqlite3.connect(source)) as held,
        contextlib.closing(sqlite3.connect(target)) as written,
    ):
        held.backup(written, pages=-1)


def _run(program: str, *words: str) -> None:
    """One of PostgreSQL's programs on the database of the settings, its password not on show."""
    found = shutil.which(program)
    if found is None:
        raise CommandError(f"找不到 {program}，请安装 postgresql-client。")
    chosen = connection.settings_dict
    connections.close_all()
    environment = env.for_process(
        PGHOST=chosen["HOST"], PGPORT=str(chosen["PORT"] or ""), PGUSER=chosen["USER"],
        PGPASSWORD=chosen["PASSWORD"], PGDATABASE=chosen["NAME"],
    )  # fmt: skip
    done = subprocess.run(  # noqa: S603 - a fixed list, without a shell
        [found, *words], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CommandError(f"{program} 没有成功：{done.stderr.strip()[-500:]}")
