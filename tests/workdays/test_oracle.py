"""Every day of 2015 to 2026 against a naive count that shares nothing with the product."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import chinese_calendar
import pytest

from workflows.workdays.calendar import Calendar, Moment
from workflows.workdays.lengths import days, workdays
from workflows.workdays.periods import deadline, notice_end

LENGTHS = (1, 2, 3, 5, 7, 10, 20, 30, 45)


def every_day() -> Iterator[date]:
    day = date(2015, 1, 1)
    while day.year <= 2026:
        yield day
        day += timedelta(days=1)


@cache
def works(day: date) -> bool:
    if day.year > 2026:
        return day.isoweekday() not in (6, 7)
    return bool(chinese_calendar.is_workday(day))


@pytest.mark.parametrize("n", LENGTHS)
def test_working_days_agree_with_walking(table: Calendar, n: int) -> None:
    for start in every_day():
        day, still = start, n
        while still > 0:
            day = day + timedelta(days=1)
            if works(day):
                still = still - 1
        assert table.add_workdays(start, n) == Moment(day, day.year > 2026)
        assert deadline(start, workdays(n), calendar=table) == Moment(day, day.year > 2026)
        assert table.count_workdays(start, day) == n


@pytest.mark.parametrize("n", [5, 7, 10])
def test_notices_agree_with_walking(table: Calendar, n: int) -> None:
    for posted in every_day():
        day = posted
        for _ in range(n):
            day = day + timedelta(days=1)
        plain = notice_end(posted, n, calendar=table)
        assert (plain.last_day, plain.provisional) == (day, False)
        while not works(day):
            day = day + timedelta(days=1)
        moved = notice_end(posted, days(n), calendar=table, extend_if_holiday=True)
        assert (moved.last_day, moved.provisional) == (day, day.year > 2026)
        assert moved.earliest_next == day + timedelta(days=1)


@pytest.mark.parametrize("by_table", [False, True])
def test_deadlines_with_pauses_agree_with_walking(table: Calendar, by_table: bool) -> None:
    length = workdays(10) if by_table else days(15)
    for start in every_day():
        first, second = start + timedelta(days=2), start + timedelta(days=9)
        pauses = [(first, first + timedelta(days=4)), (second, second + timedelta(days=30))]
        day, still = start, length.count
        while still > 0:
            day = day + timedelta(days=1)
            halted = any(since < day <= until for since, until in pauses)
            if not halted and (works(day) or not by_table):
                still = still - 1
        # While the clock stands still no table is needed, so the walk may pass a year unread.
        read = by_table and any(
            date(2026, 12, 31) < start + timedelta(days=k) <= day
            and not any(since < start + timedelta(days=k) <= until for since, until in pauses)
            for k in range(1, 70)
        )
        assert deadline(start, length, calendar=table, pauses=pauses) == Moment(day, read)
