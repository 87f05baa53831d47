"""Every column has its class; what is sensitive is nowhere to be read in the database."""

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.db import connection, models

from config import personal_data
from config.personal_data import CLASSES, NONE, OFFICER, PERSONAL, SENSITIVE, Class
from tests.fixtures.county import household, settle
from workflows.procedures.intervention.demonstration import walk
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.registry.models import Member

MEMBER = "workflows.Member"


def found() -> list[str | None]:
    return [one.id for one in run_checks() if one.id and one.id in ERRORS]


ERRORS = {"config.E006", "config.E007", "config.E008"}


def test_the_table_knows_every_column() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({PERSONAL: "name relation sex born labour employment schooling died_on"}, "config.E006"),
        ({SENSITIVE: "id_number phone health disability born"}, "config.E007"),
        ({SENSITIVE: "id_number health disability", OFFICER: "phone"}, "config.E007"),
        ({NONE: "id_digest id_tail nickname"}, "config.E008"),
    ],
)
def test_a_column_without_its_class_or_unprotected_is_an_error(
    monkeypatch: pytest.MonkeyPatch, changed: dict[Class, str], expected: str
) -> None:
    """Left out, called sensitive but open, sealed but called harmless, gone."""
    table = {**CLASSES[MEMBER], **changed}
    if "born" in changed.get(SENSITIVE, ""):
        table[PERSONAL] = table[PERSONAL].replace(" born", "")
    monkeypatch.setattr(personal_data, "CLASSES", {**CLASSES, MEMBER: table})
    assert expected in found()


def test_no_model_is_exempt_from_saying_what_its_columns_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A text column added to a table of places or proofs may hold somebody's name."""
    every = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in personal_data.OURS
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField | models.JSONField)
    ]
    monkeypatch.setattr(personal_data, "CLASSES", {})
    named = {str(one.msg).split()[0] for one in run_checks() if one.id == "config.E006"}
    assert set(every) - named == set()
    assert len(every) > 100


def test_a_sensitive_column_needs_its_reason_when_it_is_not_sealed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(personal_data, "WHY", {})
    assert "config.E007" in found()


def open_columns() -> dict[str, str]:
    """All that is stored unsealed, column by column, as text."""
    texts: dict[str, str] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names from the database itself
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    if not isinstance(value, bytes | memoryview):
                        place = f"{table}.{name}"
                        texts[place] = f"{texts.get(place, '')}\n{value}"
    return texts


def test_no_number_telephone_or_illness_is_readable_in_the_database(db: None) -> None:
    """A case from the warning to the file; then every open column of every table is read."""
    settle()
    home = household()
    head = Member.objects.get(household=home, relation="head")
    head.phone, head.health, head.disability = "19900007777", "罕见病甲乙丙", "肢体一级丁戊"
    head.save()
    walk(Rehearsal(1), home, "filed")
    secrets = {head.phone, head.health, head.disability}
    secrets |= {one.id_number for one in home.members.all() if one.id_number}
    leaks = {
        (place, secret)
        for place, text in open_columns().items()
        for secret in secrets
        if secret in text
    }
    assert leaks == set()
