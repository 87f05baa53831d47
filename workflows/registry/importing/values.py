"""What one cell says: text, a word of a list, a day, a year, an amount."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from functools import cache

from workflows.registry.models import Household, Member
from workflows.registry.models.accounts import EARLIEST, LATEST
from workflows.registry.money import BadAmount, fen
from workflows.workdays import clock

from .columns import ACCOUNT, HOUSEHOLD, Column
from .sheets import Cell

_DAY_FORMS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d")
_ISO_DAY = 10
_LONGEST_SEALED = 200


class Wrong(ValueError):
    """What is wrong with a cell; Chinese, says what to write, and does not quote the cell."""


def number_text(number: float) -> str:
    """A number as somebody would have typed it: 12000.0 is 12000."""
    if isinstance(number, float) and number.is_integer():
        return str(int(number))
    return repr(number)


def text(cell: Cell) -> str:
    """The cell as text without outer blanks; control characters are Wrong."""
    if isinstance(cell, str):
        plain = cell.strip().removeprefix("'")
        if not plain.isprintable():
            raise Wrong("含有看不见的字符（如换行、制表符），请删去后重新填写。")
        return plain
    if isinstance(cell, bool):
        return "是" if cell else "否"
    return "" if cell is None else number_text(cell)


def read(column: Column, cell: Cell) -> object:
    """What is kept of a cell of this column. Raises Wrong."""
    written = text(cell)
    if column.choices:
        if written not in column.choices:
            known = "、".join(dict.fromkeys(column.choices))
            raise Wrong(f"“{column.label}”只能填：{known}。")
        return column.choices[written]
    if column.of == ACCOUNT:
        return _year(written) if column.key == "year" else _amount(written)
    if column.key == "born":
        return _day(written)
    if column.key == "phone" and not written.isdigit():
        written = unicodedata.normalize("NFKC", written).replace(" ", "")
    longest = _longest(column.of, column.key)
    if len(written) > longest:
        raise Wrong(f"“{column.label}”至多{longest}个字。")
    return written


@cache
def _longest(of: str, key: str) -> int:
    model = Household if of == HOUSEHOLD else Member
    if key == "village":
        return _LONGEST_SEALED
    return getattr(model._meta.get_field(key), "max_length", None) or _LONGEST_SEALED


def _amount(written: str) -> int:
    try:
        return fen(written)
    except BadAmount as error:
        raise Wrong(str(error)) from None


def _year(written: str) -> int:
    year = written.removesuffix("年")
    if not (year.isdigit() and EARLIEST <= int(year) <= min(LATEST, clock.today().year)):
        raise Wrong("“收支年度”应填四位年份，如2025，且不晚于今年。")
    return int(year)


def _day(written: str) -> date:
    """A day as typed, or as the spreadsheet keeps it."""
    for form in _DAY_FORMS:
        try:
            day = datetime.strptime(written[:_ISO_DAY] if "T" in written else written, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if day > clock.today():
            raise Wrong("“出生日期”不能晚于今天，请核对。")
        return day
    raise Wrong("“出生日期”应填如2021-05-01的日期。")
