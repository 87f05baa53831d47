"""What the judge answers beside the refusals of who may: periods, second signatures, ways back."""

from collections import defaultdict
from datetime import date, timedelta

import pytest

from tests.engine.cases import MONDAY, acting, asked, case_at, child
from workflows.access.actors import Role
from workflows.engine.decide import TAKEN, Decision, decide, due_step
from workflows.engine.procedure import Procedure
from workflows.engine.refusals import Blocked, Refusal
from workflows.engine.snapshot import Command, Proposal, Snapshot
from workflows.procedures.intervention.appeal import Appeal
from workflows.procedures.intervention.co_check import CoCheck
from workflows.procedures.intervention.objection import Objection
from workflows.procedures.intervention.table import Intervention

CLERK, REVIEWER = acting(Role.CLERK), acting(Role.REVIEWER)


def refused(table: type[Procedure], case: Snapshot, command: Command) -> Refusal:
    outcome = decide(table, case, command)
    assert isinstance(outcome, Refusal)
    return outcome


def taken(table: type[Procedure], case: Snapshot, command: Command) -> Decision:
    outcome = decide(table, case, command)
    assert isinstance(outcome, Decision), outcome
    assert outcome.outcome == TAKEN
    return outcome


class TestAHardLimit:
    """撤销撤回须在三日以内，且该户没有另案。"""

    def regret(self, days: int, alone: bool) -> tuple[type[Procedure], Snapshot, Command]:
        case = case_at(
            "withdrawn", today=MONDAY + timedelta(days=days), came_from="reviewing",
            standing=frozenset({"authorising"}), found={"alone": alone},
        )  # fmt: skip
        return Intervention, case, asked("regret", CLERK, answers={"statement": "仍要申请。"})

    def test_in_time_the_case_goes_on_where_it_was_with_all_that_stood(self) -> None:
        decision = taken(*self.regret(3, alone=True))
        assert (decision.source, decision.target) == ("withdrawn", "reviewing")
        assert decision.standing == {"authorising"} and not decision.fallen

    def test_too_late_is_one_reason_beside_the_others(self) -> None:
        refusal = refused(*self.regret(4, alone=False))
        assert isinstance(refusal, Blocked)
        assert refusal.message == "条件尚未具备，暂不能办理。"
        assert refusal.reasons == (
            "该户另有在办的防贫干预，不能撤销撤回",
            "办理期限至2026年6月4日，已经超过。",
        )

    @pytest.mark.parametrize(("day", "late"), [(4, False), (5, True)])
    def test_it_may_run_from_a_day_that_is_on_record(self, day: int, late: bool) -> None:
        """Told on the 1st, the household may dispute a result for three days, to the 4th."""
        case = case_at(
            "told_of", today=date(2026, 6, day), department="公安", facts={"told_on": "2026-06-01"}
        )
        reasons = refused(CoCheck, case, asked("dispute", CLERK)).reasons
        assert ("办理期限至2026年6月4日，已经超过。" in reasons) is late


class TestAReturn:
    def test_everything_before_may_be_wrong_at_once(self) -> None:
        standing = frozenset({"authorising", "reviewing"})
        answers = {"wrong": sorted(standing), "return_reason": "请重新办理。"}
        command = asked("return_", REVIEWER, answers=answers)
        decision = taken(Intervention, case_at("township", standing=standing), command)
        assert (decision.target, decision.standing) == ("authorising", frozenset())


class TestTheSecondSignature:
    def test_what_was_proposed_is_agreed_to_and_nothing_else(self) -> None:
        """The second person's answers do not replace what the first one signed."""
        proposed = Proposal("refuse", 4, None, {"because": "重复提出"})
        command = asked("refuse", REVIEWER, answers={"because": "别的理由"})
        decision = taken(Objection, case_at("lodged", proposal=proposed), command)
        assert decision.answers == {"because": "重复提出"}
        assert decision.target == "not_accepted"

    def test_while_one_step_waits_for_it_no_other_can_be_proposed(self) -> None:
        waiting = Proposal("merge", 4, None, {})
        case = case_at("household_check", proposal=waiting, found=defaultdict(bool))
        command = asked("terminate", REVIEWER)
        assert refused(Intervention, case, command).reasons[-1] == (
            "另有一项待会签事项，请先会签或退回。"
        )


class TestEnteringAStageAfresh:
    def test_its_result_and_all_that_rests_on_it_fall(self) -> None:
        """The content of the notice changed: it hangs again, and what was agreed upon it is void."""
        standing = frozenset({"authorising", "household_check", "public_notice", "township"})
        settled = child(Objection, "partly", "1", facts={"persons": 3})
        case = case_at("public_notice", standing=standing, children=(settled,))
        decision = taken(Intervention, case, asked("changed"))
        assert (decision.target, decision.moves) == ("public_notice", True)
        assert decision.standing == {"authorising", "household_check"}
        assert {"public_notice", "township"} <= decision.fallen
        assert decision.heeds == settled.id


class TestOfTwoDueStepsTheOneThatSuits:
    @pytest.mark.parametrize(("consent", "due"), [(True, "redo"), (False, "redo_consent")])
    def test_an_appeal_won_begins_again_where_the_consent_allows(
        self, consent: bool, due: str
    ) -> None:
        won = child(Appeal, "redo", "1")
        case = case_at("terminated", children=(won,), facts={"consent": consent})
        step = due_step(Intervention, case)
        assert step is not None and step.name == due


class TestWhatAStepWorksOut:
    @pytest.mark.parametrize(("in_favour", "carried"), [(20, True), (5, False)])
    def test_it_rests_on_the_answers_and_is_kept_with_them(
        self, in_favour: int, carried: bool
    ) -> None:
        """民主评议：到会人数、代表人数和同意人数由填写的数字算出。"""
        answers = dict.fromkeys(Intervention.steps["meet"].required, "是") | {
            "entitled": 40, "attendees": 30, "representatives": 28, "in_favour": in_favour,
            "meeting_kind": "representatives",
        }  # fmt: skip
        decision = taken(Intervention, case_at("reviewing"), asked("meet", CLERK, answers=answers))
        assert not decision.moves and decision.target == "reviewing"
        worked_out = {"meeting": True, "quorum": True, "carried": carried}
        assert decision.answers == answers | worked_out
