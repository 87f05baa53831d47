"""A phase-out's account: its months as lines, and what each decision does to them. Plain Python.

The ledger keeps the lines as rows (`models.Instalment`) and lets this module change them; only
the monthly run is done set-based in the database (`run`), and must come to the same.

A line's life: planned → due → confirmed → paid, or returned by the bank and paid anew; held while
the phase-out is suspended; cancelled; and, where a decision is reversed, to be recovered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from .money import Due, Month, Terms, due
from .plan import Period, continued, month_after

Standard = Callable[[date], Decimal]


class State(StrEnum):
    """Where one month's payment stands."""

    PLANNED = "planned"
    DUE = "due"
    CONFIRMED = "confirmed"
    PAID = "paid"
    FAILED = "failed"
    REISSUED = "reissued"
    HELD = "held"
    CANCELLED = "cancelled"
    RECOVERABLE = "recoverable"
    RECOVERED = "recovered"

    @property
    def label(self) -> str:
        """The word officers and letters use."""
        return LABELS[self]


LABELS = {
    State.PLANNED: "计划", State.DUE: "应发", State.CONFIRMED: "已核定", State.PAID: "已发放",
    State.FAILED: "退票", State.REISSUED: "重发", State.HELD: "暂缓", State.CANCELLED: "取消",
    State.RECOVERABLE: "应追回", State.RECOVERED: "已追回",
}  # fmt: skip

# What may follow what; nothing else does, whoever asks.
MOVES: dict[State, frozenset[State]] = {
    State.PLANNED: frozenset({State.DUE, State.HELD, State.CANCELLED}),
    State.DUE: frozenset({State.CONFIRMED, State.HELD, State.CANCELLED}),
    State.CONFIRMED: frozenset({State.PAID, State.FAILED}),
    State.PAID: frozenset({State.FAILED, State.RECOVERABLE}),
    State.FAILED: frozenset({State.REISSUED, State.HELD, State.CANCELLED}),
    State.REISSUED: frozenset({State.CONFIRMED, State.HELD, State.CANCELLED}),
    State.HELD: frozenset({State.DUE, State.REISSUED, State.CANCELLED}),
    State.CANCELLED: frozenset({State.PLANNED}),  # a shortened phase-out lengthened again
    State.RECOVERABLE: frozenset({State.RECOVERED}),
    State.RECOVERED: frozenset(),
}
# Lines whose amount still follows the facts, and those no money has left the office for.
OPEN = frozenset({State.PLANNED, State.DUE, State.HELD})
FOLLOWING = OPEN | {State.CANCELLED}
UNPAID = OPEN | {State.FAILED, State.REISSUED}
WITH_THE_BANK = frozenset({State.CONFIRMED})


class NoSuchMove(ValueError):
    """A line is asked to go where its state does not lead."""


@dataclass
class Line:
    """One month. The amount is settled when the month falls due; before it is an estimate."""

    k: int
    month: date
    share: Fraction
    persons: int
    eligible: int
    standard: Decimal
    due: Due
    state: State = State.PLANNED

    def to(self, state: State) -> None:
        """Raises NoSuchMove."""
        if state not in MOVES[self.state]:
            raise NoSuchMove(f"{self.month:%Y-%m}：{self.state.label}不能改为{state.label}。")
        self.state = state


@dataclass(frozen=True, slots=True)
class BackPay:
    """What a household is still owed for a month after a decision was reversed."""

    month: date
    amount: Decimal


@dataclass
class Account:
    """The terms frozen at approval, and the months in order. `held`: the phase-out is suspended."""

    terms: Terms
    lines: list[Line] = field(default_factory=list)
    held: bool = False

    @classmethod
    def opened(
        cls, terms: Terms, over: Period, persons: int, eligible: int, at: Standard
    ) -> Account:
        """The account as the approval opens it."""
        account = cls(terms)
        account._append(over, 1, persons, eligible, at)
        return account

    def fall_due(self, until: date, at: Standard) -> None:
        """Settle every planned month up to `until` at its own standard; hold it while suspended."""
        for line in self.lines:
            if line.state is State.PLANNED and line.month <= until:
                self._reckon(line, at)
                line.to(State.HELD if self.held else State.DUE)

    def household(self, since: date, persons: int, eligible: int, at: Standard) -> None:
        """Persons changed: unpaid months from `since` on are reckoned anew, paid ones stay.

        Months cut off follow too: the phase-out may be lengthened again.
        """
        for line in self._open_from(since):
            line.persons, line.eligible = persons, eligible
            self._reckon(line, at)

    def standard(self, since: date, at: Standard) -> None:
        """The standard changed: the same for unpaid months."""
        for line in self._open_from(since):
            self._reckon(line, at)

    def suspend(self) -> None:
        """Hold what is due and what falls due; the calendar's end does not move."""
        self.held = True
        for line in self.lines:
            if line.state in (State.DUE, State.REISSUED):
                line.to(State.HELD)

    def resume(self) -> None:
        """What was held is due again."""
        self.held = False
        for line in self.lines:
            if line.state is State.HELD:
                line.to(State.DUE)

    def end(self, after: date, *, forfeits: bool = False) -> None:
        """No month after `after` is paid; what was held is due, unless the reason forfeits it."""
        self.held = False
        for line in self.lines:
            if line.state is State.HELD:
                line.to(State.CANCELLED if forfeits or line.month > after else State.DUE)
            elif line.month > after and line.state in UNPAID:
                line.to(State.CANCELLED)

    def relength(self, months: int, at: Standard) -> None:
        """Shorten or lengthen: planned months follow the new number, and never rise above the last.

        Raises ValueError when a month that is no longer planned would fall off the end.
        """
        begun = [one for one in self.lines if one.state not in (State.PLANNED, State.CANCELLED)]
        if begun and months < begun[-1].k:
            raise ValueError(f"第{begun[-1].k}个月已经办理发放，渐退期不能缩短到{months}个月。")
        last = self.lines[-1]
        for line in self.lines:
            if line.k > months and line.state is State.PLANNED:
                line.to(State.CANCELLED)
            elif line.k <= months and line.state is State.CANCELLED:
                line.to(State.PLANNED)
        over = Period(self.lines[0].month, months)
        self._append(over, len(self.lines) + 1, last.persons, last.eligible, at)
        before: Fraction | None = None
        for line in self.lines[:months]:
            if line.state is State.PLANNED:
                line.share = continued(self.terms, line.k, months, before)
                self._reckon(line, at)
            before = line.share

    def void(self) -> None:
        """The decision falls: nothing unpaid is paid any more."""
        self.held = False
        for line in self.lines:
            if line.state in UNPAID:
                line.to(State.CANCELLED)

    def recover(self) -> None:
        """What was paid under a decision that fell is to be recovered."""
        for line in self.lines:
            if line.state is State.PAID:
                line.to(State.RECOVERABLE)

    def owed_instead(self, until: date, at: Standard) -> list[BackPay]:
        """What the untapered dibao would have brought beyond what was paid, month by month.

        `until` is the month of the ruling; dibao goes on by itself from the next one.
        """
        whole = Fraction(1)
        rows, line = [], self.lines[0]
        month = line.month
        known = {line.month: line for line in self.lines}
        while month <= until:
            line = known.get(month, line)
            facts = Month(at(month), line.persons, line.eligible)
            paid = known[month].due.total if self._has_money(known.get(month)) else Decimal(0)
            missing = due(self.terms, whole, facts).total - paid
            if missing > 0:
                rows.append(BackPay(month, missing))
            month = month_after(month)
        return rows

    def _append(self, over: Period, first: int, persons: int, eligible: int, at: Standard) -> None:
        for k in range(first, over.months + 1):
            month = over.month(k)
            share = self.terms.share(k, over.months)
            standard = at(month)
            worth = due(self.terms, share, Month(standard, persons, eligible))
            self.lines.append(Line(k, month, share, persons, eligible, standard, worth))

    def _reckon(self, line: Line, at: Standard) -> None:
        line.standard = at(line.month)
        month = Month(line.standard, line.persons, line.eligible)
        line.due = due(self.terms, line.share, month)

    def _open_from(self, since: date) -> Iterable[Line]:
        return (line for line in self.lines if line.month >= since and line.state in FOLLOWING)

    @staticmethod
    def _has_money(line: Line | None) -> bool:
        return line is not None and line.state in WITH_THE_BANK | {State.PAID}
