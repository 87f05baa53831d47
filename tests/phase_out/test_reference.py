"""The account of a phase-out agrees to the cent with a reckoning written separately."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random

import pytest

from tests.phase_out.reference import STEPS, Ledger, Life, a_life, reckon
from workflows.procedures.phase_out.account import Account, State
from workflows.procedures.phase_out.money import Terms
from workflows.procedures.phase_out.plan import Period, month_after

DECIDED = date(2026, 9, 22)
FIRST = month_after(DECIDED)
# Many for the occasion, few for every day.
SOME, MANY = 3_000, 100_000


def yuan(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)


def lived(life: Life) -> Ledger:
    """The same life through the product's account."""
    raises = {one.month: one.number for one in life.happenings if one.what == "raised"}

    def standard(month: date) -> Decimal:
        place = (month.year - FIRST.year) * 12 + month.month - FIRST.month + 1
        known = [cents for since, cents in sorted(raises.items()) if since < place]
        return yuan(known[-1] if known else life.standard)

    multiples = tuple(Decimal(step) / 10_000 for step in STEPS)
    supplement = Decimal(life.supplement) / 10_000
    terms = Terms(yuan(life.base), life.rule, multiples, True, supplement)
    period = Period(FIRST, life.months)
    account = Account.opened(
        terms, period, life.persons, life.eligible, lambda _: yuan(life.standard)
    )
    book = Ledger()
    for month in range(life.lasts + 1):
        day = month_after(FIRST, month - 1)
        account.fall_due(day, standard)
        pay(account)
        for one in life.of_month(month):
            match one.what:
                case "dies":
                    account.household(month_after(day), one.number, one.other, standard)
                case "raised":
                    account.standard(month_after(day), standard)
                case "lasts":
                    account.relength(one.number, standard)
                case "suspended":
                    account.suspend()
                case "resumed":
                    account.resume()
                case "ended" | "forfeited":
                    account.end(day, forfeits=one.what == "forfeited")
                case "restored":
                    owed = account.owed_instead(day, standard)
                    book.owed = {months_since(row.month): cents(row.amount) for row in owed}
                    account.void()
                case _:
                    account.recover()
                    account.void()
    pay(account)
    book.months = {
        line.k: (line.state.value, cents(line.due.total))
        for line in account.lines
        if line.state not in (State.CANCELLED, State.PLANNED)
    }
    return book


def pay(account: Account) -> None:
    """The bank pays whatever is due."""
    for line in account.lines:
        if line.state is State.DUE:
            line.to(State.CONFIRMED)
            line.to(State.PAID)


def months_since(month: date) -> int:
    return (month.year - FIRST.year) * 12 + month.month - FIRST.month + 1


def cents(amount: Decimal) -> int:
    return int(amount * 100)


def expected(life: Life) -> Ledger:
    """The reference, with what was never paid left out."""
    book = reckon(life)
    book.months = {m: line for m, line in book.months.items() if line[0] != "cancelled"}
    return book


def agree(lives: int, seed: int) -> None:
    random = Random(seed)
    for _ in range(lives):
        life = a_life(random)
        assert lived(life) == expected(life), life


def test_random_lives_come_to_the_same_cent() -> None:
    agree(SOME, seed=1)


@pytest.mark.slow
def test_a_hundred_thousand_lives_come_to_the_same_cent() -> None:
    agree(MANY, seed=2)
