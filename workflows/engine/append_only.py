"""Triggers that let the journal only grow, on both databases, with the known holes closed.

SQLite: `INSERT OR REPLACE` slips past UPDATE and DELETE triggers, so inserting over an existing
row is refused as well. PostgreSQL: ordinary triggers sleep while `session_replication_role` is
`replica`, so these are ENABLE ALWAYS, and TRUNCATE has one of its own. The owner of the tables
can still drop a trigger: that is what the hash chain is for.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

EVENTS, PERSONAL = "workflows_event", "workflows_personalanswers"
ACCESSES, SIGN_INS = "workflows_registeraccess", "workflows_signinattempt"
DIBAO = "workflows_dibaoentry"
LEAVES, CHECKPOINTS, ERASURES = "workflows_leaf", "workflows_checkpoint", "workflows_erasure"
PACKAGES, USES = "documents_package", "documents_packageuse"
REFUSED = "the journal is append-only"

NOT_ERASED = "personal answers go only with an entry in the record of erasures"

JOURNAL = (EVENTS, PERSONAL)
SEAL = (LEAVES, CHECKPOINTS, ERASURES, PACKAGES, USES)

# table -> the keys over which an insert would replace a row
KEYS = {
    EVENTS: (("id",), ("case_id", "seq"), ("case_id", "command_id")),
    PERSONAL: (("id",), ("event_id",)),
    ACCESSES: (("id",),),
    SIGN_INS: (("id",),),
    DIBAO: (("id",),),
    LEAVES: (("number",), ("event_id",)),
    CHECKPOINTS: (("id",), ("size",)),
    ERASURES: (("id",), ("case_id",)),
    PACKAGES: (("id",), ("dossier", "serial")),
    USES: (("id",),),
}
_ALWAYS = ("UPDATE", "DELETE")
# Personal answers may be erased where retention allows; the event's text commits to them. Deleting
# them has a trigger of its own, which asks for the entry in the record of erasures.
KEPT = dict.fromkeys(KEYS, _ALWAYS) | {PERSONAL: ("UPDATE",)}
ERASING = f"{PERSONAL}_erase"
_ERASED = (
    f"SELECT 1 FROM {ERASURES} r JOIN {EVENTS} e ON e.case_id = r.case_id "  # noqa: S608 - our own names
    "WHERE e.id = OLD.event_id"
)


def install(apps: Any, schema_editor: Any) -> None:
    """Create the journal's triggers; a migration operation."""
    _install(schema_editor, JOURNAL)


def install_accesses(apps: Any, schema_editor: Any) -> None:
    """The same for the record of who opened, uncovered or took away what."""
    _install(schema_editor, (ACCESSES,))


def install_sign_ins(apps: Any, schema_editor: Any) -> None:
    """The same for the record of attempts to sign in."""
    _install(schema_editor, (SIGN_INS,))


def install_dibao(apps: Any, schema_editor: Any) -> None:
    """The same for what households receive of dibao: a correction is a new entry."""
    _install(schema_editor, (DIBAO,))


def install_seal(apps: Any, schema_editor: Any) -> None:
    """The same for the seal, the record of erasures, and the filing packages."""
    _install(schema_editor, SEAL)
    for statement in _erasing(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def remove(apps: Any, schema_editor: Any) -> None:
    """Drop the journal's triggers again; the reverse of the operation."""
    _remove(schema_editor, JOURNAL)


def remove_accesses(apps: Any, schema_editor: Any) -> None:
    """The same for the record of accesses."""
    _remove(schema_editor, (ACCESSES,))


def remove_sign_ins(apps: Any, schema_editor: Any) -> None:
    """The same for attempts to sign in."""
    _remove(schema_editor, (SIGN_INS,))


def remove_dibao(apps: Any, schema_editor: Any) -> None:
    """The same for what households receive."""
    _remove(schema_editor, (DIBAO,))


def remove_seal(apps: Any, schema_editor: Any) -> None:
    """The same for the seal."""
    _remove(schema_editor, SEAL)
    postgres = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute(
        f"DROP TRIGGER IF EXISTS {ERASING}" + (f" ON {PERSONAL}" if postgres else "")
    )


def _install(schema_editor: Any, tables: tuple[str, ...]) -> None:
    for statement in _statements(schema_editor.connection.vendor, tables):
        schema_editor.execute(statement, params=None)


def _remove(schema_editor: Any, tables: tuple[str, ...]) -> None:
    postgres = schema_editor.connection.vendor == "postgresql"
    for table, name in [(one, name) for one in tables for name in _names(one)]:
        schema_editor.execute(
            f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if postgres else "")
        )


@contextmanager
def lifted(table: str) -> Iterator[None]:
    """Let rows of a table that only grows be sealed anew, within the caller's transaction.

    For the rotation of keys alone: the journal commits to what was written, not to the key it is
    sealed with. On PostgreSQL only the owner of the tables can do this. Other tables are untouched.
    """
    name = f"{table}_update"
    if "UPDATE" not in KEPT.get(table, ()):
        yield
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # A table whose keys are still to be checked cannot be altered.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
            yield
            cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")
            return
        cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = %s", [name])
        (made,) = cursor.fetchone()
        cursor.execute(f"DROP TRIGGER {name}")
        yield
        cursor.execute(made)


def present(connection: Any) -> bool:
    """Whether every trigger is there, and on PostgreSQL enabled always."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgenabled = 'A'")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        there = {row[0] for row in cursor.fetchall()}
    names = [name for table in KEYS for name in _names(table, connection.vendor)]
    return there.issuperset([*names, ERASING])


def _names(table: str, vendor: str = "") -> list[str]:
    names = [f"{table}_{word.lower()}" for word in KEPT[table]]
    last = {"postgresql": ["truncate"], "sqlite": ["replace"]}.get(vendor, ["truncate", "replace"])
    return names + [f"{table}_{word}" for word in last]


def _erasing(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {ERASING} BEFORE DELETE ON {PERSONAL} WHEN NOT EXISTS ({_ERASED}) "
            f"BEGIN SELECT RAISE(ABORT, '{NOT_ERASED}'); END"
        ]
    return [
        "CREATE OR REPLACE FUNCTION workflows_only_erased() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF NOT EXISTS ({_ERASED}) THEN RAISE EXCEPTION '{NOT_ERASED}'; END IF; "
        "RETURN OLD; END $$",
        f"CREATE TRIGGER {ERASING} BEFORE DELETE ON {PERSONAL} "
        "FOR EACH ROW EXECUTE FUNCTION workflows_only_erased()",
        f"ALTER TABLE {PERSONAL} ENABLE ALWAYS TRIGGER {ERASING}",
    ]


def _statements(vendor: str, tables: tuple[str, ...]) -> list[str]:
    return _postgresql(tables) if vendor == "postgresql" else _sqlite(tables)


def _sqlite(tables: tuple[str, ...]) -> list[str]:
    statements = []
    for table in tables:
        keys = KEYS[table]
        for word in KEPT[table]:
            statements.append(
                f"CREATE TRIGGER {table}_{word.lower()} BEFORE {word} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
            )
        same = " OR ".join(
            "(" + " AND ".join(f"{column} = NEW.{column}" for column in key) + ")" for key in keys
        )
        statements.append(
            f"CREATE TRIGGER {table}_replace BEFORE INSERT ON {table} "  # noqa: S608 - our own names
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        )
    return statements


def _postgresql(tables: tuple[str, ...]) -> list[str]:
    statements = [
        "CREATE OR REPLACE FUNCTION workflows_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$"
    ]
    for table in tables:
        for word in KEPT[table]:
            statements += _always(table, word, "ROW")
        statements += _always(table, "TRUNCATE", "STATEMENT")
    return statements


def _always(table: str, word: str, each: str) -> list[str]:
    name = f"{table}_{word.lower()}"
    return [
        f"CREATE TRIGGER {name} BEFORE {word} ON {table} "
        f"FOR EACH {each} EXECUTE FUNCTION workflows_append_only()",
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}",
    ]
