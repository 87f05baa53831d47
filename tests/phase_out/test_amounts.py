"""Amounts and months of a phase-out: the worked examples, and what must hold for all others."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.procedures.phase_out.account import Account, NoSuchMove, State
from workflows.procedures.phase_out.money import RULES, Due, Month, Terms, cents, due
from workflows.procedures.phase_out.plan import (
    Period,
    TooLong,
    continued,
    month_of,
    period,
    plan,
    total,
)

STEPS = tuple(map(Decimal, ("1.00", "0.70", "0.40")))
START = date(2026, 10, 1)
STANDARD = Decimal(632)
ONE = Month(STANDARD, 1)


def amounts(rule: str, months: int, base: str = "313") -> list[str]:
    lines = plan(Terms(Decimal(base), rule, STEPS), Period(START, months), lambda _: ONE)
    return [str(line.due.basic) for line in lines]


def summed(rule: str, months: int) -> str:
    terms = Terms(Decimal(313), rule, STEPS)
    return str(total(plan(terms, Period(START, months), lambda _: ONE)))


def test_six_months_in_equal_steps_down() -> None:
    assert amounts("linear", 6) == ["313.00", "260.83", "208.67", "156.50", "104.33", "52.17"]
    assert summed("linear", 6) == "1095.50"


@pytest.mark.parametrize(
    ("rule", "months", "sum_"),
    [
        ("linear", 12, "2034.50"), ("stepped", 12, "2629.20"), ("stepped", 6, "1314.60"),
        ("flat", 6, "1878.00"),
    ],
)  # fmt: skip
def test_sums_over_the_whole_phase_out(rule: str, months: int, sum_: str) -> None:
    assert summed(rule, months) == sum_


def test_twelve_months_fall_into_stretches_of_four() -> None:
    assert amounts("stepped", 12) == ["313.00"] * 4 + ["219.10"] * 4 + ["125.20"] * 4


def test_months_that_do_not_divide_lengthen_the_earlier_stretches() -> None:
    assert amounts("stepped", 5, "100") == ["100.00", "100.00", "70.00", "70.00", "40.00"]
    assert amounts("stepped", 1, "100") == ["100.00"]


@pytest.mark.parametrize(("base", "paid"), [("521", "521.00"), ("700", "632.00")])
def test_the_standard_times_persons_is_the_most(base: str, paid: str) -> None:
    assert due(Terms(Decimal(base), "flat"), Fraction(1), ONE).basic == Decimal(paid)


def test_a_county_without_a_cap_pays_the_former_amount() -> None:
    uncapped = Terms(Decimal(700), "flat", capped=False)
    assert due(uncapped, Fraction(1), ONE).total == Decimal(700)


def test_the_supplement_is_a_line_of_its_own_for_each_eligible_member() -> None:
    """“按照不低于当地月低保标准的20%增发补助金”（湖北意见 一、2）; it does not taper."""
    terms = Terms(Decimal(313), "linear", supplement=Decimal("0.20"))
    worth = due(terms, Fraction(1, 2), Month(STANDARD, 3, eligible=2))
    assert worth == Due(Decimal("156.50"), Decimal("126.40"), 2)
    assert (worth.supplement, worth.total) == (Decimal("252.80"), Decimal("409.30"))


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [("0.005", "0.01"), ("0.0049", "0.00"), ("2.675", "2.68"), ("104.335", "104.34")],
)
def test_half_a_cent_goes_up(amount: str, rounded: str) -> None:
    assert cents(Decimal(amount)) == cents(Fraction(amount)) == Decimal(rounded)


@pytest.mark.parametrize(
    ("decided", "months", "first", "last"),
    [
        ("2026-09-22", 6, "2026-10-01", "2027-03-31"),
        ("2026-01-31", 12, "2026-02-01", "2027-01-31"),
        ("2026-12-31", 1, "2027-01-01", "2027-01-31"),
        ("2027-08-31", 6, "2027-09-01", "2028-02-29"),
    ],
)
def test_it_runs_from_the_next_month_to_the_end_of_its_last(
    decided: str, months: int, first: str, last: str
) -> None:
    over = period(date.fromisoformat(decided), months, most=12)
    assert (over.starts_on.isoformat(), over.ends_on.isoformat()) == (first, last)
    assert month_of(over.ends_on) == over.month(months)


@pytest.mark.parametrize(("months", "most"), [(0, 12), (13, 12), (7, 6), (-1, 6)])
def test_no_more_months_than_the_pack_allows(months: int, most: int) -> None:
    with pytest.raises(TooLong):
        period(date(2026, 9, 22), months, most=most)


def test_multiples_that_rise_are_no_taper() -> None:
    with pytest.raises(ValueError, match="从大到小"):
        RULES["stepped"](1, 6, (Decimal("0.40"), Decimal("0.70")))


@given(st.sampled_from(sorted(RULES)), st.integers(1, 24), st.integers(0, 10**7))
def test_no_month_brings_more_than_the_one_before(rule: str, months: int, base: int) -> None:
    terms = Terms(Decimal(base).scaleb(-2), rule, STEPS, capped=False)
    paid = [line.due.total for line in plan(terms, Period(START, months), lambda _: ONE)]
    assert paid == sorted(paid, reverse=True)
    assert paid[-1] >= 0
    assert paid[0] == terms.base


@given(st.sampled_from(sorted(RULES)), st.integers(1, 12), st.integers(1, 12))
def test_lengthening_never_raises_the_amount_again(rule: str, months: int, longer: int) -> None:
    terms = Terms(Decimal(313), rule, STEPS)
    before = terms.share(months, months)
    for k in range(months + 1, longer + 1):
        assert continued(terms, k, longer, before) <= before


def test_a_line_goes_only_where_its_state_leads() -> None:
    account = Account.opened(
        Terms(Decimal(313), "flat"), Period(START, 2), 1, 0, lambda _: STANDARD
    )
    first, second = account.lines
    for state in (State.DUE, State.CONFIRMED, State.FAILED, State.REISSUED, State.CONFIRMED):
        first.to(state)
    first.to(State.PAID)
    with pytest.raises(NoSuchMove, match="2026-11：计划不能改为已发放"):
        second.to(State.PAID)
    with pytest.raises(NoSuchMove):
        first.to(State.DUE)


def test_a_phase_out_is_not_cut_to_fewer_months_than_are_paid() -> None:
    account = Account.opened(
        Terms(Decimal(313), "flat"), Period(START, 6), 1, 0, lambda _: STANDARD
    )
    account.fall_due(date(2026, 12, 1), lambda _: STANDARD)
    with pytest.raises(ValueError, match="不能缩短到2个月"):
        account.relength(2, lambda _: STANDARD)
    account.relength(3, lambda _: STANDARD)
    assert [line.state for line in account.lines[3:]] == [State.CANCELLED] * 3
