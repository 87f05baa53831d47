"""Up to the decision: who may be phased out, who is heard, what is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.phase_out.walks import DECIDED, granted, kinds, to_the_approver
from workflows.engine.refusals import Blocked, Invalid, NotAllowed, NotNow
from workflows.procedures.phase_out.rehearsal import POOR, PhaseOutCast, entitle
from workflows.registry.dibao import receives
from workflows.registry.models import Household
from workflows.workdays import clock

DAY = date(2026, 9, 1)


def test_without_a_dibao_record_there_is_no_phase_out(cast: PhaseOutCast) -> None:
    stranger = Household.objects.order_by("-pk")[0]
    with clock.standing_at(DAY):
        with pytest.raises(Invalid, match="更正") as refused:
            cast.propose(stranger)
        assert refused.value.reasons == ("该户当月没有在享受的低保记录，请先登记低保享受情况。",)
        entitle(stranger, DAY)
        assert cast.propose(stranger).stage == "proposed"


def test_a_household_has_one_phase_out_at_a_time(cast: PhaseOutCast, home: Household) -> None:
    with clock.standing_at(DAY):
        cast.propose(home)
        with pytest.raises(NotNow):
            cast.propose(home)


def test_below_the_standard_dibao_goes_on(cast: PhaseOutCast, home: Household) -> None:
    with clock.standing_at(DAY):
        case = cast.propose(home)
        cast.verify(case, **{**POOR, "work_cost": "0", "illness": "0"})
        assert case.facts["over"] is False
        with pytest.raises(Blocked, match="条件"):
            cast.tell(case)
        cast.take(case, "keep", cast.local("shenhe"), opinion="收入未超过标准，继续享受。")
    assert (case.stage, case.closed) == ("kept", True)
    assert receives(home.pk, date(2026, 10, 1), "dibao")


def test_a_household_that_is_not_carded_is_not_phased_out(
    cast: PhaseOutCast, home: Household
) -> None:
    """The seed pack’s papers speak of 建档立卡对象; others lose dibao with reasons."""
    Household.objects.filter(pk=home.pk).update(carded=False)
    with clock.standing_at(DAY):
        case = cast.propose(home)
        cast.verify(case)
        with pytest.raises(Blocked) as refused:
            cast.tell(case)
        assert refused.value.reasons == (
            "不符合渐退条件（超过上限、财产超标或者不属于规定的对象）",
        )
        cast.take(
            case, "stop", "minzheng_shenpi", facts_found="人均月收入超过标准。",
            reason="不属于可以渐退的对象。", rule_cited="民发〔2021〕57号 第三十二条",
        )  # fmt: skip
    assert case.stage == "not_granted"
    assert {"D45", "D50"} <= kinds(case)
    assert receives(home.pk, DAY, "dibao") and receives(home.pk, date(2026, 10, 1), "none")


@pytest.mark.parametrize("months", [0, 13])
def test_no_more_than_twelve_months(cast: PhaseOutCast, home: Household, months: int) -> None:
    """“不超过12个月”: thirteen are always refused."""
    with clock.standing_at(DAY):
        case = cast.propose(home)
        cast.verify(case)
        with pytest.raises(Invalid) as refused:
            cast.tell(case, months)
    assert refused.value.errors.keys() == {"months"}
    assert case.stage == "verified"


def test_twelve_months_are_granted(cast: PhaseOutCast, home: Household) -> None:
    case = granted(cast, home, months=12)
    assert case.facts["to_on"] == "2027-09-30"


def test_the_household_has_five_working_days_to_answer(cast: PhaseOutCast, home: Household) -> None:
    with clock.standing_at(DAY):
        case = cast.propose(home)
        cast.verify(case)
        cast.take(case, "tell", cast.local("jingban"), months=6, rule="flat")
        with pytest.raises(Blocked) as refused:
            cast.go_on(case)
        assert "法定期间尚未开始" in refused.value.reasons[0]
        cast.take(case, "serve", cast.local("jingban"), told_way="直接送达", receiver="户主")
    with clock.standing_at(date(2026, 9, 8)), pytest.raises(Blocked) as refused:
        cast.go_on(case)
    assert refused.value.reasons == ("法定期间至2026年9月8日24时届满，2026年9月9日起方可办理。",)
    with clock.standing_at(date(2026, 9, 9)):
        cast.take(case, "speak", cast.local("jingban"), statement="儿子已经失业。")
        with pytest.raises(Blocked, match="条件") as refused:
            cast.go_on(case)
        assert refused.value.reasons == ("陈述申辩尚未书面答复",)
        cast.take(case, "answer", cast.local("shenhe"), answer="经核实仍在职。")
        assert cast.go_on(case) is not None


def test_a_statement_that_is_right_leads_to_another_check(
    cast: PhaseOutCast, home: Household
) -> None:
    """And whoever is told again is heard again: the days begin anew."""
    with clock.standing_at(DAY):
        case = cast.propose(home)
        cast.verify(case)
        cast.tell(case)
        cast.take(case, "speak", cast.local("jingban"), statement="儿子已经失业。")
        cast.take(case, "recheck", cast.local("shenhe"), reason="情况可能属实。")
        assert case.stage == "proposed"
    with clock.standing_at(date(2026, 9, 20)):
        cast.verify(case)
        cast.take(case, "tell", cast.local("jingban"), months=6, rule="flat")
        with pytest.raises(Blocked) as refused:
            cast.go_on(case)
        assert "法定期间尚未开始" in refused.value.reasons[0]


def test_an_objection_that_is_right_leads_to_another_check(
    cast: PhaseOutCast, home: Household
) -> None:
    with clock.standing_at(DAY):
        case = cast.propose(home)
        cast.verify(case)
        cast.tell(case)
    with clock.standing_at(date(2026, 9, 9)):
        sheet = cast.go_on(case)
        assert sheet is not None
        cast.put_up(sheet)
    with clock.standing_at(date(2026, 9, 10)):
        cast.take(case, "object_", cast.local("jingban"), content="该户另有门面出租。")
        objection = case.children.get(procedure="phase_out_objection")
        assert "content" not in case.answers
        cast.take(objection, "accept", cast.local("jingban"))
        cast.take(objection, "report", cast.local("jingban"), found="情况属实。")
        cast.take(objection, "uphold", cast.local("shenhe"), answer="异议成立，重新核查。")
    case.refresh_from_db()
    sheet.refresh_from_db()
    assert (case.stage, sheet.stage) == ("proposed", "withdrawn")


def test_an_objection_taken_back_lets_the_household_go_on(
    cast: PhaseOutCast, home: Household
) -> None:
    """Domain 5.5: one not begun ends with two officers' agreement, one begun is finished first."""
    named: dict[str, Any] = {"objector": "罗某某", "content": "该户另有门面出租。"}
    known: dict[str, Any] = {"recognised": "当面出示身份证件"}
    with clock.standing_at(DAY):
        case = cast.propose(home)
        cast.verify(case)
        cast.tell(case)
    with clock.standing_at(date(2026, 9, 9)):
        sheet = cast.go_on(case)
        assert sheet is not None
        cast.put_up(sheet)
    with clock.standing_at(date(2026, 9, 10)):
        for _ in range(2):
            cast.take(case, "object_", cast.local("jingban"), **named)
        first, second = case.children.filter(procedure="phase_out_objection").order_by("pk")
        cast.take(first, "take_back_for", cast.local("jingban"), **known)
        cast.take(first, "take_back_for", cast.local("shenhe"))
        cast.take(second, "accept", cast.local("jingban"))
        cast.take(second, "note_taken_back", cast.local("jingban"), **known)
        cast.take(second, "report", cast.local("jingban"), found="门面已转让。")
        with pytest.raises(NotNow):
            cast.take(second, "dismiss", cast.local("shenhe"), answer="不成立。")
        assert case.children.filter(closed=False).count() == 1
        cast.take(second, "let_rest", cast.local("shenhe"), answer="没有需要更正的问题。")
    assert (first.stage, second.stage) == ("withdrawn", "withdrawn")
    case.refresh_from_db()
    assert (case.stage, case.children.filter(closed=False).exists()) == ("public_notice", False)


def test_the_approver_returns_or_refuses(cast: PhaseOutCast, home: Household) -> None:
    """P9: what is named wrong falls with what rests on it."""
    case = to_the_approver(cast, home)
    with clock.standing_at(DECIDED):
        cast.take(
            case, "return_", "minzheng_shenpi", wrong=["verified"], return_reason="请重新告知。"
        )
        assert case.stage == "verified" and case.standing == ["proposed"]


def test_whoever_checked_does_not_approve(cast: PhaseOutCast, home: Household) -> None:
    """The county’s own office has no say: civil affairs decides (民发〔2021〕57号 第二条)."""
    case = to_the_approver(cast, home)
    with clock.standing_at(DECIDED), pytest.raises(NotAllowed, match="须由县级审批办理"):
        cast.take(case, "approve", "xian_shenpi", months=6, rule="flat", decision_text="同意。")
