"""The table of holidays and make-up working days, and the calendar read from it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from documents.rows import fetch
from workflows.registry.models import CalendarDay
from workflows.workdays.calendar import Calendar

# Rows of this source may be written again by `seed_calendar`; any other row is an officer's.
SEEDED = "国务院办公厅节假日安排（chinesecalendar）"

# How many days, how many of them working, and when the last was changed: compared, never read.
Stamp = tuple[Any, ...]
_STAMP = f'SELECT COUNT(*), COUNT(*) FILTER (WHERE is_workday), MAX(changed_at) FROM "{CalendarDay._meta.db_table}"'  # noqa: S608 - the name of our own table

# The calendar this process last read, with the stamp of the table it was read from.
_held: tuple[Stamp, Calendar] | None = None


def calendar() -> Calendar:
    """The calendar as the table has it now; one statement, three when the table has changed.

    Every process compares a stamp of the table on each call, so that a change made in one
    of them holds in all at once, and inside the transaction that made it.
    """
    global _held  # noqa: PLW0603 - the one cache of this module; a tuple is replaced whole
    stamp = _stamp()
    if _held is None or _held[0] != stamp:
        _held = (stamp, _read())
    return _held[1]


def _stamp() -> Stamp:
    stamp, *_ = fetch(_STAMP, ())
    return stamp


def _read() -> Calendar:
    stored = dict(CalendarDay.objects.values_list("day", "is_workday"))
    years = frozenset(day.year for day in stored if (day.month, day.day) == (1, 1))
    return Calendar(days=stored, years=years)


def _days_of(year: int) -> Iterable[date]:
    first = date(year, 1, 1)
    return (first + timedelta(n) for n in range((date(year + 1, 1, 1) - first).days))


@transaction.atomic
def seed_calendar(years: Iterable[int]) -> list[int]:
    """Store the published holidays of these years; returns the years that could be stored.

    A year the library does not cover yet is left out, and deadlines into it stay provisional.
    Days entered by an officer are kept. Repeating it changes no day.
    """
    # A table of twenty years is built on import, which only this command should pay.
    from chinese_calendar import get_holiday_detail, is_workday  # noqa: PLC0415
    from chinese_calendar.constants import Holiday  # noqa: PLC0415

    labels = {holiday.value: holiday.chinese for holiday in Holiday}
    seeded: list[int] = []
    rows: list[CalendarDay] = []
    for year in sorted(set(years)):
        try:
            is_workday(date(year, 1, 1))
        except NotImplementedError:
            continue
        seeded.append(year)
        for day in _days_of(year):
            works, name = is_workday(day), get_holiday_detail(day)[1]
            if name is None:
                continue
            label = labels[name] + ("调休上班" if works else "")
            rows.append(CalendarDay(day=day, is_workday=works, name=label, source=SEEDED))
    CalendarDay.objects.filter(day__year__in=seeded, source=SEEDED).delete()
    CalendarDay.objects.bulk_create(rows, ignore_conflicts=True)
    return seeded
