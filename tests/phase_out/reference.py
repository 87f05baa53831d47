"""A second reckoning of phase-outs, in whole cents and month by month; shares no code with the product.

A life is a list of things that happen to a household, each in a month counted from the first month
of its phase-out (0 is that of the approval). What happens in a month tells from the next one on;
the office prepares a month's payment on its first day.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

BASIS = 10_000  # multiples and supplements in ten-thousandths
STEPS = (10_000, 7_000, 4_000)


@dataclass(frozen=True)
class Happening:
    """`what` happens in a month; `number` and `other` say how much (cents, persons, months)."""

    month: int
    what: str
    number: int = 0
    other: int = 0


@dataclass
class Life:
    """A household as it is when its phase-out is approved, and everything after."""

    base: int
    months: int
    rule: str
    standard: int
    persons: int
    eligible: int
    supplement: int
    happenings: list[Happening] = field(default_factory=list)
    lasts: int = 14

    def of_month(self, month: int) -> list[Happening]:
        return [one for one in self.happenings if one.month == month]


@dataclass
class Ledger:
    """What became of each month: word and cents; and what is owed for it after a reversal."""

    months: dict[int, tuple[str, int]] = field(default_factory=dict)
    owed: dict[int, int] = field(default_factory=dict)

    def turn(self, word: str, into: str) -> None:
        """Every month of which one word was true is now of another."""
        for month, (was, cents) in self.months.items():
            if was == word:
                self.months[month] = (into, cents)


@dataclass
class Reckoner:
    """Lives through the months, keeping what is true of the household now and was each month."""

    life: Life
    book: Ledger = field(default_factory=Ledger)
    held: bool = False
    over: bool = False
    facts: dict[int, tuple[int, int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.n, self.standard = self.life.months, self.life.standard
        self.persons, self.eligible = self.life.persons, self.life.eligible

    def live(self) -> Ledger:
        highest = (1, 1)
        for month in range(1, self.life.lasts + 1):
            for one in self.life.of_month(month - 1):
                if one.what in ("dies", "raised", "lasts"):
                    self.changes(one)
                else:
                    self.decided(one.what, month)
            self.facts[month] = (self.standard, self.persons, self.eligible)
            if not self.over and month <= self.n:
                highest = lower(share_of(self.life.rule, month, self.n), highest)
                word = "held" if self.held else "due"
                self.book.months[month] = (word, amount(self.life, highest, *self.facts[month]))
            self.book.turn("due", "paid")
        return self.book

    def changes(self, one: Happening) -> None:
        """Persons, standard or months are others from now on."""
        if one.what == "dies":
            self.persons, self.eligible = one.number, one.other
        elif one.what == "raised":
            self.standard = one.number
        else:
            self.n = one.number

    def decided(self, what: str, month: int) -> None:
        """The office suspends, resumes, ends, or its decision is reversed."""
        self.held = what == "suspended"
        self.over = what not in ("suspended", "resumed")
        if what == "restored":
            self.owe(month)
        if what == "recovered":
            self.book.turn("paid", "recoverable")
        if what in ("resumed", "ended"):
            self.book.turn("held", "due")
        elif self.over:
            self.book.turn("held", "cancelled")

    def owe(self, month: int) -> None:
        """The whole dibao of each month so far, less what was paid."""
        for past in range(1, month):
            word, cents = self.book.months.get(past, ("", 0))
            missing = amount(self.life, (1, 1), *self.facts[past]) - cents * (word == "paid")
            if missing > 0:
                self.book.owed[past] = missing


def reckon(life: Life) -> Ledger:
    """What became of every month of a life."""
    return Reckoner(life).live()


def share_of(rule: str, k: int, n: int) -> tuple[int, int]:
    """Numerator and denominator of a month's share."""
    if rule == "linear":
        return n - k + 1, n
    if rule == "stepped":
        stretch = next(s for s in range(len(STEPS)) if (k - 1) * len(STEPS) < (s + 1) * n)
        return STEPS[stretch], BASIS
    return 1, 1


def lower(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    """The smaller of two shares."""
    return one if one[0] * other[1] <= other[0] * one[1] else other


def amount(life: Life, share: tuple[int, int], standard: int, persons: int, eligible: int) -> int:
    """Cents of one month, half a cent up."""
    whole = life.base if life.base <= standard * persons else standard * persons
    basic, rest = divmod(whole * share[0], share[1])
    basic += rest * 2 >= share[1]
    each, rest = divmod(standard * life.supplement, BASIS)
    return basic + eligible * (each + (rest * 2 >= BASIS))


def a_life(random: Random) -> Life:
    """A household by chance: any rule, odd amounts, deaths, raises, suspensions, ends, reversals."""
    persons = random.randint(1, 6)
    months = random.randint(1, 12)
    life = Life(
        base=random.randint(1, 300_000), months=months, rule=random.choice(["flat", "linear", "stepped"]),
        standard=random.randint(20_000, 90_000), persons=persons,
        eligible=random.randint(0, persons), supplement=random.choice([0, 2_000, 2_500, 3_333]),
    )  # fmt: skip
    standard, held, eligible = life.standard, False, life.eligible
    for month in range(life.lasts):
        chance = random.random()
        if chance < 0.10 and persons > 1 and month < months:
            persons -= 1
            eligible = random.randint(0, min(persons, eligible))
            life.happenings.append(Happening(month, "dies", persons, eligible))
        elif chance < 0.18:
            standard += random.randint(1, 9_999)
            life.happenings.append(Happening(month, "raised", standard))
        elif chance < 0.26 and 1 <= month < months:
            months = random.randint(month, 12)
            life.happenings.append(Happening(month, "lasts", months))
        elif chance < 0.38 and month >= 1:
            life.happenings.append(Happening(month, "resumed" if held else "suspended"))
            held = not held
        elif chance < 0.44 and month >= 1:
            word = random.choice(["ended", "forfeited", "restored", "recovered"])
            life.happenings.append(Happening(month, word))
            break
    return life
