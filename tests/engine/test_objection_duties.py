"""Who may settle an objection, and who may waive a co-check: duties kept apart by person."""

import pytest

from tests.engine.cases import acting, asked, case_at
from workflows.access.actors import Role
from workflows.engine.decide import Decision, decide
from workflows.engine.refusals import NotAllowed
from workflows.engine.snapshot import Proposal, Snapshot
from workflows.procedures.intervention.co_check import CoCheck
from workflows.procedures.intervention.objection import Objection

CHECKED = {"check": frozenset({2})}


@pytest.mark.parametrize("step", ["dismiss", "accept_part", "uphold"])
def test_a_checker_does_not_settle_the_objection_to_his_own_check(step: str) -> None:
    answers = dict.fromkeys(Objection.steps[step].required, "答复")
    case = case_at("deciding", duties=CHECKED)
    checker, other = acting(Role.REVIEWER, person=2), acting(Role.REVIEWER, person=3)
    refusal = decide(Objection, case, asked(step, checker, answers=answers))
    assert isinstance(refusal, NotAllowed)
    assert isinstance(decide(Objection, case, asked(step, other, answers=answers)), Decision)


def test_a_checker_does_not_countersign_that_an_objection_is_not_accepted() -> None:
    proposal = Proposal("refuse", 4, None, {"because": "重复提出"})
    case = case_at("lodged", duties=CHECKED, proposal=proposal)
    refusal = decide(Objection, case, asked("refuse", acting(Role.REVIEWER, person=2)))
    assert isinstance(refusal, NotAllowed)


@pytest.mark.parametrize("duty", ["check", "examine"])
def test_who_checked_or_examined_does_not_waive_a_co_check(duty: str) -> None:
    answers = {"waived_because": "系统停机", "instead": "纸质证明"}
    case: Snapshot = case_at("issued", department="公安", duties={duty: frozenset({2})})
    command = asked("waive", acting(Role.APPROVER, person=2), answers=answers)
    assert isinstance(decide(CoCheck, case, command), NotAllowed)
