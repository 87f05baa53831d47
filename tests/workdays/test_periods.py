"""Minimum periods that nobody shortens, maximum periods that may pause."""

from datetime import date

import pytest

from workflows.workdays.calendar import Calendar, Moment
from workflows.workdays.lengths import days, months, workdays
from workflows.workdays.periods import MinimumPeriod, deadline, lost_days, notice_end

POSTED = date(2026, 9, 28)


def test_five_days_over_national_day_end_on_the_third_of_october(table: Calendar) -> None:
    assert notice_end(POSTED, 5, calendar=table) == MinimumPeriod(
        last_day=date(2026, 10, 3), earliest_next=date(2026, 10, 4), provisional=False
    )


def test_with_the_holiday_rule_they_end_on_the_first_working_day_after(table: Calendar) -> None:
    assert notice_end(POSTED, 5, calendar=table, extend_if_holiday=True) == MinimumPeriod(
        last_day=date(2026, 10, 8), earliest_next=date(2026, 10, 9), provisional=False
    )


def test_lost_days_are_added_before_the_end_is_moved(table: Calendar) -> None:
    kept = notice_end(date(2026, 9, 21), 5, lost_days=4, calendar=table)
    assert kept.last_day == date(2026, 9, 30)
    moved = notice_end(date(2026, 9, 21), 5, lost_days=5, calendar=table, extend_if_holiday=True)
    assert moved.last_day == date(2026, 10, 8)


def test_lost_days_are_counted_in_the_unit_of_the_notice(table: Calendar) -> None:
    in_workdays = notice_end(date(2026, 2, 13), workdays(5), lost_days=2, calendar=table)
    assert in_workdays.last_day == date(2026, 3, 2)
    in_months = notice_end(date(2026, 3, 10), months(1), lost_days=2, calendar=table)
    assert in_months.last_day == date(2026, 4, 12)


def test_a_notice_counted_in_working_days_of_an_unknown_year_is_provisional() -> None:
    unknown = Calendar({}, frozenset())
    assert notice_end(date(2027, 1, 1), workdays(5), calendar=unknown).provisional
    assert not notice_end(date(2027, 1, 1), 5, calendar=unknown).provisional


def test_days_lost_add_up_and_none_is_lost_twice() -> None:
    third, fourth, sixth = date(2026, 3, 3), date(2026, 3, 4), date(2026, 3, 6)
    assert lost_days([(third, fourth), (fourth, fourth), (sixth, sixth)], posted_on=POSTED) == 0
    spans = [(third, fourth), (fourth, fourth), (sixth, sixth)]
    assert lost_days(spans, posted_on=date(2026, 3, 1)) == 3
    assert lost_days(spans, posted_on=third) == 2
    assert lost_days([], posted_on=third) == 0


def test_a_deadline_without_pauses_is_its_length(table: Calendar) -> None:
    assert deadline(date(2026, 3, 2), days(15), calendar=table) == Moment(date(2026, 3, 17))


def test_a_pause_adds_the_days_the_clock_stood_still(table: Calendar) -> None:
    pauses = [(date(2026, 3, 5), date(2026, 3, 9))]
    assert deadline(date(2026, 3, 2), days(15), calendar=table, pauses=pauses) == Moment(
        date(2026, 3, 21)
    )


@pytest.mark.parametrize(
    "pauses",
    [
        [(date(2026, 3, 5), date(2026, 3, 5))],  # begun and ended on one day
        [(date(2026, 2, 1), date(2026, 3, 2))],  # over before the clock starts
        [(date(2026, 3, 17), date(2026, 3, 20))],  # begun on the last day
    ],
)
def test_pauses_that_stop_nothing_change_nothing(
    table: Calendar, pauses: list[tuple[date, date]]
) -> None:
    assert deadline(date(2026, 3, 2), days(15), calendar=table, pauses=pauses) == Moment(
        date(2026, 3, 17)
    )


def test_overlapping_pauses_count_once_and_late_ones_count_too(table: Calendar) -> None:
    pauses = [
        (date(2026, 3, 5), date(2026, 3, 9)),
        (date(2026, 3, 7), date(2026, 3, 11)),
        (date(2026, 3, 20), date(2026, 3, 22)),  # falls into the days won by the first two
    ]
    assert deadline(date(2026, 3, 2), days(15), calendar=table, pauses=pauses) == Moment(
        date(2026, 3, 25)
    )


def test_months_are_lengthened_by_the_days_of_a_pause(table: Calendar) -> None:
    pauses = [(date(2026, 2, 1), date(2026, 2, 4))]
    assert deadline(date(2026, 1, 31), months(1), calendar=table, pauses=pauses) == Moment(
        date(2026, 3, 3)
    )


def test_a_deadline_on_a_rest_day_stays_there(table: Calendar) -> None:
    """It urges the office, which may be done earlier; what protects people is the notice's end."""
    assert deadline(date(2026, 9, 16), days(15), calendar=table) == Moment(date(2026, 10, 1))


def test_a_pause_stops_working_days_and_the_weekend_in_it_is_not_lost_twice(
    table: Calendar,
) -> None:
    start, pauses = date(2026, 3, 2), [(date(2026, 3, 4), date(2026, 3, 9))]
    assert deadline(start, workdays(5), calendar=table) == Moment(date(2026, 3, 9))
    assert deadline(start, workdays(5), calendar=table, pauses=pauses) == Moment(date(2026, 3, 12))


@pytest.mark.parametrize(
    ("years", "provisional"),
    [({2026, 2027}, False), ({2026}, True), ({2027}, True), (set(), True)],
)
def test_a_paused_deadline_is_an_estimate_when_any_year_that_counts_is_unknown(
    years: set[int], provisional: bool
) -> None:
    calendar = Calendar({}, frozenset(years))
    pauses = [(date(2026, 12, 29), date(2026, 12, 30))]
    end = deadline(date(2026, 12, 29), workdays(4), calendar=calendar, pauses=pauses)
    assert end == Moment(date(2027, 1, 5), provisional)


def test_a_span_that_ends_before_it_starts_is_refused(table: Calendar) -> None:
    backwards = [(date(2026, 3, 9), date(2026, 3, 5))]
    with pytest.raises(ValueError, match="止日 2026-03-05 早于起日 2026-03-09"):
        deadline(date(2026, 3, 2), days(15), calendar=table, pauses=backwards)
    with pytest.raises(ValueError, match="早于起日"):
        lost_days(backwards, posted_on=date(2026, 3, 2))
