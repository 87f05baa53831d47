"""Reading a list of what households receive of dibao into their history."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction

from workflows.registry.areas import within
from workflows.registry.codes import reach
from workflows.registry.dibao import NoStandard, Standard, standards
from workflows.registry.importing.guard import inspect
from workflows.registry.importing.sheets import Line, lines
from workflows.registry.models import DibaoEntry, Household

COLUMNS = ("户编号", "起始月份", "享受人数", "增发人数", "月保障金额")
_CENTS = -2


class BadList(Exception):
    """A file that is no list of dibao records; the message is Chinese and names the row."""


@transaction.atomic
def load(data: bytes, county: int) -> int:
    """Record what each household of a county receives, from a workbook or CSV; returns how many.

    All or nothing: BadList, or SheetRefused for a file that cannot be read, leaves the history as
    it was. An entry that is there already, to the last figure, is not recorded again.
    """
    rows = lines(data, inspect(data))
    head = next(rows, None)
    if head is None or tuple(map(_text, head.cells[: len(COLUMNS)])) != COLUMNS:
        raise BadList(f"第1行须有表头：{'、'.join(COLUMNS)}。")
    homes = dict(
        Household.objects.filter(within("village_id", [reach(county)])).values_list("number", "pk")
    )
    at = standards(county)
    entries = [_entry(line, homes, at) for line in rows]
    known = {_figures(entry) for entry in DibaoEntry.objects.filter(household__in=homes.values())}
    fresh = [entry for entry in entries if _figures(entry) not in known]
    DibaoEntry.objects.bulk_create(fresh, batch_size=1000)
    return len(fresh)


def _figures(entry: DibaoEntry) -> tuple[Any, ...]:
    return (
        entry.household_id, entry.from_on, entry.kind, entry.persons, entry.eligible, entry.monthly
    )  # fmt: skip


def _entry(line: Line, homes: dict[str, int], at: Standard) -> DibaoEntry:
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
