"""The published holiday tables of 2015 to 2026, as the product would load them."""

from datetime import date, timedelta

import chinese_calendar
import pytest

from workflows.workdays.calendar import Calendar

YEARS = frozenset(range(2015, 2027))


@pytest.fixture(scope="session")
def table() -> Calendar:
    first, last = date(min(YEARS), 1, 1), date(max(YEARS), 12, 31)
    every_day = (first + timedelta(days=k) for k in range((last - first).days + 1))
    return Calendar({day: chinese_calendar.is_workday(day) for day in every_day}, YEARS)
