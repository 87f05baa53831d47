"""Rows written and read by `documents.rows` are those the ORM would write and read."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.forms.models import model_to_dict
from django.test.utils import CaptureQueriesContext

from documents import rows
from documents.models import NumberSeries, Paper, Rendition

pytestmark = pytest.mark.django_db


def paper(**more: Any) -> Paper:
    """An unsaved paper with a value of every kind: sealed, JSON, dates, identifiers."""
    columns: dict[str, Any] = {
        "kind": "D01",
        "title": "防贫预警线索登记表",
        "audience": "internal",
        "facts": {"姓名": "王小明", "persons": 3},
        "facts_digest": "0" * 64,
        "forbidden": ["王小明"],
        "check_code": uuid4().hex[:12].upper(),
        "dossier": uuid4(),
        "issued_on": date(2026, 6, 1),
        "issuer": {"name": "示例县人民政府", "code": "示府"},
        "is_demo": True,
    }
    return Paper(**columns | more)


def inserted(**more: Any) -> Paper:
    row = paper(**more)
    rows.insert([row])
    return row


def test_an_inserted_row_is_what_the_orm_reads_back() -> None:
    written = inserted(number="示府函〔2026〕1号", series="示府函", year=2026, serial=1)
    read = Paper.objects.get(pk=written.pk)
    assert model_to_dict(read) == model_to_dict(written)
    assert (read.uuid, read.recorded_at) == (written.uuid, written.recorded_at)


def test_a_new_row_is_what_the_constructor_makes() -> None:
    given = {"code": "示", "year": 2026, "last": 3}
    made, again = (rows.new(NumberSeries, given) for _ in range(2))
    assert model_to_dict(made) == model_to_dict(NumberSeries(**given))
    rows.insert([made])
    assert NumberSeries.objects.get() == made and again.pk is None


def test_what_is_made_for_each_row_is_made_anew() -> None:
    one, other = (rows.new(Paper, {"kind": "D01"}) for _ in range(2))
    assert one.uuid != other.uuid


def test_an_inserted_row_knows_that_it_is_stored() -> None:
    written = inserted()
    written.voided_on, written.voided_reason = date(2026, 6, 2), "填写有误"
    written.save()
    assert Paper.objects.get().voided_reason == "填写有误"


def test_rows_inserted_together_get_their_keys_in_order() -> None:
    series = [NumberSeries(code=f"示{n}", year=2026, last=n) for n in range(5)]
    with CaptureQueriesContext(connection) as sent:
        rows.insert(series)
    assert len(sent) == 1
    stored = dict(NumberSeries.objects.values_list("pk", "code"))
    assert stored == {row.pk: row.code for row in series}


def test_more_rows_than_one_statement_holds_are_inserted_by_several() -> None:
    rows.insert([NumberSeries(code=f"示{n}", year=2026, last=n) for n in range(700)])
    assert NumberSeries.objects.count() == 700


def test_no_rows_and_no_changes_send_nothing() -> None:
    written = inserted()
    with CaptureQueriesContext(connection) as sent:
        rows.insert([])
        rows.update(written, [])
    assert len(sent) == 0


def test_an_update_writes_the_columns_named_and_no_other() -> None:
    written = inserted()
    written.title, written.facts, written.kind = "更正", {"persons": 4}, "D99"
    rows.update(written, ["facts", "title"])
    read = Paper.objects.get()
    assert (read.title, read.facts, read.kind) == ("更正", {"persons": 4}, "D01")


def test_columns_read_rows_as_the_orm_does() -> None:
    inserted(voided_on=date(2026, 6, 2), voided_reason="填写有误")
    inserted()
    columns = rows.Columns(Paper, "p")
    found = columns.rows(rows.fetch(f"SELECT {columns.sql} FROM documents_paper p ORDER BY id", ()))  # noqa: S608 - the name is the test's own
    expected = list(Paper.objects.order_by("pk"))
    assert [vars(row) | {"_state": None} for row in found] == [
        vars(row) | {"_state": None} for row in expected
    ]
    assert len(columns) == len(Paper._meta.concrete_fields)


def test_a_row_of_another_app_s_fields_passes_through_them() -> None:
    """The state of a rendition is a protected field of django-fsm-2."""
    rendition = Rendition(paper=inserted())
    rows.insert([rendition])
    read = Rendition.objects.get()
    assert (read.pk, read.state, read.not_before) == (
        rendition.pk,
        "frozen",
        rendition.not_before,
    )


def test_a_value_is_prepared_for_a_statement_of_ones_own() -> None:
    written = inserted()
    day = rows.stored(Paper, "voided_on", date(2026, 6, 3))
    rows.run(
        "UPDATE documents_paper SET voided_on = %s, voided_reason = 'x' WHERE id = %s",
        [day, written.pk],
    )
    assert Paper.objects.get().voided_on == date(2026, 6, 3)
