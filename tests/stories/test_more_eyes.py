"""What makes a decision wait for other eyes: recusal, substitutes, spot checks, returns, more time.

And what is said when a review meeting was not quorate, or an objection comes after the notice.
"""

from datetime import date
from typing import Any

import pytest

from documents.models import Paper
from tests.engine.ways import june, to_deciding, to_household_check, to_reviewing, to_township
from tests.stories.decided import FREE
from tests.stories.decided import refused as refused_case
from workflows.access.models import Delegation, Officer
from workflows.engine.family import Family
from workflows.engine.models import Case, Task
from workflows.engine.refusals import Blocked, NotAllowed, NotNow
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.procedures.intervention.sampling import drawn
from workflows.workdays import clock

APPROVED: dict[str, Any] = {"decision_text": "同意。", "subject_class": "突发严重困难户"}
MORE_TIME: dict[str, Any] = {
    "extended": True, "extended_because": "家庭情况复杂", "extended_note": "成员分居三地。",
}  # fmt: skip
VISITED: dict[str, Any] = {
    "county_visit": True, "visited_on": june(15), "visitors": "钟明远、谢雨晴",
    "visit_found": "与核查情况一致。",
}  # fmt: skip


def drawn_case(county: Rehearsal, *, lot: bool) -> Case:
    """A case that waits for the decision, among those drawn for a visit of the county or not."""
    for nth in range(8):
        case = to_household_check(county, nth)
        pack = Family.read(case, june(2)).pack_of(case)
        if drawn(case.number, pack["county.spot_check_ratio"]) is lot:
            return case
    raise AssertionError("eight numbers and none of the kind")


def decided_upon(county: Rehearsal, case: Case) -> None:
    """From the household check to the day of the decision."""
    with clock.standing_at(june(5)):
        county.check(case)
        county.co_check(case)
        sheet = county.agree(case)
        county.post(sheet)
    with clock.standing_at(june(11)):
        county.take_down(sheet)
        county.take(case, "close", county.local("jingban"))
        county.take(case, "pass_on", county.local("shenhe"), opinion="同意上报。")
        county.take(case, "examine", "xian_jingban", proposal="符合条件", handler_opinion="符合。")


def test_a_case_that_was_drawn_is_visited_by_the_county_first(county: Rehearsal) -> None:
    """县级抽查不少于三成（民发〔2012〕220号）：抽中的先入户；抽签只看编号，谁也挑不了。"""
    case = drawn_case(county, lot=True)
    decided_upon(county, case)
    with clock.standing_at(june(15)):
        with pytest.raises(Blocked) as unseen:
            county.take(case, "confirm", "xian_shenpi", **APPROVED)
        assert unseen.value.reasons == ("本户被抽中县级抽查，须先入户",)
        county.take(case, "visit", "xian_jingban", **VISITED)
        county.take(case, "confirm", "xian_shenpi", **APPROVED)
    assert case.stage == "confirmed"


def test_a_case_that_was_not_drawn_needs_no_visit(county: Rehearsal) -> None:
    case = drawn_case(county, lot=False)
    decided_upon(county, case)
    with clock.standing_at(june(15)):
        county.take(case, "confirm", "xian_shenpi", **APPROVED)
    assert case.stage == "confirmed" and not case.facts.get("county_visit")


def test_the_third_return_is_shown_to_the_auditor_and_stops_nothing(county: Rehearsal) -> None:
    """C17. 同一案件退回满三次的提示审计；提示只供阅知，不妨碍办理。"""
    case = to_deciding(county)
    auditor = county.actor("xian_shenji")
    with clock.standing_at(june(15)):
        for nth in (1, 2, 3):
            county.take(
                case, "return_", "xian_shenpi", wrong=["township"], return_reason="意见不完整。"
            )
            notes = Task.objects.open().for_actor(auditor).filter(case__parent=case)
            assert notes.count() == (1 if nth == 3 else 0)
            county.take(case, "pass_on", county.local("shenhe"), opinion="已补充。")
            county.take(
                case, "examine", "xian_jingban", proposal="符合条件", handler_opinion="符合。"
            )
        assert case.facts["returns"] == 3
        county.visit_if_drawn(case)
        county.take(case, "confirm", "xian_shenpi", **APPROVED)
        note = county.child(case, "attention")
        with pytest.raises(NotAllowed):
            county.take(note, "note", "xian_shenpi", remark="")
        county.take(note, "note", "xian_shenji", remark="退回理由相同，已提醒一次告知。")
    assert (case.stage, note.stage) == ("confirmed", "noted")


def test_more_time_is_given_once_by_the_approver_with_a_reason(county: Rehearsal) -> None:
    """情形特殊的可以延长（民发〔2021〕57号 第二十二条）：只有县级审批人、只有一次。"""
    case = to_household_check(county)
    usual = case.due_on
    with clock.standing_at(june(5)):
        with pytest.raises(NotAllowed):
            county.take(case, "extend", "xian_jingban", **MORE_TIME)
        county.take(case, "extend", "xian_shenpi", **MORE_TIME)
        assert (usual, case.due_on) == (june(16), date(2026, 7, 1))
        assert case.stage == "household_check"  # more time moves nothing
        with pytest.raises(NotNow):
            county.take(case, "extend", "xian_shenpi2", **MORE_TIME)


def test_an_approver_who_recuses_himself_leaves_the_decision_to_another(
    county: Rehearsal,
) -> None:
    """与本户有近亲属关系的应当回避；回避以后该户须县级入户（民发〔2021〕57号 第十一条、第二十条）。"""
    case = to_deciding(county)
    tie: dict[str, Any] = {"tie": "近亲属", "recused_because": "户主为其舅父。"}
    with clock.standing_at(june(15)):
        county.take(case, "recuse", "xian_shenpi", **tie)
        assert county.actor("xian_shenpi").person in case.facts["stepped_aside"]
        with pytest.raises(NotAllowed, match="回避"):
            county.take(case, "confirm", "xian_shenpi", **APPROVED)
        with pytest.raises(Blocked, match="条件"):
            county.take(case, "confirm", "xian_shenpi2", **APPROVED)
        county.take(case, "visit", "xian_jingban", **VISITED)
        county.take(case, "confirm", "xian_shenpi2", **APPROVED)
    assert case.stage == "confirmed"


def substitute(giver: str, taker: str, role: str, first: date, last: date) -> None:
    """A post taken over for some days, on a written basis."""
    people = {name: Officer.objects.get(username=name) for name in (giver, taker)}
    Delegation.objects.create(
        giver=people[giver], taker=people[taker], role=role, starts_on=first, ends_on=last,
        basis="县防贫办会议纪要2号",
    )  # fmt: skip


def test_an_absent_approver_is_stood_in_for_by_date_and_in_his_name(county: Rehearsal) -> None:
    """审批人外出的，书面委托、写明起止；代办的署本人和被代理人，期满即止。"""
    case = to_deciding(county)
    substitute("xian_shenpi", "xian_dangan", "approver", june(15), june(16))
    with clock.standing_at(june(12)), pytest.raises(NotAllowed):
        county.take(case, "confirm", "xian_dangan", **APPROVED)
    with clock.standing_at(june(17)), pytest.raises(NotAllowed):
        county.take(case, "confirm", "xian_dangan", **APPROVED)
    with clock.standing_at(june(15)):
        county.visit_if_drawn(case)
        event = county.take(case, "confirm", "xian_dangan", **APPROVED)
    assert event.for_whom == Officer.objects.get(username="xian_shenpi")
    form = Paper.objects.get(dossier=case.uuid, kind="D18")
    assert "叶知秋（代郭承志）" in str(form.facts)


def test_a_substitute_is_recused_like_the_one_he_stands_in_for(county: Rehearsal) -> None:
    """代理不是绕开回避的办法：被代理人应当回避的，代理人也不得以他的名义办理。"""
    case = to_deciding(county)
    substitute("xian_shenpi", "xian_dangan", "approver", june(12), june(20))
    with clock.standing_at(june(15)):
        county.take(
            case, "recuse", "xian_shenpi", tie="其他利害关系", recused_because="有经济往来。"
        )
        with pytest.raises(NotAllowed, match="回避"):
            county.take(case, "confirm", "xian_dangan", **APPROVED)


def test_a_meeting_without_its_quorum_decides_nothing(county: Rehearsal) -> None:
    """村民代表不足三分之二、赞成不过半数的评议不算数，须重新召开；会议记录都留在卷内。"""
    case = to_reviewing(county)
    opinion: dict[str, Any] = {"opinion": "符合条件。"}
    split: dict[str, Any] = {"in_favour": 15, "against": 13}
    with clock.standing_at(june(5)):
        for wrong, reason in (
            ({"representatives": 19}, "村民代表不足规定"),
            ({"entitled": 46}, "实到人数"),
            (split, "没有过半数同意"),
        ):
            county.meet(case, **wrong)
            with pytest.raises(Blocked) as not_quorate:
                county.take(case, "agree", county.local("shenhe"), **opinion)
            (told,) = not_quorate.value.reasons
            assert reason in told
        county.meet(case, representatives=20, in_favour=16, against=12)
        county.take(case, "agree", county.local("shenhe"), **opinion)
    assert case.stage == "public_notice"
    assert Paper.objects.filter(dossier=case.uuid, kind="D11").count() == 4


def test_an_objection_after_the_notice_makes_the_county_visit(county: Rehearsal) -> None:
    """公示期满以后才提出的不再按异议办理，转为举报：县级入户核实以前不得批准。"""
    case = to_township(county)
    late: dict[str, Any] = {"complaint": True, "complaint_text": "群众反映该户有小汽车。"}
    with clock.standing_at(june(12)):
        with pytest.raises(NotNow):
            county.take(case, "object_", county.local("jingban"), content="该户有车。")
        county.take(case, "report", county.local("jingban"), **late)
        county.take(case, "pass_on", county.local("shenhe"), opinion="同意上报。")
        county.take(case, "examine", "xian_jingban", proposal="符合条件", handler_opinion="符合。")
        with pytest.raises(Blocked) as unseen:
            county.take(case, "confirm", "xian_shenpi", **APPROVED)
        assert "近亲属备案户或有举报的户，县级须先入户" in unseen.value.reasons
        county.take(case, "visit", "xian_jingban", **VISITED | {"visited_on": june(12)})
        county.take(case, "confirm", "xian_shenpi", **APPROVED)
    assert case.stage == "confirmed"


def test_a_court_orders_the_case_to_be_done_again_by_others(county: Rehearsal) -> None:
    """C31. 行政复议决定、法院判决责令重作的，两人签字照办；原审查、审批人不再办理本案。"""
    case = refused_case(county)
    ruling: dict[str, Any] = {
        "ordered_by": "示例县人民法院", "order_number": "（2026）示0799行初3号", "ordered_on": FREE,
    }  # fmt: skip
    with clock.standing_at(FREE):
        county.take(
            case, "appeal", county.local("jingban"), kind="行政诉讼", claim="不服不予确认。",
            asked_on=FREE,
        )  # fmt: skip
        appeal = county.child(case, "appeal")
        county.take(appeal, "ordered", "xian_jingban2", **ruling)
        assert (appeal.closed, case.stage) == (False, "not_confirmed")
        county.take(appeal, "ordered", "xian_shenpi2")
    case.refresh_from_db()
    assert (case.stage, case.closed, appeal.stage) == ("household_check", False, "redo")
    again = county.child(case, "household_check")
    first = case.children.get(procedure="household_check", round=1)
    assert again.round == 2 and set(first.facts["checkers"]) <= set(again.barred)
