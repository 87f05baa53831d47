"""What the judge refuses and in which order, tried on the shipped tables with plain values."""

from typing import Any

import pytest

from tests.engine.cases import acting, asked, case_at, child
from workflows.access.actors import Actor, Role, Seat
from workflows.engine.decide import DECLINED, Decision, decide, due_step
from workflows.engine.refusals import Blocked, NotAllowed, NotNow, Refusal, Stale, Unknown
from workflows.engine.snapshot import Proposal
from workflows.procedures.intervention.co_check import CoCheck
from workflows.procedures.intervention.household_check import HouseholdCheck
from workflows.procedures.intervention.objection import Objection
from workflows.procedures.intervention.sheets import Announcement
from workflows.procedures.intervention.table import Intervention

CLERK, REVIEWER, HANDLER = acting(Role.CLERK), acting(Role.REVIEWER), acting(Role.HANDLER)
APPROVER = acting(Role.APPROVER)
MAIN_LINE = (
    "preliminary", "authorising", "household_check", "department_co_check", "reviewing",
    "public_notice", "township", "examining",
)  # fmt: skip
OPINION = {"opinion": "同意。"}


def refused(outcome: Decision | Refusal) -> Refusal:
    assert isinstance(outcome, Refusal)
    return outcome


def taken(outcome: Decision | Refusal) -> Decision:
    assert isinstance(outcome, Decision), refused(outcome).reasons
    return outcome


class TestWhichRefusalComesFirst:
    """Area, step, version, person, conditions: nobody learns more than concerns him."""

    def test_another_area_knows_nothing_of_the_case(self) -> None:
        stranger = Actor(1, "邻县", (Seat(Role.CLERK, 360700000000, 360701000000),))
        outcome = refused(decide(Intervention, case_at("authorising"), asked("begin", stranger)))
        assert isinstance(outcome, Unknown)
        assert outcome.message == "没有找到该案件，或不在您的管辖范围内。"

    def test_a_step_that_does_not_exist_is_not_now(self) -> None:
        outcome = refused(decide(Intervention, case_at("authorising"), asked("jump", CLERK)))
        assert type(outcome) is NotNow
        assert outcome.message == "案件现处于“承诺授权”，不能办理“该步骤”。"

    def test_a_case_that_is_not_yet_open_has_no_stage_to_name(self) -> None:
        outcome = refused(decide(Intervention, case_at(""), asked("begin", CLERK)))
        assert outcome.message == "案件现处于“未立案”，不能办理“授权齐备，开展核查”。"

    def test_an_old_page_is_stale_before_anything_is_said_of_the_person(self) -> None:
        command = asked("begin", REVIEWER, seen=6)
        outcome = refused(decide(Intervention, case_at("authorising"), command))
        assert isinstance(outcome, Stale)
        assert outcome.message == "您打开页面后该案件已有变动，请刷新后核对最新情况再办理。"

    def test_a_person_cannot_ask_for_an_automatic_step(self) -> None:
        case = case_at("public_notice", standing=frozenset({"public_notice"}))
        outcome = refused(decide(Intervention, case, asked("stands", CLERK)))
        assert isinstance(outcome, NotNow)
        assert outcome.message == "“公示仍然有效”不适用于本案。"

    def test_the_wrong_role_is_told_whose_step_it_is(self) -> None:
        outcome = refused(decide(Intervention, case_at("authorising"), asked("begin", REVIEWER)))
        assert isinstance(outcome, NotAllowed)
        assert outcome.message == "“授权齐备，开展核查”须由乡镇经办办理。"
        several = refused(decide(Intervention, case_at("reviewing"), asked("meet", REVIEWER)))
        assert several.message == "“登记民主评议”须由村级工作人员、乡镇经办办理。"

    def test_a_step_without_a_holder_is_nobodys(self) -> None:
        """An announcement that hangs is held by no one: it closes by itself."""
        outcome = refused(decide(Announcement, case_at("posted"), asked("close", CLERK)))
        assert isinstance(outcome, NotNow)

    def test_every_unmet_condition_is_named_at_once(self) -> None:
        outcome = refused(decide(Intervention, case_at("public_notice"), asked("close", CLERK)))
        assert isinstance(outcome, Blocked)
        assert outcome.reasons == (
            "公示尚未取下，或张贴、取下没有照片",
            "法定期间尚未开始：公示没有张贴，或者告知没有送达。",
        )


class TestAnswers:
    """The judge does not take a form's word for it: whoever calls it, what is asked must be there."""

    def test_missing_answers_are_counted(self) -> None:
        outcome = refused(
            decide(Intervention, case_at("reviewing"), asked("oppose", REVIEWER, answers={}))
        )
        assert outcome.reasons == ("还有 1 项必填内容没有填写。",)

    @pytest.mark.parametrize("wrong", [(), ["filed"], ["reviewing", "co_check:民政"]])
    def test_a_return_names_something_that_stands(self, wrong: list[str]) -> None:
        case = case_at("township", standing=frozenset({"reviewing"}))
        answers = {"wrong": wrong, "return_reason": "请核实。"}
        outcome = refused(decide(Intervention, case, asked("return_", REVIEWER, answers=answers)))
        assert outcome.reasons[-1] == "请指明是哪一环节或哪一项结果有问题。"


class TestRelativesAndSeats:
    def test_a_relative_is_kept_away_also_through_who_acts_for_him(self) -> None:
        case = case_at("authorising", barred=frozenset({5}))
        for actor in (acting(Role.CLERK, person=5), acting(Role.CLERK, person=6, for_whom=5)):
            outcome = refused(decide(Intervention, case, asked("begin", actor)))
            assert isinstance(outcome, NotAllowed)
            assert outcome.message == "您或委托人与该户有应当回避的关系，请由其他人员办理。"

    def test_one_lawful_seat_is_enough(self) -> None:
        """Who holds a delegation he may not use still has his own post."""
        own, lent = CLERK.seats[0], acting(Role.CLERK, for_whom=5).seats[0]
        both = Actor(1, "某人", (lent, own))
        answers = {"consent": True, "signed_on": "2026-06-01", "kin_declared": True}
        case = case_at("authorising", barred=frozenset({5}))
        assert taken(decide(Intervention, case, asked("begin", both, answers=answers))).seat == own


class TestWhoCheckedWithTheActor:
    """The duty of 核查 falls on everyone named as checker; none of them may have had another."""

    def submit(self, **case: Any) -> Decision | Refusal:
        facts = {"checkers": [2, 3]}
        answers = dict.fromkeys(HouseholdCheck.steps["submit"].required, "是")
        snapshot = case_at("scheduled", facts=facts, **case)
        return decide(HouseholdCheck, snapshot, asked("submit", CLERK, answers=answers))

    def test_two_checkers_without_another_duty_are_enough(self) -> None:
        assert taken(self.submit()).target == "submitted"

    @pytest.mark.parametrize(
        "case",
        [{"duties": {"review": frozenset({3})}}, {"barred": frozenset({2})}],
        ids=["has reviewed", "is a relative"],
    )
    def test_a_checker_who_may_not_check_stops_the_form(self, case: dict[str, Any]) -> None:
        assert refused(self.submit(**case)).reasons == (
            "所列人员中有人应当回避，或已办理本案的其他环节，请先调整人员。",
        )


class TestDeclining:
    def proposed(self) -> Proposal:
        return Proposal("refuse", 4, None, {"because": "重复提出"})

    def test_the_second_person_may_decline_with_a_reason(self) -> None:
        case = case_at("lodged", proposal=self.proposed())
        command = asked("refuse", REVIEWER, verdict="decline", answers={"reason": "并非重复"})
        told = taken(decide(Objection, case, command))
        assert (told.outcome, told.step.name, told.moves) == (DECLINED, "refuse", False)
        assert (told.source, told.target) == ("lodged", "lodged")
        assert (told.seat, told.answers) == (REVIEWER.seats[0], {"reason": "并非重复"})

    def test_the_proposer_neither_agrees_nor_has_it_agreed_in_his_name(self) -> None:
        case = case_at("lodged", proposal=self.proposed())
        for actor in (acting(Role.REVIEWER, person=4), acting(Role.REVIEWER, for_whom=4)):
            outcome = refused(decide(Objection, case, asked("refuse", actor)))
            assert outcome.message == "会签须由提出人以外的人员办理。"

    def test_declining_what_nobody_proposed_is_not_taking_it(self) -> None:
        answers = {"because": "重复提出"}
        command = asked("refuse", CLERK, verdict="decline", answers=answers)
        outcome = refused(decide(Objection, case_at("lodged"), command))
        assert isinstance(outcome, NotNow)
        assert outcome.message == "“不予受理”没有待会签的事项。"


class TestDecidingAnew:
    """A case came back past a stage whose result stood, and an officer decided that stage again."""

    def back_at_review(self) -> Any:
        """Returned because of the authorisation alone: everything else still stands."""
        return case_at("reviewing", standing=frozenset(MAIN_LINE))

    def test_what_rested_on_the_former_opinion_falls_with_it(self) -> None:
        command = asked("agree", REVIEWER, answers=OPINION)
        decision = taken(decide(Intervention, self.back_at_review(), command))
        assert decision.fallen == {"township", "entrusted", "examining", "deciding"}
        assert {"reviewing", "public_notice"} <= decision.standing

    def test_the_county_cannot_confirm_upon_an_approval_older_than_a_contrary_opinion(self) -> None:
        opposed = taken(
            decide(Intervention, self.back_at_review(), asked("oppose", REVIEWER, answers=OPINION))
        )
        assert opposed.target == "examining"
        standing = opposed.standing | {"examining"}
        deciding = case_at("deciding", standing=standing, found={"spot_checked": True})
        answers = {"decision_text": "同意", "subject_class": "突发严重困难户"}
        outcome = refused(
            decide(Intervention, deciding, asked("confirm", APPROVER, answers=answers))
        )
        assert outcome.reasons == ("“乡镇审核”尚无有效结果。",)

    def test_leaving_the_procedure_decides_nothing(self) -> None:
        command = asked("withdraw", CLERK, answers={"statement": "不想申请了。"})
        assert taken(decide(Intervention, self.back_at_review(), command)).fallen == frozenset()


class TestWhatIsDue:
    def test_a_due_step_is_found_by_the_engine_alone(self) -> None:
        case = case_at("lodged", parent_stage="withdrawn")
        step = due_step(Objection, case)
        assert step is not None
        assert taken(decide(Objection, case, asked(step.name))).target == "cancelled"

    def test_nothing_is_due_while_a_department_has_not_answered(self) -> None:
        waiting = (child(CoCheck, "accepted", "民政"), child(CoCheck, "issued", "公安"))
        assert due_step(Intervention, case_at("department_co_check", children=waiting)) is None
