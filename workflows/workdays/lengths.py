"""How long a period is, as a value: `workdays(10)`, not 10.

A bare number does not say whether it counts calendar days, working days or months, and the papers
use all three.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from workflows.workdays.calendar import Calendar, Moment

MONTHS_A_YEAR = 12


class Unit(StrEnum):
    """What a length counts."""

    DAY = "day"
    WORKDAY = "workday"
    MONTH = "month"


WORDING = {Unit.DAY: "{}日", Unit.WORKDAY: "{}个工作日", Unit.MONTH: "{}个月"}


@dataclass(frozen=True, slots=True)
class Length:
    """`count` days, working days or months. Raises ValueError when the count is negative."""

    count: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.count < 0:
            raise ValueError(f"期间不能为负数：{self.count}")

    def __str__(self) -> str:
        return WORDING[self.unit].format(self.count)

    def after(self, start: date, calendar: Calendar, *, extend_if_holiday: bool = False) -> Moment:
        """The last day of this length, the start not counted.

        Months end on the day of the same number, or on the last of the month where it has no such
        day (民法典第二百零二条). `extend_if_holiday` moves an end on a rest day to the next working
        day (第二百零三条).
        """
        match self.unit:
            case Unit.DAY:
                # Plain days ask no calendar, so that one not yet read stays unread.
                end = Moment(start + timedelta(days=self.count))
            case Unit.WORKDAY:
                end = calendar.add_workdays(start, self.count)
            case _:
                end = Moment(_months_later(start, self.count))
        if not extend_if_holiday:
            return end
        moved = calendar.next_workday(end.day)
        return Moment(moved.day, end.provisional or moved.provisional)


def days(n: int) -> Length:
    """A length of `n` calendar days."""
    return Length(n, Unit.DAY)


def workdays(n: int) -> Length:
    """A length of `n` working days."""
    return Length(n, Unit.WORKDAY)


def months(n: int) -> Length:
    """A length of `n` months."""
    return Length(n, Unit.MONTH)


def _months_later(start: date, n: int) -> date:
    month = start.year * MONTHS_A_YEAR + start.month - 1 + n
    year, month = divmod(month, MONTHS_A_YEAR)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
