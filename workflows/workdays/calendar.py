"""Working days by China's yearly table, with its make-up Saturdays and Sundays.

The State Council publishes the table of a year in the autumn before it, so a period can always
reach into a year that nobody knows yet. Such a result is computed with Monday to Friday and
marked provisional (暂估), to be computed again when the year is loaded; it is never a crash.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Moment:
    """The last day of a period; it ends at 24:00 of `day`.

    `provisional` says that a year without a holiday table had to be consulted, so that the day
    may still change when the table is loaded.
    """

    day: date
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """A holiday table: `days` says of single days whether they are working days.

    `years` are the years whose table is complete. In these a day that is not listed follows its
    weekday, so a table may hold every day of the year or only the exceptions.
    """

    days: Mapping[date, bool] = field(hash=False)
    years: frozenset[int]

    def is_workday(self, day: date) -> bool:
        """Whether people work on this day; Monday to Friday where the table says nothing."""
        known = self.days.get(day)
        return day.weekday() < SATURDAY if known is None else known

    def covers(self, day: date) -> bool:
        """Whether the table of this day's year is loaded."""
        return day.year in self.years

    def add_workdays(self, start: date, n: int) -> Moment:
        """The last of `n` working days after `start`, the start not counted (民法典第二百零一条).

        Raises ValueError when `n` is negative.
        """
        if n < 0:
            raise ValueError(f"期间不能为负数：{n}")
        day, provisional = start, False
        while n:
            day += ONE_DAY
            provisional |= not self.covers(day)
            n -= self.is_workday(day)
        return Moment(day, provisional)

    def next_workday(self, end: date) -> Moment:
        """`end` itself if people work on it, else the next day on which they do.

        民法典第二百零三条: when the last day of a period is a statutory rest day (法定休假日), the
        day after the holiday counts as the last day. "Not a working day by the table" is taken as
        the test: that includes ordinary weekends and excludes made-up ones, as the yearly notice
        of the State Council arranges them.
        """
        provisional = not self.covers(end)
        while not self.is_workday(end):
            end += ONE_DAY
            provisional |= not self.covers(end)
        return Moment(end, provisional)

    def count_workdays(self, a: date, b: date) -> int:
        """Working days after `a` up to and including `b`; negative when `b` lies before `a`."""
        if b < a:
            return -self.count_workdays(b, a)
        return sum(self.is_workday(a + timedelta(days=k)) for k in range(1, (b - a).days + 1))
