"""Changing the key: everything is sealed anew, searches go on, the old key can be dropped."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, transaction
from pytest_django import Settings

from config.rotation import sealed_columns
from tests.fixtures.county import household, settle
from vault.cipher import generate_key, is_current
from workflows.engine.append_only import present
from workflows.engine.models import Case, PersonalAnswers
from workflows.procedures.intervention.demonstration import walk
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.registry.finding import find
from workflows.registry.models import Member


@pytest.fixture
def number(db: None) -> str:
    """A county with a case that has papers and personal answers; an ID number in it."""
    settle()
    walk(Rehearsal(1), household(), "deciding")
    number: str = Member.objects.filter(id_digest__isnull=False).order_by("pk")[0].id_number
    return number


def raw() -> Iterator[tuple[str, bytes]]:
    """Every sealed value as the database has it."""
    for model, field in sealed_columns():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {field.column} FROM {model._meta.db_table}")  # noqa: S608
            for (value,) in cursor.fetchall():
                if value is not None:
                    yield f"{model._meta.label}.{field.name}", bytes(value)


def found(number: str) -> int:
    return find([(0, 10**12)], number).count()


def test_a_key_is_changed_and_the_old_one_dropped(number: str, settings: Settings) -> None:
    old, new = settings.VAULT_KEYS[0], generate_key()
    before = [case.private for case in Case.objects.order_by("pk")]
    columns = {name for name, _ in raw()}
    assert {"workflows.Member.id_number", "workflows.PersonalAnswers.text"} <= columns

    settings.VAULT_KEYS = [new, old]
    assert found(number) == 1
    assert not any(is_current(value) for _, value in raw())
    call_command("rotate_keys")
    assert [name for name, value in raw() if not is_current(value)] == []
    assert found(number) == 1

    settings.VAULT_KEYS = [new]
    assert found(number) == 0
    call_command("rotate_keys", fingerprints=True)
    assert found(number) == 1
    assert [case.private for case in Case.objects.order_by("pk")] == before
    call_command("verify_journal")


def test_the_journal_only_grows_again_afterwards(number: str, settings: Settings) -> None:
    settings.VAULT_KEYS = [generate_key(), *settings.VAULT_KEYS]
    call_command("rotate_keys")
    assert present(connection)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        PersonalAnswers.objects.update(salt="x")


def test_rotating_twice_changes_nothing_more(
    number: str, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.VAULT_KEYS = [generate_key(), *settings.VAULT_KEYS]
    call_command("rotate_keys")
    capsys.readouterr()
    call_command("rotate_keys")
    assert capsys.readouterr().out == "已用新密钥重新封存 0 项。\n"


def test_a_key_dropped_too_early_is_asked_for(number: str, settings: Settings) -> None:
    settings.VAULT_KEYS = [generate_key()]
    with pytest.raises(CommandError, match="旧密钥仍须在 VAULT_KEYS 里"):
        call_command("rotate_keys")
