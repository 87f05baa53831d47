"""From which of a person's seats a step may be taken: the office's, a department's, nobody's."""

from collections import defaultdict

import pytest

from tests.engine.cases import acting, asked, case_at
from workflows.access.actors import Actor, Role
from workflows.engine.decide import Decision, decide, roles_of
from workflows.engine.procedure import Procedure
from workflows.engine.refusals import Blocked, NotAllowed, Unknown
from workflows.engine.words import NEW
from workflows.procedures.intervention.co_check import CoCheck
from workflows.procedures.intervention.objection import Objection
from workflows.procedures.intervention.table import Intervention
from workflows.procedures.phase_out.table import PhaseOut

OFFICE, POLICE, CIVIL = "", "公安", "民政"


def admitted(table: type[Procedure], stage: str, step: str, actor: Actor, department: str) -> bool:
    """Whether this person may take the step, whatever the form still lacks."""
    case = case_at(stage, department=department, found=defaultdict(bool))
    outcome = decide(table, case, asked(step, actor))
    assert isinstance(outcome, Decision | Blocked | NotAllowed), outcome
    return not isinstance(outcome, NotAllowed)


class TestACaseOfADepartment:
    @pytest.mark.parametrize(("seat", "may"), [(POLICE, True), (OFFICE, False)])
    def test_what_is_put_to_a_department_its_own_liaison_answers(
        self, seat: str, may: bool
    ) -> None:
        liaison = acting(Role.LIAISON, department=seat)
        assert admitted(CoCheck, "issued", "reply", liaison, POLICE) is may

    @pytest.mark.parametrize(("seat", "may"), [(OFFICE, True), (POLICE, False)])
    def test_what_it_replied_the_office_that_asked_accepts(self, seat: str, may: bool) -> None:
        """Otherwise a department with a handler of its own would accept its own answer."""
        handler = acting(Role.HANDLER, department=seat)
        assert admitted(CoCheck, "replied", "accept", handler, POLICE) is may

    @pytest.mark.parametrize(("seat", "may"), [(CIVIL, True), (OFFICE, False)])
    def test_what_a_department_leads_its_own_approver_decides(self, seat: str, may: bool) -> None:
        approver = acting(Role.APPROVER, department=seat)
        assert admitted(PhaseOut, "approving", "refuse", approver, CIVIL) is may

    def test_another_department_knows_nothing_of_it_but_an_auditor_of_any_does(self) -> None:
        case = case_at("issued", department=POLICE)
        for role, refusal in ((Role.LIAISON, Unknown), (Role.AUDITOR, NotAllowed)):
            command = asked("reply", acting(role, department=CIVIL))
            assert type(decide(CoCheck, case, command)) is refusal

    @pytest.mark.parametrize("seat", [OFFICE, CIVIL])
    def test_the_township_has_its_part_in_it_from_any_seat(self, seat: str) -> None:
        reviewer = acting(Role.REVIEWER, department=seat)
        assert admitted(PhaseOut, "hearing", "recheck", reviewer, CIVIL)


class TestDutiesHeldApart:
    def test_who_checked_the_household_does_not_review_it(self) -> None:
        case = case_at("reviewing", duties={"check": frozenset({1})})
        outcome = decide(Intervention, case, asked("oppose", acting(Role.REVIEWER)))
        assert isinstance(outcome, NotAllowed)
        assert outcome.message == "同一人不得既核查又审核、审批同一案件，请由其他人员办理。"

    def test_who_reviewed_before_may_review_again(self) -> None:
        case = case_at("reviewing", duties={"review": frozenset({1})})
        answers = {"opinion": "不同意。"}
        outcome = decide(
            Intervention, case, asked("oppose", acting(Role.REVIEWER), answers=answers)
        )
        assert isinstance(outcome, Decision)

    def test_the_duty_falls_on_who_signs_second_and_not_on_who_proposes(self) -> None:
        case = case_at("lodged", duties={"check": frozenset({1})})
        answers = {"because": "重复提出"}
        proposing = decide(Objection, case, asked("refuse", acting(Role.CLERK), answers=answers))
        assert isinstance(proposing, Decision)


class TestAStepThatNamesNobody:
    def test_it_is_the_holders_of_the_stage(self) -> None:
        begin = Intervention.steps["begin"]
        assert roles_of(Intervention, begin, case_at("authorising")) == (Role.CLERK,)

    def test_where_nobody_holds_the_stage_it_is_nobodys(self) -> None:
        filed, revoked = Intervention.stages["filed"], Intervention.stages["revoked"]
        assert roles_of(Intervention, filed.to(revoked, "某步"), case_at("filed")) == ()
        assert roles_of(Intervention, NEW.to(filed, "某步"), case_at("")) == ()
