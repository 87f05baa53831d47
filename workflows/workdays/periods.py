"""Minimum and maximum periods, which behave oppositely.

A *minimum* period protects people: nobody may shorten it, it never pauses, and days on which the
notice did not hang are added. A *maximum* period urges the office: it may pause, and when it has
run out nothing happens by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from workflows.workdays.calendar import ONE_DAY, Calendar, Moment
from workflows.workdays.lengths import Length, Unit, days

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class MinimumPeriod:
    """A period that must have run in full: its last day, and the first day on which to go on."""

    last_day: date
    earliest_next: date
    provisional: bool


def notice_end(
    posted_on: date,
    length: int | Length,
    *,
    calendar: Calendar,
    lost_days: int = 0,
    extend_if_holiday: bool = False,
) -> MinimumPeriod:
    """When a notice posted on `posted_on` has hung for its full minimum length.

    The day of posting is not counted, the last day counts whole. An int counts calendar days.
    `lost_days` are added in the unit of the length (as calendar days where that is months), before
    the end is moved off a rest day. Raises ValueError for a negative length or lost days.
    """
    length = days(length) if isinstance(length, int) else length
    lost = Length(lost_days, Unit.DAY if length.unit is Unit.MONTH else length.unit)
    hung = length.after(posted_on, calendar)
    made_up = lost.after(hung.day, calendar, extend_if_holiday=extend_if_holiday)
    provisional = hung.provisional or made_up.provisional
    return MinimumPeriod(made_up.day, earliest_after(made_up.day), provisional)


def earliest_after(end: date) -> date:
    """The first day on which a step may follow a minimum period that ends with `end`."""
    return end + ONE_DAY


def lost_days(interruptions: Iterable[Span], *, posted_on: date) -> int:
    """Days on which a notice did not hang whole: from each taking down to its restoring, both in.

    A day is lost once however often the board was damaged on it, and the day of posting cannot be
    lost because it is not counted. Raises ValueError for a span that ends before it starts.
    """
    return len({day for span in interruptions for day in _days_of(span) if day > posted_on})


def deadline(
    start: date,
    length: Length,
    *,
    calendar: Calendar,
    pauses: Iterable[Span] = (),
) -> Moment:
    """The last day of a maximum period, days of pause not counted.

    A pause is counted like any period: its first day still runs, its last day is the last that
    stands still; one that begins and ends on the same day changes nothing. Pauses may overlap.
    Months are turned into the days they span before pauses are added. Raises ValueError for a
    span that ends before it starts.
    """
    stopped = {day for span in pauses for day in _days_of(span) if day > span[0]}
    end = length.after(start, calendar)
    return _running_days(start, length, end, calendar, stopped) if stopped else end


def _running_days(
    start: date, length: Length, unpaused: Moment, calendar: Calendar, stopped: set[date]
) -> Moment:
    """Walk day by day over those that count, until the length is used up."""
    by_table = length.unit is Unit.WORKDAY
    left = length.count if by_table else (unpaused.day - start).days
    day, provisional = start, False
    while left:
        day += ONE_DAY
        if day in stopped:
            continue
        if by_table:
            provisional |= not calendar.covers(day)
            left -= calendar.is_workday(day)
        else:
            left -= 1
    return Moment(day, provisional)


def _days_of(span: Span) -> Iterable[date]:
    first, last = span
    if last < first:
        raise ValueError(f"止日 {last} 早于起日 {first}")
    return (first + timedelta(days=k) for k in range((last - first).days + 1))
