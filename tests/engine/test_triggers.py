"""The triggers that keep the journal: made and unmade by a migration, missed by `manage.py check`."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

from workflows.engine.append_only import (
    KEYS,
    install,
    install_accesses,
    install_dibao,
    install_seal,
    install_sign_ins,
    present,
    remove,
    remove_accesses,
    remove_dibao,
    remove_seal,
    remove_sign_ins,
)
from workflows.engine.checks import journal_is_guarded


class Editor:
    """What a migration hands to its operations: here it runs or collects what it is given."""

    def __init__(self, vendor: str = "") -> None:
        self.connection: Any = SimpleNamespace(vendor=vendor) if vendor else connection
        self.said: list[str] = []

    def execute(self, statement: str, params: None = None) -> None:
        self.said.append(statement)
        if self.connection is connection:
            with connection.cursor() as cursor:
                cursor.execute(statement)


def found() -> list[str | None]:
    return [error.id for error in journal_is_guarded(None, databases=["default"])]


def test_a_journal_without_its_triggers_is_a_fault_of_the_installation(db: None) -> None:
    assert (present(connection), found()) == (True, [])
    remove(None, Editor())
    assert (present(connection), found()) == (False, ["workflows.E013"])
    install(None, Editor())
    assert (present(connection), found()) == (True, [])


def test_nothing_is_asked_of_a_database_that_is_not_checked() -> None:
    assert journal_is_guarded(None) == []


@pytest.mark.parametrize("table", KEYS)
def test_on_postgresql_they_hold_for_replicas_and_for_truncate_too(table: str) -> None:
    """An ordinary trigger is passed by session_replication_role = replica (measured)."""
    editor = Editor("postgresql")
    for install_some in (
        install,
        install_accesses,
        install_sign_ins,
        install_dibao,
        install_seal,
    ):
        install_some(None, editor)
    for word in ("TRUNCATE", "UPDATE"):
        made = [said for said in editor.said if f"BEFORE {word} ON {table} " in said]
        name = f"{table}_{word.lower()}"
        assert len(made) == 1
        assert f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}" in editor.said
    for remove_some in (
        remove,
        remove_accesses,
        remove_sign_ins,
        remove_dibao,
        remove_seal,
    ):
        remove_some(None, editor)
    assert f"DROP TRIGGER IF EXISTS {table}_truncate ON {table}" in editor.said
