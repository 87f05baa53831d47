"""Reading a list of what households receive of dibao into their history."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from workflows.registry.areas import within
from workflows.registry.codes import reach
from workflows.registry.dibao import NoStandard, Standard, spans_of, standards
from workflows.registry.dibao_entering import recorded
from workflows.registry.importing.guard import inspect
from workflows.registry.importing.sheets import Line, lines
from workflows.registry.models import DibaoEntry, Household

COLUMNS = ("户编号", "起始月份", "享受人数", "增发人数", "月保障金额")
_CENTS = -2
AT_ONCE = 500


class BadList(Exception):
    """A file that is no list of dibao records; the message is Chinese and names the row."""


def load(data: bytes, county: int, *, officer: int | None = None) -> int:
    """Record what each household of a county receives, from a workbook or CSV; returns how many.

    All or nothing: BadList, or SheetRefused for a file that cannot be read, leaves the history as
    it was. What the history says already is not recorded again.
    """
    rows = lines(data, inspect(data))
    head = next(rows, None)
    if head is None or tuple(map(_text, head.cells[: len(COLUMNS)])) != COLUMNS:
        raise BadList(f"第1行须有表头：{'、'.join(COLUMNS)}。")
    homes = dict(
        Household.objects.filter(within("village_id", [reach(county)])).values_list("number", "pk")
    )
    at = standards(county)
    entries = [(line.number, _entry(line, homes, at, officer)) for line in rows]
    with transaction.atomic():
        return _store(entries)


def _store(entries: list[tuple[int, DibaoEntry]]) -> int:
    """Put read rows beside what is known of their households; one statement for every thousand."""
    concerned = sorted({entry.household_id for _, entry in entries})
    known: dict[int, list[DibaoEntry]] = {home: [] for home in concerned}
    for some in _portions(concerned):
        list(Household.objects.select_for_update().filter(pk__in=some).order_by("pk"))
        for old in DibaoEntry.objects.filter(household__in=some).order_by("pk"):
            known[old.household_id].append(old)
    count, fresh = 0, []
    for number, entry in entries:
        history = known[entry.household_id]
        try:
            rows = recorded(spans_of(history), entry)
        except ValidationError as error:
            raise BadList(f"第{number}行：{error.messages[0]}") from error
        count += bool(rows)
        history += rows
        fresh += rows
    DibaoEntry.objects.bulk_create(fresh, batch_size=AT_ONCE)
    return count


def _portions(keys: list[int]) -> Iterator[list[int]]:
    """Keys in portions that a statement takes."""
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]


def _entry(line: Line, homes: dict[str, int], at: Standard, officer: int | None) -> DibaoEntry:
    cells = dict(zip(COLUMNS, line.cells, strict=False))
    number = _text(cells.get("户编号"))
    if number not in homes:
        raise BadList(f"第{line.number}行：农户册中没有户编号“{number}”，请先登记该户。")
    month = _month(cells.get("起始月份"), line.number)
    persons, eligible = (_count(cells.get(key), key, line.number) for key in COLUMNS[2:4])
    if not persons or eligible > persons:
        raise BadList(f"第{line.number}行：享受人数至少1人，增发人数不得多于享受人数。")
    try:
        standard = at(month)
    except NoStandard as error:
        raise BadList(f"第{line.number}行：{error}") from error
    return DibaoEntry(
        household_id=homes[number],
        from_on=month,
        kind=DibaoEntry.Kind.DIBAO,
        persons=persons,
        eligible=eligible,
        monthly=_amount(cells.get("月保障金额"), line.number),
        standard=standard,
        source=DibaoEntry.Source.IMPORTED,
        officer_id=officer,
    )


def _month(value: Any, number: int) -> date:
    if isinstance(value, datetime | date):
        return date(value.year, value.month, 1)
    try:
        year, month = _text(value).replace("/", "-").split("-")[:2]
        return date(int(year), int(month), 1)
    except ValueError:
        raise BadList(f"第{number}行：起始月份应写成2026-10，现为“{value}”。") from None


def _count(value: Any, key: str, number: int) -> int:
    text = _text(value).removesuffix(".0") or "0"
    if not (text.isascii() and text.isdigit()):
        raise BadList(f"第{number}行：{key}应为整数，现为“{value}”。")
    return int(text)


def _amount(value: Any, number: int) -> Decimal:
    try:
        amount = Decimal(_text(value).replace(",", ""))
        exponent = amount.normalize().as_tuple().exponent
    except InvalidOperation:
        raise BadList(f"第{number}行：月保障金额应为数字，现为“{value}”。") from None
    if not isinstance(exponent, int) or exponent < _CENTS or amount < 0:
        raise BadList(f"第{number}行：月保障金额不得为负，最多两位小数，现为“{value}”。")
    return amount


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()
