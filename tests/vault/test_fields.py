"""Sealed columns in a real table."""

import json
from typing import Any

import pytest
from django.core import serializers
from django.core.exceptions import FieldError, ValidationError
from django.db import connection, models
from django.forms import modelform_factory

from vault.cipher import Tampered
from vault.fields import SealedField, SealedJSONField, SealedTextField

from .conftest import Note

Notes = models.Manager[Any]


def columns(name: str) -> tuple[Any, ...]:
    """What the database itself holds for a note."""
    with connection.cursor() as cursor:
        sql = "SELECT phone, health, incomes, tags FROM vault_tests_note WHERE name = %s"
        cursor.execute(sql, [name])
        return tuple(value if value is None else bytes(value) for value in cursor.fetchone())


def test_values_come_back_as_they_were_and_the_columns_show_none_of_them(notes: Notes) -> None:
    incomes = {"工资性": "12000.50", "转移性": [1, None, True]}
    notes.create(name="王", phone="13800000000", health="尿毒症", incomes=incomes, tags=["𬭎"])
    note = notes.get(name="王")
    assert (note.phone, note.health, note.incomes) == ("13800000000", "尿毒症", incomes)
    assert note.tags == ["𬭎"]
    stored = b"".join(columns("王"))
    for secret in ("13800000000", "尿毒症", "工资性", "12000.50", "𬭎"):
        assert secret.encode() not in stored


def test_none_is_null_and_empty_text_is_sealed_like_any_other(notes: Notes) -> None:
    notes.create(name="空")
    note = notes.get(name="空")
    assert (note.phone, note.health, note.incomes, note.tags) == (None, "", None, [])
    phone, health, incomes, tags = columns("空")
    assert (phone, incomes) == (None, None)
    assert len(health) == 33
    assert len(tags) == 35


def test_set_based_writes_seal_too(notes: Notes) -> None:
    notes.bulk_create([Note(name="甲", health="a"), Note(name="乙", health="b")])
    notes.filter(name="甲").update(health="c", phone=None)
    changed = list(notes.order_by("pk"))
    changed[1].incomes = {"x": 1}
    notes.bulk_update(changed, ["incomes"])
    assert list(notes.order_by("pk").values_list("health", "incomes")) == [
        ("c", None),
        ("b", {"x": 1}),
    ]


def test_a_value_moved_to_another_column_is_refused(notes: Notes) -> None:
    notes.create(name="甲", phone="13800000000")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE vault_tests_note SET health = phone")
    with pytest.raises(Tampered, match=r"vault_tests\.note\.health"):
        notes.get(name="甲")


def test_only_absence_can_be_looked_up(notes: Notes) -> None:
    notes.create(name="甲", phone="13800000000")
    notes.create(name="乙")
    assert notes.get(phone__isnull=True).name == "乙"
    assert notes.get(phone__isnull=False).name == "甲"


@pytest.mark.parametrize(
    "lookup",
    [
        {"phone": "13800000000"},
        {"phone": None},
        {"phone__in": ["13800000000"]},
        {"phone__contains": "138"},
        {"incomes__x": 1},
        {"incomes__has_key": "x"},
    ],
)
def test_any_other_lookup_is_refused_rather_than_finding_nothing(
    notes: Notes, lookup: dict[str, Any]
) -> None:
    with pytest.raises(FieldError, match="只能用 isnull"):
        notes.filter(**lookup)


def test_what_json_cannot_hold_is_refused(notes: Notes) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        notes.create(name="甲", incomes=float("nan"))
    with pytest.raises(TypeError, match="not JSON serializable"):
        notes.create(name="甲", incomes={1, 2})


def test_validation_knows_length_and_blanks() -> None:
    Note(name="甲", health="", tags=["x"]).full_clean(exclude=["tags"])
    with pytest.raises(ValidationError, match="phone"):
        Note(name="甲", phone="1" * 12).full_clean(exclude=["tags"])


def test_forms_ask_for_text_and_json(notes: Notes) -> None:
    form_class = modelform_factory(Note, fields=["phone", "health", "incomes"])
    form = form_class({"phone": "13800000000", "health": "", "incomes": '{"x": 1}'})
    note = form.save(commit=False)
    assert (note.phone, note.health, note.incomes) == ("13800000000", "", {"x": 1})
    assert list(form_class({"incomes": "{"}).errors) == ["incomes"]


def test_fixtures_hold_the_values_themselves(notes: Notes) -> None:
    note = notes.create(name="甲", phone=None, health="尿毒症", incomes={"x": [1]})
    text = serializers.serialize("json", [note])
    fields = json.loads(text)[0]["fields"]
    assert (fields["health"], fields["incomes"]) == ("尿毒症", {"x": [1]})


def test_text_is_taken_as_text() -> None:
    field = SealedTextField()
    assert (field.to_python(None), field.to_python(13800000000)) == (None, "13800000000")


@pytest.mark.parametrize(
    ("field", "path", "arguments"),
    [
        (SealedTextField(null=True), "vault.fields.SealedTextField", {"null": True}),
        (
            SealedTextField(max_length=11, blank=True),
            "vault.fields.SealedTextField",
            {"max_length": 11, "blank": True},
        ),
        (
            SealedJSONField(default=dict, purpose="registry.health"),
            "vault.fields.SealedJSONField",
            {"default": dict, "purpose": "registry.health"},
        ),
    ],
)
def test_migrations_can_write_the_fields_down(
    field: SealedField, path: str, arguments: dict[str, Any]
) -> None:
    _, written_path, args, kwargs = field.deconstruct()
    assert (written_path, args, kwargs) == (path, [], arguments)
    assert type(field)(*args, **kwargs).deconstruct()[1:] == (path, [], arguments)


def sealed_fields(model: type[models.Model]) -> dict[str, SealedField]:
    """The sealed columns of a model by name."""
    return {field.name: field for field in model._meta.fields if isinstance(field, SealedField)}


def test_the_purpose_is_the_columns_unless_written_out() -> None:
    fields = sealed_fields(Note)
    assert fields["phone"].purpose == "vault_tests.note.phone"
    assert fields["tags"].purpose == "notes.tags"


class Wrong(models.Model):
    """Two declarations that cannot work."""

    number = SealedTextField(unique=True)
    incomes = SealedJSONField(default={})

    class Meta:
        app_label = "vault_tests"
        apps = Note._meta.apps


def test_declarations_that_cannot_work_are_errors() -> None:
    found = {
        name: [error.id for error in field.check()] for name, field in sealed_fields(Wrong).items()
    }
    assert found == {"number": ["vault.E002"], "incomes": ["vault.E003"]}
    assert not any(field.check() for field in sealed_fields(Note).values())
