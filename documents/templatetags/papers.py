"""How facts look on an official paper: dates, money, boxes to tick, gaps to fill in by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from itertools import zip_longest

from django import template
from django.utils.safestring import SafeString, mark_safe

from documents import check_codes

register = template.Library()


@dataclass(frozen=True, slots=True)
class Part:
    """Part `number` of a list `of` so many, with its rows, the `first`st to the `last`th."""

    number: int
    of: int
    first: int
    last: int
    rows: Sequence[object]


# Rows of a list that are set as one table; a longer list is set in numbered parts, each beginning a
# sheet, so that what came off the wall is found again.
PART = 300
BLANK_DAY = "　　　年　　月　　日"


@register.filter
def day(value: object) -> str:
    """An ISO date (or the date of an ISO time) as 2026年11月21日; a gap to fill in where empty."""
    if not value:
        return BLANK_DAY
    on = _date(value)
    return f"{on.year}年{on.month}月{on.day}日"


@register.filter
def month(value: object) -> str:
    """An ISO date or year-month as 2026年11月; empty where there is none."""
    if not value:
        return ""
    year, number = str(value).split("-")[:2]
    return f"{int(year)}年{int(number)}月"


@register.filter
def moment(value: object) -> str:
    """An ISO time as 2026年11月21日9时05分, read in the zone it is written in.

    A date alone is printed as a day: nobody knows the hour, and midnight would be a lie.
    """
    if not value:
        return BLANK_DAY + "　　时　　分"
    if len(str(value)) == len("2026-11-21"):
        return day(value)
    at = datetime.fromisoformat(str(value))
    return f"{at.year}年{at.month}月{at.day}日{at.hour}时{at.minute:02d}分"


@register.filter
def money(value: object) -> str:
    """Yuan with thousands and two decimals, as 12,345.60; empty where nothing was recorded."""
    if value in ("", None):
        return ""
    try:
        return f"{Decimal(str(value)):,.2f}"
    except InvalidOperation:
        return str(value)


@register.filter
def percent(value: object) -> str:
    """A ratio as a percentage with one decimal, as 40.1%; empty where undefined."""
    return "" if value in ("", None) else f"{Decimal(str(value)) * 100:.1f}%"


@register.filter
def box(ticked: object) -> SafeString:
    """A box, ticked or not, drawn by the stylesheet: free 仿宋 has no glyph for ☐ and ☑."""
    if ticked:
        return mark_safe('<span class="box">√</span>')
    return mark_safe('<span class="box"></span>')


@register.filter
def unticked(value: object) -> SafeString:
    """The box of the opposite answer: ticked for a no, empty for a yes and for no answer."""
    return box(value is False)


@register.filter
def grouped(code: str) -> str:
    """A check code as people type it from the wall: ABCD-EFGH-JKMN."""
    return check_codes.grouped(code)


@register.filter
def listed(words: str, more: object = ()) -> list[str]:
    """The words of a comma list, then those of `more` that it lacks: choices to tick."""
    fixed = words.split(",")
    extra = [str(word) for word in more] if isinstance(more, list | tuple) else []
    return fixed + [word for word in extra if word not in fixed]


@register.filter
def among(word: str, chosen: object) -> bool:
    """Whether a choice was taken: it is the answer, or one of the answers."""
    return word in chosen if isinstance(chosen, list | tuple) else word == chosen


@register.filter
def gap(value: object, width: int = 8) -> str:
    """The text, or as many full-width spaces to write on by hand where it is empty."""
    return str(value) if value not in ("", None) else "　" * width


@register.filter
def yes_no(value: object) -> str:
    """是 or 否 for an answered question; empty where nobody answered."""
    return "" if value in ("", None) else "是" if value else "否"


@register.filter
def next_section(sections: Sequence[object]) -> str:
    """The Chinese numeral of the section that follows these."""
    return "一二三四五六七八九十"[len(sections)]


@register.filter
def in_parts(rows: Sequence[object]) -> list[Part]:
    """A list cut after every 300 rows; one part, and be it empty, where it is shorter."""
    places = range(0, max(len(rows), 1), PART)
    return [
        Part(number, len(places), at + 1, min(at + PART, len(rows)), rows[at : at + PART])
        for number, at in enumerate(places, start=1)
    ]


@register.filter
def abreast(rows: Sequence[object], most: int) -> list[tuple[object, ...]]:
    """Rows for a table: one beside another, the first half left, where there are more than `most`.

    Every tuple is as long as the first; the last may end with None.
    """
    if len(rows) <= most:
        return [(row,) for row in rows]
    half = (len(rows) + 1) // 2
    return list(zip_longest(rows[:half], rows[half:]))


def _date(value: object) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return date.fromisoformat(str(value)[:10])
