"""The journal only grows: every statement that would rewrite it is refused by the database itself."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from tests.fixtures.county import household, settle
from workflows.access.models import Officer
from workflows.engine.append_only import present
from workflows.engine.models import Case, Erasure, Event, PersonalAnswers
from workflows.engine.sealing import seal
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock

STATEMENTS = [
    "UPDATE workflows_event SET body = 'x'",
    "UPDATE workflows_event SET recorded_at = recorded_at",
    "DELETE FROM workflows_event",
    "UPDATE workflows_personalanswers SET salt = 'x'",
    "UPDATE workflows_leaf SET hash = 'x'",
    "DELETE FROM workflows_leaf",
    "UPDATE workflows_checkpoint SET root = 'x'",
    "DELETE FROM workflows_checkpoint",
]
SQLITE_ONLY = [
    "INSERT OR REPLACE INTO workflows_event SELECT * FROM workflows_event",
    "INSERT OR REPLACE INTO workflows_leaf SELECT * FROM workflows_leaf",
    "INSERT OR REPLACE INTO workflows_checkpoint SELECT * FROM workflows_checkpoint",
    "INSERT OR REPLACE INTO workflows_personalanswers SELECT * FROM workflows_personalanswers",
]
POSTGRESQL_ONLY = [
    "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE workflows_event CASCADE",
    "SET LOCAL session_replication_role = replica; DELETE FROM workflows_event",
    "SET LOCAL session_replication_role = replica; UPDATE workflows_event SET body = 'x'",
]


@pytest.fixture
def journal(db: None) -> int:
    """A clue's journal; returns the number of its events."""
    settle()
    with clock.standing_at(date(2026, 6, 3)):
        county = Rehearsal(1)
        county.accept(county.warn(household()))
    seal()
    return Event.objects.count()


@pytest.mark.parametrize("statement", [*STATEMENTS, *SQLITE_ONLY, *POSTGRESQL_ONLY])
def test_no_statement_rewrites_the_journal(journal: int, statement: str) -> None:
    others = POSTGRESQL_ONLY if connection.vendor == "sqlite" else SQLITE_ONLY
    if statement in others:
        return  # the statement is not of this database's language
    before = list(Event.objects.order_by("pk").values_list("body", "hash"))
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert list(Event.objects.order_by("pk").values_list("body", "hash")) == before
    assert len(before) == journal


def test_the_triggers_are_there_and_the_journal_verifies(
    journal: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert present(connection)
    call_command("verify_journal")
    assert f"核验 {journal} 条记录，全部衔接无误。" in capsys.readouterr().out


def test_an_erased_person_leaves_the_proof_valid(journal: int) -> None:
    """个人信息可以删除，办理记录的证明不受影响。"""
    with pytest.raises(DatabaseError, match="record of erasures"), transaction.atomic():
        PersonalAnswers.objects.all().delete()
    officer = Officer.objects.earliest("pk")
    for case in Case.objects.all():
        Erasure.objects.create(case=case, officer=officer, reason="期满", erased_on=clock.today())
    PersonalAnswers.objects.all().delete()
    call_command("verify_journal")


def test_a_missing_trigger_is_told(journal: int) -> None:
    with connection.cursor() as cursor:
        on = " ON workflows_event" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER workflows_event_update{on}")
    assert not present(connection)
    with pytest.raises(CommandError, match="触发器"):
        call_command("verify_journal")


def test_a_rewritten_body_is_found_although_the_trigger_was_dropped(journal: int) -> None:
    with connection.cursor() as cursor:
        on = " ON workflows_event" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER workflows_event_update{on}")
        cursor.execute("UPDATE workflows_event SET body = replace(body, 'accept', 'refuse')")
    with pytest.raises(CommandError):
        call_command("verify_journal")
