"""What a household receives is a history that only grows: the database refuses to rewrite it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from tests.fixtures.county import household, settle
from workflows.procedures.phase_out.rehearsal import entitle
from workflows.registry import dibao

EVERYWHERE = [
    "UPDATE workflows_dibaoentry SET monthly = 999",
    "UPDATE workflows_dibaoentry SET recorded_at = recorded_at",
    "DELETE FROM workflows_dibaoentry",
]
BY_VENDOR = {
    "sqlite": ["INSERT OR REPLACE INTO workflows_dibaoentry SELECT * FROM workflows_dibaoentry"],
    "postgresql": [
        "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE workflows_dibaoentry",
        "SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL session_replication_role = replica; "
        "TRUNCATE workflows_dibaoentry",
        "SET LOCAL session_replication_role = replica; DELETE FROM workflows_dibaoentry",
        "SET LOCAL session_replication_role = replica; UPDATE workflows_dibaoentry SET monthly = 9",
    ],
}


def test_no_statement_rewrites_what_a_household_received(db: None) -> None:
    settle()
    home = household()
    entitle(home, date(2026, 1, 1))
    for statement in (*EVERYWHERE, *BY_VENDOR[connection.vendor]):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    assert [str(entry.monthly) for entry in dibao.history(home.pk)] == ["313.00"]
