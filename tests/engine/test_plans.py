"""What still stands after a return, a way back or a new decision, on the shipped main line."""

from typing import Any

import pytest

from tests.engine.cases import acting, asked, case_at, child
from workflows.access.actors import Role
from workflows.engine.decide import PROPOSED, TAKEN, Decision, decide
from workflows.engine.plans import causes, falling, redone, renewed, resumes_at, standing_after
from workflows.procedures.intervention.co_check import CoCheck
from workflows.procedures.intervention.household_check import HouseholdCheck
from workflows.procedures.intervention.objection import Objection
from workflows.procedures.intervention.table import Intervention

STANDING = frozenset({"authorising", "household_check", "department_co_check", "reviewing"})
ANSWERED = (
    child(HouseholdCheck, "accepted", number=1),
    child(CoCheck, "accepted", "民政", number=2),
    child(CoCheck, "accepted", "公安", number=3),
)


def at_township(**more: Any) -> Any:
    return case_at("township", standing=STANDING, children=ANSWERED, **more)


def test_each_standing_result_before_here_may_be_named_wrong_and_children_by_themselves() -> None:
    named = {cause.token: cause.label for cause in causes(Intervention, at_township())}
    assert set(named) == {
        "authorising", f"{HouseholdCheck.key}:", "co_check:民政", "co_check:公安", "reviewing",
    }  # fmt: skip
    assert named["co_check:民政"] == f"{CoCheck.name}：民政"
    assert named[f"{HouseholdCheck.key}:"] == HouseholdCheck.name
    assert named["reviewing"] == "评议初审"


def test_what_does_not_stand_or_lies_ahead_is_no_cause() -> None:
    case = case_at("reviewing", standing=STANDING, children=ANSWERED[:1])
    tokens = {cause.token for cause in causes(Intervention, case)}
    assert "reviewing" not in tokens and "co_check:公安" not in tokens
    assert "department_co_check" in tokens  # without children it is named as a whole


def test_with_a_result_falls_all_that_rests_on_it_and_nothing_else() -> None:
    fallen = falling(Intervention, {"co_check:公安"})
    assert {"co_check:公安", "department_co_check", "reviewing", "township"} <= fallen
    assert not {"authorising", "household_check", "co_check:民政"} & fallen


def test_what_falls_does_not_depend_on_the_order_in_which_stages_are_declared() -> None:
    """A later edition may let a stage rest on one that it declares after it."""

    class Backwards(Intervention):
        key = ""  # abstract: nobody opens a case of it
        stages = dict(reversed(tuple(Intervention.stages.items())))

    for wrong in (*Intervention.stages, "co_check:公安"):
        assert falling(Backwards, {wrong}) == falling(Intervention, {wrong})


def test_work_resumes_at_the_earliest_stage_that_fell() -> None:
    fallen = falling(Intervention, {"co_check:公安"})
    assert resumes_at(Intervention, fallen) == "department_co_check"
    assert resumes_at(Intervention, fallen | {"household_check"}) == "household_check"


def test_going_back_to_a_stage_redoes_it_and_the_children_it_gathers() -> None:
    fallen = redone(Intervention, "department_co_check", at_township())
    assert {"department_co_check", "co_check:民政", "co_check:公安", "reviewing"} <= fallen
    assert not {f"{HouseholdCheck.key}:", "household_check", "authorising"} & fallen


@pytest.mark.parametrize("step", ["agree", "oppose"])
def test_a_result_decided_anew_takes_what_rested_on_it_but_not_itself(step: str) -> None:
    case = case_at("reviewing", standing=STANDING | {"public_notice"})
    fallen = renewed(Intervention, Intervention.steps[step], case)
    assert {"township", "examining", "deciding"} <= fallen
    assert not {"authorising", "reviewing"} & fallen
    first = case_at("reviewing", standing=STANDING - {"reviewing"})
    assert renewed(Intervention, Intervention.steps[step], first) == frozenset()


def test_a_stage_completed_stands_and_what_fell_does_not() -> None:
    agree = Intervention.steps["agree"]
    kept = standing_after(
        Intervention, agree, "reviewing", "public_notice", frozenset({"authorising", "township"}),
        frozenset({"township"}),
    )  # fmt: skip
    assert kept == {"authorising", "reviewing"}


def test_neither_a_way_back_nor_a_side_exit_nor_staying_completes_a_stage() -> None:
    agree, withdraw = Intervention.steps["agree"], Intervention.steps["withdraw"]
    back, none = Intervention.steps["return_"], frozenset[str]()
    for step, source, target in (
        (agree, "reviewing", "reviewing"),
        (agree, "reviewing", "authorising"),
        (agree, "", "reviewing"),
        (back, "reviewing", "public_notice"),
        (withdraw, "reviewing", "withdrawn"),
    ):
        assert standing_after(Intervention, step, source, target, none, none) == frozenset()


class TestWhatTheWriterIsTold:
    def test_a_step_taken_names_where_it_leads_whose_seat_and_the_answers(self) -> None:
        reviewer = acting(Role.REVIEWER)
        answers = {"opinion": "同意。"}
        case = case_at("reviewing", standing=STANDING - {"reviewing"})
        told = decide(Intervention, case, asked("agree", reviewer, answers=answers))
        assert isinstance(told, Decision)
        assert (told.outcome, told.step.name, told.source) == (TAKEN, "agree", "reviewing")
        assert told.target == "public_notice" and told.moves
        assert told.seat == reviewer.seats[0] and told.answers == answers
        assert told.fallen == frozenset() and told.standing == STANDING and told.heeds is None

    def test_a_step_that_wants_a_second_signature_stays_where_it_is(self) -> None:
        clerk = acting(Role.CLERK)
        answers = {"because": "重复提出"}
        told = decide(Objection, case_at("lodged"), asked("refuse", clerk, answers=answers))
        assert isinstance(told, Decision)
        assert (told.outcome, told.source, told.target) == (PROPOSED, "lodged", "lodged")
        assert (told.step.name, told.moves) == ("refuse", False)
        assert told.seat == clerk.seats[0] and told.answers == answers

    def test_a_return_leads_to_the_earliest_result_that_fell(self) -> None:
        answers = {"wrong": ["co_check:公安"], "return_reason": "请核实公安的答复。"}
        told = decide(
            Intervention, at_township(), asked("return_", acting(Role.REVIEWER), answers=answers)
        )
        assert isinstance(told, Decision)
        assert (told.outcome, told.target, told.moves) == (TAKEN, "department_co_check", True)
        assert told.fallen == falling(Intervention, {"co_check:公安"})
        assert told.standing == STANDING - told.fallen
