"""Databases for one measurement: made for it, and dropped when it is over.

SQLite is the product's own: through `config.gated_sqlite`, WAL, synchronous FULL, in a temporary
file. PostgreSQL is the server of TEST_DATABASE_URL as it is configured.
"""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg

SERVER = "postgres://root@127.0.0.1:5432/postgres"


@contextlib.contextmanager
def sqlite() -> Iterator[dict[str, str]]:
    """Environment of a process that is to measure on SQLite, with a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="huan-bench-") as folder:
        yield {
            "DATABASE_URL": f"sqlite:///{folder}/main.sqlite3",
            "BENCH_TWIN": f"{folder}/twin.sqlite3",
            "FILES_ROOT": f"{folder}/files",
        }


@contextlib.contextmanager
def postgresql() -> Iterator[dict[str, str]]:
    """The same on PostgreSQL: two databases named after this process."""
    server = os.environ.get("TEST_DATABASE_URL") or SERVER
    main, twin = f"bench_huan_{os.getpid()}", f"bench_huan_{os.getpid()}_twin"
    with (
        psycopg.connect(server, autocommit=True) as connection,
        tempfile.TemporaryDirectory(prefix="huan-bench-") as folder,
    ):
        connection.execute(f'CREATE DATABASE "{main}"')
        try:
            yield {
                "DATABASE_URL": f"{server.rpartition('/')[0]}/{main}",
                "BENCH_TWIN": twin,
                "FILES_ROOT": f"{folder}/files",
            }
        finally:
            for name in (main, twin):
                connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


KINDS = {"sqlite": sqlite, "postgresql": postgresql}


def make_twin() -> None:
    """Copy what is committed in the default database to the database `twin`."""
    from django.db import connection, connections  # noqa: PLC0415 - the settings come first

    source, target = (
        str(connections[alias].settings_dict["NAME"]) for alias in ("default", "twin")
    )
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connections.close_all()
        shutil.copy(Path(source), Path(target))
        return
    connections.close_all()  # a database that somebody uses cannot be a template
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')
