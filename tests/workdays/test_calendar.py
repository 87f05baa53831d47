"""Working days by the published table, and what happens where there is none yet."""

from datetime import date

import pytest

from workflows.workdays.calendar import Calendar, Moment
from workflows.workdays.lengths import days

NO_TABLE = Calendar({}, frozenset())


@pytest.mark.parametrize(
    ("n", "end"),
    [(5, date(2026, 2, 27)), (7, date(2026, 3, 2)), (10, date(2026, 3, 5))],
)
def test_working_days_from_before_the_spring_festival(table: Calendar, n: int, end: date) -> None:
    assert table.add_workdays(date(2026, 2, 13), n) == Moment(end)


def test_a_made_up_saturday_is_a_working_day(table: Calendar) -> None:
    assert table.is_workday(date(2026, 2, 14))
    assert table.add_workdays(date(2026, 2, 13), 1) == Moment(date(2026, 2, 14))


def test_no_days_end_where_they_start(table: Calendar) -> None:
    assert days(0).after(date(2026, 10, 1), table) == Moment(date(2026, 10, 1))
    assert table.add_workdays(date(2026, 10, 1), 0) == Moment(date(2026, 10, 1))


def test_calendar_days_take_no_notice_of_holidays_unless_asked(table: Calendar) -> None:
    start = date(2026, 9, 28)
    assert days(5).after(start, table) == Moment(date(2026, 10, 3))
    moved = days(5).after(start, table, extend_if_holiday=True)
    assert moved == Moment(date(2026, 10, 8))


def test_an_end_on_a_working_day_is_not_moved(table: Calendar) -> None:
    end = days(2).after(date(2026, 9, 21), table, extend_if_holiday=True)
    assert end == Moment(date(2026, 9, 23))


def test_working_days_left_are_counted_and_overdue_ones_are_negative(table: Calendar) -> None:
    assert table.count_workdays(date(2026, 2, 13), date(2026, 2, 27)) == 5
    assert table.count_workdays(date(2026, 2, 27), date(2026, 2, 13)) == -5
    assert table.count_workdays(date(2026, 2, 13), date(2026, 2, 13)) == 0


def test_a_negative_period_is_refused() -> None:
    with pytest.raises(ValueError, match="不能为负数：-1"):
        NO_TABLE.add_workdays(date(2026, 1, 1), -1)


def test_forty_five_working_days_into_an_unpublished_year_are_provisional(
    table: Calendar,
) -> None:
    assert table.add_workdays(date(2026, 11, 20), 45) == Moment(date(2027, 1, 22), True)


def test_a_year_without_a_table_is_monday_to_friday() -> None:
    friday = date(2027, 1, 8)
    assert NO_TABLE.is_workday(friday)
    assert not NO_TABLE.is_workday(date(2027, 1, 9))
    assert NO_TABLE.add_workdays(friday, 1) == Moment(date(2027, 1, 11), True)
    assert NO_TABLE.next_workday(friday) == Moment(friday, True)


def test_a_day_is_an_estimate_when_any_year_walked_through_is_unknown() -> None:
    """Also when the year in which it ends is known: the count before it may still change."""
    calendar = Calendar({}, frozenset({2027}))
    assert calendar.add_workdays(date(2026, 12, 30), 2) == Moment(date(2027, 1, 1), True)
    assert calendar.next_workday(date(2026, 12, 31)) == Moment(date(2026, 12, 31), True)
    resting = Calendar({date(2026, 12, 31): False}, frozenset({2027}))
    assert resting.next_workday(date(2026, 12, 31)) == Moment(date(2027, 1, 1), True)


def test_calendar_days_need_no_table() -> None:
    assert days(5).after(date(2027, 1, 1), NO_TABLE) == Moment(date(2027, 1, 6))


def test_a_table_may_hold_only_the_exceptions() -> None:
    calendar = Calendar({date(2026, 1, 1): False, date(2026, 1, 4): True}, frozenset({2026}))
    # 1 January is a holiday, 2 a Friday, 3 a Saturday, 4 a Sunday made up.
    assert calendar.add_workdays(date(2025, 12, 31), 2) == Moment(date(2026, 1, 4))


def test_loading_the_missing_year_settles_a_provisional_day() -> None:
    start, holiday = date(2026, 12, 30), date(2027, 1, 1)
    before = Calendar({}, frozenset({2026})).add_workdays(start, 2)
    after = Calendar({holiday: False}, frozenset({2026, 2027})).add_workdays(start, 2)
    assert (before, after) == (Moment(holiday, True), Moment(date(2027, 1, 4)))
