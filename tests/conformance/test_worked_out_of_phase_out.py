"""What the steps of a phase-out work out: pure functions, tried by value."""

from __future__ import annotations

from datetime import date

import pytest

from tests.engine.cases import case_at
from workflows.procedures.phase_out import conditions

DECIDED = case_at("approving", today=date(2026, 9, 22))
RUNNING = {"from_on": "2026-10-01", "to_on": "2027-03-31", "reminders": 0}


def test_the_decision_names_the_last_month_and_the_days_of_its_review() -> None:
    assert conditions.granted(DECIDED, {"months": 6}) == {
        "from_on": "2026-10-01",
        "to_on": "2027-03-31",
        "after_end": "2027-04-01",
        "warn_on": "2027-03-01",  # thirty days before
        "remind_on": "2027-03-16",  # fifteen
    }


def test_another_length_keeps_the_first_month() -> None:
    longer = conditions.regranted(
        case_at("active", today=date(2026, 12, 5), facts=RUNNING), {"months": 12}
    )
    assert (longer["from_on"], longer["to_on"]) == ("2026-10-01", "2027-09-30")


@pytest.mark.parametrize(
    ("today", "following"),
    [("2027-03-16", "2027-03-26"), ("2027-03-26", ""), ("2027-03-30", "")],
)
def test_the_review_is_demanded_fifteen_and_five_days_before_the_end(
    today: str, following: str
) -> None:
    case = case_at("expiring", today=date.fromisoformat(today), facts=RUNNING)
    assert conditions.reminded(case, {}) == {"remind_on": following, "reminders": 1}


def test_a_household_told_again_is_heard_again() -> None:
    assert conditions.heard_anew(DECIDED, {}) == {
        "told_on": "", "stated": False, "answered": False,
    }  # fmt: skip


def test_a_statement_must_be_answered_each_time() -> None:
    assert conditions.heard(DECIDED, {}) == {"stated": True, "answered": False}
    assert conditions.answered(DECIDED, {}) == {"answered": True}


def test_service_and_warning_are_dated_today() -> None:
    assert conditions.told_today(DECIDED, {}) == {"told_on": "2026-09-22"}
    assert conditions.end_told(DECIDED, {}) == {"end_told_on": "2026-09-22"}
    assert conditions.looked_again(DECIDED, {}) == {"rechecked": True}


def test_each_objection_is_a_child_of_its_own() -> None:
    assert tuple(conditions.next_objection(DECIDED)) == ("1",)
