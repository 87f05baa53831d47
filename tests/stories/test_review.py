"""The villagers' review: who must come, how the votes count, what it is about, and when it is contested."""

from datetime import timedelta
from typing import Any

import pytest

from documents.models import Paper
from tests.engine.ways import june, to_household_check, to_reviewing, to_township
from tests.stories.decided import check_again
from workflows.engine.models import Case
from workflows.engine.refusals import Blocked, Invalid, NotAllowed
from workflows.procedures.intervention.dossier import checklist
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock

NOT_QUORATE = "民主评议会实到人数或者村民代表不足规定，评议无效，请重新召开"
NOT_CARRIED = "民主评议没有过半数同意，不能提出“符合”；可以提出“不符合”，争议较大的另派人核查"
NOT_HELD = "须先就现有的核查、协查结果召开民主评议会"
UNFIT: dict[str, Any] = {
    "facts_found": "名下有小型轿车一辆。", "reason": "不符合条件。", "rule": "赣市扶攻字〔2019〕8号 四（二）2",
}  # fmt: skip
CAR: dict[str, Any] = {"result_1": "有异常", "detail_1": "登记有小型轿车1辆"}


def refusal(
    county: Rehearsal, case: Case, step: str, account: str, **answers: Any
) -> tuple[str, ...]:
    with pytest.raises(Blocked) as no:
        county.take(case, step, account, **answers)
    return tuple(no.value.reasons)


def agree(county: Rehearsal, case: Case) -> tuple[str, ...]:
    return refusal(county, case, "agree", county.local("shenhe"), opinion="符合条件。")


def contest(county: Rehearsal, case: Case) -> None:
    county.take(case, "contest", county.local("shenhe"), contested_because="收入说法不一。")


class TestTheRecord:
    def test_says_who_came_who_stood_aside_how_they_voted_and_why_not(
        self, county: Rehearsal
    ) -> None:
        case = to_reviewing(county)
        with clock.standing_at(june(5)):
            county.meet(case)
        facts = Paper.objects.get(dossier=case.uuid, kind="D11").facts
        assert facts["counts"] == {
            "entitled": 36, "attendees": 30, "representatives": 24, "stood_aside": 1,
            "in_favour": 25, "against": 3, "abstained": 1,
        }  # fmt: skip
        assert (facts["recused"], facts["result"]) == ("王大山，户主的堂兄", "评议同意")
        assert [len(row) for row in facts["places"]] == [4] * 8
        assert facts["places"][-1] == [29, 30, 0, 0]
        assert case.facts["quorum"] is case.facts["carried"] is True
        assert "dissent" not in case.facts  # what villagers said stays out of the journal's text

    def test_is_made_by_village_or_township_and_belongs_to_the_dossier(
        self, county: Rehearsal
    ) -> None:
        case = to_reviewing(county)
        assert "D11" not in [item.code for item in checklist(case)]
        with clock.standing_at(june(5)):
            with pytest.raises(NotAllowed):
                county.take(case, "meet", county.local("shenhe"))
            county.meet(case)
        assert [item.complete for item in checklist(case) if item.code == "D11"] == [False]

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"against": 4}, "in_favour"),
            ({"stood_aside": 0, "recused": ""}, "in_favour"),
            ({"attendees": 37, "in_favour": 32}, "attendees"),
            ({"representatives": 31}, "representatives"),
            ({"stood_aside": 31, "in_favour": 0, "against": 0, "abstained": 0}, "stood_aside"),
            ({"recused": ""}, "recused"),
            ({"dissent": ""}, "dissent"),
            ({"meeting_kind": "村“两委”扩大会议"}, "enlarged_because"),
            ({"met_on": june(6)}, "met_on"),
            ({"met_on": june(3)}, "met_on"),  # the check was accepted on the 4th
            ({"nobody_concerned_voted": ""}, "nobody_concerned_voted"),
        ],
    )
    def test_adds_up_or_is_refused(
        self, county: Rehearsal, wrong: dict[str, Any], field: str
    ) -> None:
        case = to_reviewing(county)
        with clock.standing_at(june(5)), pytest.raises(Invalid) as no:
            county.meet(case, **wrong)
        assert field in no.value.errors


class TestQuorum:
    def test_too_few_came_and_the_opinion_waits_for_another_meeting(
        self, county: Rehearsal
    ) -> None:
        """村民代表会议有三分之二以上的组成人员参加方可召开（村民委员会组织法 第二十五条）。"""
        case = to_reviewing(county)
        with clock.standing_at(june(5)):
            county.meet(case, entitled=46)
            assert agree(county, case) == (NOT_QUORATE,)
            printed = Paper.objects.get(dossier=case.uuid, kind="D11").facts
            assert printed["result"] == "到会人数或者村民代表不足规定，评议无效"
            county.meet(case, entitled=45)
            county.agree(case)
        assert case.stage == "public_notice"
        assert Paper.objects.filter(dossier=case.uuid, kind="D11").count() == 2

    def test_an_enlarged_committee_meeting_needs_its_reason(self, county: Rehearsal) -> None:
        case = to_reviewing(county)
        with clock.standing_at(june(5)):
            county.meet(
                case, meeting_kind="村“两委”扩大会议", enlarged_because="汛期村民代表无法集中。",
                entitled=9, attendees=7, representatives=1, in_favour=6, against=0, abstained=0,
                dissent="",
            )  # fmt: skip
            county.agree(case)
        assert case.stage == "public_notice"

    def test_half_the_votes_are_no_majority(self, county: Rehearsal) -> None:
        """所作决定应当经到会人员的过半数同意。"""
        case = to_reviewing(county)
        with clock.standing_at(june(5)):
            county.meet(case, in_favour=15, against=13)
            assert agree(county, case) == (NOT_CARRIED,)
            county.take(case, "oppose", county.local("shenhe"), opinion="不符合条件。")
        assert case.stage == "examining"


class TestWhatItIsAbout:
    def test_a_contested_review_is_checked_by_others_and_reviewed_again(
        self, county: Rehearsal
    ) -> None:
        """C8，争议较大的，乡镇重新组织调查核实（民发〔2012〕220号 第二十四条）。"""
        case = to_reviewing(county)
        with clock.standing_at(june(5)):
            assert refusal(
                county, case, "contest", county.local("shenhe"), contested_because="收入说法不一。"
            ) == ("尚未登记民主评议会",)
            county.meet(case)
            contest(county, case)
        assert (case.stage, "household_check" in case.standing) == ("household_check", False)
        rounds = case.children.filter(procedure="household_check").order_by("round")
        assert [(one.round, one.stage) for one in rounds] == [(1, "accepted"), (2, "assigned")]
        with clock.standing_at(june(6)), pytest.raises(Invalid):  # not by those who checked first
            county.schedule(rounds[1], *rounds[0].facts["checkers"])
        with clock.standing_at(june(8)):
            check_again(county, case)
            case.refresh_from_db()
            assert case.stage == "reviewing"
            assert agree(county, case) == (NOT_HELD,)
            with pytest.raises(Invalid) as early:
                county.meet(case, met_on=june(7))
            assert set(early.value.errors) == {"met_on"}
            county.meet(case)
            county.agree(case)
        assert case.stage == "public_notice"

    def test_a_meeting_stands_when_nothing_was_found_anew(self, county: Rehearsal) -> None:
        """The township's opinion is returned, not what it rests on: nobody is called together again."""
        case = to_reviewing(county)
        with clock.standing_at(june(5)):
            county.meet(case)
            sheet = county.agree(case)
            county.post(sheet)
        with clock.standing_at(june(11)):
            county.take_down(sheet)
            county.take(case, "close", county.local("jingban"))
            county.take(case, "pass_on", county.local("shenhe"), opinion="同意。")
            county.take(
                case, "return_", "xian_jingban", wrong=["reviewing"], return_reason="意见过简。"
            )
            assert (case.stage, case.facts["meeting"]) == ("reviewing", True)
            county.take(case, "agree", county.local("shenhe"), opinion="符合条件，详见附页。")
        assert case.stage == "township"

    def test_a_department_asked_again_ends_what_the_meeting_said(self, county: Rehearsal) -> None:
        case = to_township(county)
        with clock.standing_at(june(11) + timedelta(days=1)):
            county.take(
                case, "return_", county.local("shenhe"), wrong=["co_check:公安"],
                return_reason="车辆信息缺失。",
            )  # fmt: skip
            county.co_check(case)
        case.refresh_from_db()
        assert (case.stage, case.facts["meeting"]) == ("reviewing", False)


class TestPlainlyUnfit:
    """C5: found unfit by a comparison, the household told and heard; the county decides at once."""

    def told(self, county: Rehearsal) -> tuple[Case, Case]:
        """公安 found a car, and the household is told on the 3rd."""
        case = to_household_check(county)
        with clock.standing_at(june(3)):
            police = next(c for c in county.ask_departments(case) if c.key == "公安")
            county.reply(police, **CAR)
            assert "没有已告知户方" in self.no(county, case)[0]
            county.tell(police)
        return case, police

    def no(self, county: Rehearsal, case: Case) -> tuple[str, ...]:
        return refusal(county, case, "unfit", county.local("shenhe"), **UNFIT)

    def test_only_after_the_household_had_its_days(self, county: Rehearsal) -> None:
        case, police = self.told(county)
        with clock.standing_at(june(3)):
            assert len(self.no(county, case)) == 2
        with clock.standing_at(june(9)):
            county.take(police, "lapse", "xian_jingban")
            county.take(case, "unfit", county.local("shenhe"), **UNFIT)
            assert case.stage == "household_check"
            county.take(case, "unfit", "xian_shenpi")
        assert (case.stage, case.closed) == ("not_confirmed", True)
        assert Paper.objects.filter(dossier=case.uuid, kind="D22").count() == 1
        assert not case.children.filter(closed=False).exists()

    def test_not_while_the_household_disputes_it(self, county: Rehearsal) -> None:
        """57号 第十八条：有异议并举证的，重新核对。"""
        case, police = self.told(county)
        with clock.standing_at(june(4)):
            county.take(
                police, "dispute", county.local("jingban"), disputed_because="车已卖。",
                proof="转让合同",
            )  # fmt: skip
            assert any("等候陈述或者复核" in reason for reason in self.no(county, case))
            county.reply(police, "correct")
            county.accept_reply(police)
            assert len(self.no(county, case)) == 1
