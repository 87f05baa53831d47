"""The months of a phase-out and what each is to bring, as the letter to the household lists them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from .money import Due, Month, Terms, due

MONTHS_A_YEAR = 12


class TooLong(ValueError):
    """The months asked for are not within what the bound pack allows."""


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months: from the first day of the first to the last day of the last."""

    starts_on: date
    months: int

    @property
    def ends_on(self) -> date:
        last = self.month(self.months)
        return last.replace(day=monthrange(last.year, last.month)[1])

    def month(self, k: int) -> date:
        """The first day of month `k`, counted from 1."""
        return month_after(self.starts_on, k - 1)

    @property
    def after_end(self) -> date:
        """The first day that no instalment covers."""
        return month_after(self.starts_on, self.months)


@dataclass(frozen=True, slots=True)
class Planned:
    """One month of a plan: which, and what it brings."""

    k: int
    month: date
    share: Fraction
    due: Due


def month_of(day: date) -> date:
    """The first day of the day's month."""
    return day.replace(day=1)


def month_after(day: date, months: int = 1) -> date:
    """The first day of the month so many months after the day's."""
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + months, MONTHS_A_YEAR)
    return date(year, month + 1, 1)


def period(decided_on: date, months: int, most: int, least: int = 1) -> Period:
    """A phase-out decided on a day runs from the next month on (民发〔2021〕57号 第二十一条).

    Raises TooLong outside `least` to `most` months: the pack's limits (明扶贫发〔2020〕1号 二（一）6
    allows twelve, the notice of 2022 in principle six).
    """
    if not least <= months <= most:
        raise TooLong(f"渐退期应为{least}至{most}个月，而不是{months}个月。")
    return Period(month_after(decided_on), months)


def plan(terms: Terms, over: Period, facts: Callable[[date], Month]) -> list[Planned]:
    """Every month with its amount; `facts` gives a month's standard and persons."""
    return [
        Planned(k, month, share, due(terms, share, facts(month)))
        for k in range(1, over.months + 1)
        for month, share in [(over.month(k), terms.share(k, over.months))]
    ]


def total(planned: list[Planned]) -> Decimal:
    """The sum of a plan, in yuan."""
    return sum((one.due.total for one in planned), Decimal(0))


def continued(terms: Terms, k: int, n: int, before: Fraction | None) -> Fraction:
    """The share of month `k` after the months were changed to `n`: never above the month `before`.

    A lengthened linear taper would otherwise rise again (the share never increases with k).
    """
    share = terms.share(k, n)
    return share if before is None else min(share, before)
