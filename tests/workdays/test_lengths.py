"""Lengths are values that know what they count."""

from datetime import date

import pytest

from workflows.workdays.calendar import Calendar, Moment
from workflows.workdays.lengths import Length, Unit, days, months, workdays


def test_lengths_read_as_the_papers_write_them() -> None:
    assert [str(length) for length in (days(15), workdays(10), months(6))] == [
        "15日",
        "10个工作日",
        "6个月",
    ]


def test_equal_lengths_are_one_value_and_days_are_not_working_days() -> None:
    assert {days(5), Length(5, Unit.DAY), workdays(5)} == {days(5), workdays(5)}


def test_each_unit_counts_its_own_way(table: Calendar) -> None:
    start = date(2026, 2, 13)
    ends = [length.after(start, table).day for length in (days(5), workdays(5), months(5))]
    assert ends == [date(2026, 2, 18), date(2026, 2, 27), date(2026, 7, 13)]


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 31), 12, date(2027, 1, 31)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 1), 0, date(2026, 12, 1)),
    ],
)
def test_a_month_without_the_day_ends_on_its_last(
    table: Calendar, start: date, n: int, end: date
) -> None:
    """民法典第二百零二条：没有对应日的，月末日为期间的最后一日。"""
    assert months(n).after(start, table) == Moment(end)


def test_an_end_on_a_rest_day_moves_only_where_the_rule_is_on(table: Calendar) -> None:
    """民法典第二百零三条。"""
    start = date(2026, 4, 1)
    assert months(6).after(start, table) == Moment(date(2026, 10, 1))
    assert months(6).after(start, table, extend_if_holiday=True) == Moment(date(2026, 10, 8))
    assert workdays(3).after(start, table, extend_if_holiday=True) == workdays(3).after(
        start, table
    )


def test_a_provisional_end_stays_provisional_when_it_moves() -> None:
    calendar = Calendar({}, frozenset({2026}))
    moved = workdays(2).after(date(2026, 12, 31), calendar, extend_if_holiday=True)
    assert moved == Moment(date(2027, 1, 4), True)


def test_a_negative_length_is_refused() -> None:
    with pytest.raises(ValueError, match="不能为负数"):
        workdays(-1)
