"""Amounts of a phase-out, exact to the cent: the named rules of tapering, and one month's lines.

Amounts are yuan as `Decimal`. A rule is a function of the month's place in the phase-out; it never
rises from one month to the next. No paper fixes a taper (明扶贫发〔2020〕1号 二（一）6 says only how
long), so the rule is the county's to choose and `flat`, the former amount, the default.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

CENT = Decimal("0.01")

Rule = Callable[[int, int, Sequence[Decimal]], Fraction]


def flat(k: int, n: int, multiples: Sequence[Decimal]) -> Fraction:
    """The former amount to the end."""
    return Fraction(1)


def linear(k: int, n: int, multiples: Sequence[Decimal]) -> Fraction:
    """An equal step down each month: the whole in the first, one n-th in the last."""
    return Fraction(n - k + 1, n)


def stepped(k: int, n: int, multiples: Sequence[Decimal]) -> Fraction:
    """As many stretches as there are multiples, as equal as whole months allow, earlier ones longer.

    Raises ValueError when the multiples rise, or lie outside 0 to 1.
    """
    if list(multiples) != sorted(multiples, reverse=True) or not multiples or multiples[0] > 1:
        raise ValueError("分段倍数应从大到小排列，且不超过1。")
    return Fraction(multiples[(k - 1) * len(multiples) // n])


RULES: dict[str, Rule] = {"flat": flat, "linear": linear, "stepped": stepped}
LABELS = {"flat": "按原保障金额", "linear": "逐月等额递减", "stepped": "分段递减"}


@dataclass(frozen=True, slots=True)
class Terms:
    """What the approval froze: monthly base without supplements, rule, cap, supplement.

    `multiples` are those of the stepped rule. `supplement` is the factor of the month's standard
    that each eligible member receives on top (湖北意见 一、2: not less than 0.20).
    """

    base: Decimal
    rule: str
    multiples: tuple[Decimal, ...] = ()
    capped: bool = True
    supplement: Decimal = Decimal(0)

    def share(self, k: int, n: int) -> Fraction:
        """The share of the amount due in month `k` of `n`. Raises KeyError for an unknown rule."""
        return RULES[self.rule](k, n, self.multiples)


@dataclass(frozen=True, slots=True)
class Month:
    """What the amount of one month depends on: its standard, the persons then in the household,

    and how many of them are owed the supplement.
    """

    standard: Decimal
    persons: int
    eligible: int = 0


@dataclass(frozen=True, slots=True)
class Due:
    """One month's lines: the tapered amount, and the supplement of each eligible member."""

    basic: Decimal
    each: Decimal
    eligible: int

    @property
    def supplement(self) -> Decimal:
        """The supplements of all eligible members."""
        return self.each * self.eligible

    @property
    def total(self) -> Decimal:
        return self.basic + self.supplement


def cents(amount: Decimal | Fraction) -> Decimal:
    """An amount to the cent, half a cent up. A fraction is exact until this moment."""
    if isinstance(amount, Fraction):
        doubled = 2 * 100 * amount.numerator + amount.denominator
        return Decimal(doubled // (2 * amount.denominator)).scaleb(-2)
    return amount.quantize(CENT, ROUND_HALF_UP)


def due(terms: Terms, share: Fraction, month: Month) -> Due:
    """What is due in a month: min(base, standard x persons) x share, and the supplements."""
    cap = month.standard * month.persons
    whole = min(terms.base, cap) if terms.capped else terms.base
    each = cents(terms.supplement * month.standard)
    return Due(cents(Fraction(whole) * share), each, month.eligible)
