"""Who may decide, and what returns keep: acceptance scenarios 6, 9, 10 and 13."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from documents.models import Paper
from tests.fixtures.county import household
from workflows.access.models import Delegation, Kinship, Officer
from workflows.engine.door import advance
from workflows.engine.models import Case
from workflows.engine.overdue import SUPERVISED, URGED, level
from workflows.engine.policies import shelf
from workflows.engine.refusals import Blocked, Invalid, NotAllowed, NotNow, Stale
from workflows.procedures.intervention.rehearsal import CHECK, Rehearsal, photo
from workflows.workdays import clock

DAY = date(2026, 6, 3)


def at_township(county: Rehearsal, **consent: Any) -> Case:
    """A household whose notice has run out without objection."""
    with clock.standing_at(DAY):
        case = county.accept(county.warn(household()))
        county.authorise(case, **consent)
        county.check(case)
        county.co_check(case)
        sheet = county.agree(case)
        county.post(sheet)
    with clock.standing_at(DAY + timedelta(days=6)):
        county.take_down(sheet)
        county.take(case, "close", county.local("jingban"))
    return case


def at_decision(county: Rehearsal, **consent: Any) -> Case:
    case = at_township(county, **consent)
    with clock.standing_at(DAY + timedelta(days=6)):
        county.take(case, "pass_on", county.local("shenhe"), opinion="同意。")
        county.take(case, "examine", "xian_jingban", proposal="符合条件", handler_opinion="同意。")
    return case


APPROVED: dict[str, Any] = {"decision_text": "同意。", "subject_class": "突发严重困难户"}
LATER = DAY + timedelta(days=7)


def test_whoever_checked_can_neither_review_nor_approve(county: Rehearsal) -> None:
    """核查、审核、审批不得为同一人。"""
    case = at_decision(county)
    checker = Officer.objects.get(username=county.local("jingban2"))
    approver = Officer.objects.get(username="xian_shenpi")
    Delegation(
        giver=approver,
        taker=checker,
        role="approver",
        starts_on=DAY,
        ends_on=LATER,
        basis="会议纪要",
    ).save_base(raw=True)
    with clock.standing_at(LATER):
        assert any(seat.for_whom for seat in county.actor(county.local("jingban2")).seats)
        with pytest.raises(NotAllowed, match="同一人不得"):
            county.take(case, "confirm", county.local("jingban2"), **APPROVED)
        county.take(case, "confirm", "xian_shenpi", **APPROVED)
    assert case.stage == "confirmed"


def test_a_declared_relative_may_not_act_although_the_list_does_not_name_him(
    county: Rehearsal,
) -> None:
    """连襟、舅甥不在近亲属之列，本人申报的仍应回避。"""
    case = at_decision(county)
    approver = Officer.objects.get(username="xian_shenpi")
    Kinship.objects.create(
        officer=approver, household=household(), relation="姐夫", declared_on=DAY,
        declared_by=approver,
    )  # fmt: skip
    with clock.standing_at(LATER):
        with pytest.raises(NotAllowed, match="回避"):
            county.take(case, "confirm", "xian_shenpi", **APPROVED)
        county.take(case, "confirm", "xian_shenpi2", **APPROVED)
    assert case.stage == "confirmed"


def test_the_village_secretary_s_mother_is_visited_by_the_county_first(county: Rehearsal) -> None:
    """近亲属单独登记，县级必须入户（民发〔2021〕57号 第十一条、第二十条）。"""
    secretary = Officer.objects.get(
        posts__role="village", posts__agency__region=household().village_id
    )
    with clock.standing_at(DAY):
        case = county.accept(county.warn(household()))
        county.authorise(case, relatives=[secretary.pk])
        assert case.facts["near_relative"] is True
        child = county.child(case, "household_check")
        clerks = [county.actor(county.local(post)).person for post in ("jingban", "jingban2")]
        with pytest.raises(Invalid):
            county.schedule(child, secretary.pk, clerks[0])
        county.schedule(child, *clerks)
        county.take(child, "submit", county.local("jingban"), visited_on=DAY, **CHECK)
        county.take(child, "accept", county.local("shenhe"))
        county.co_check(case)
        sheet = county.agree(case)
        answers: dict[str, Any] = {"post_on": DAY, "place": "村务公开栏", "screened": True}
        county.take(sheet, "submit", county.local("jingban"), **answers)
        county.take(sheet, "approve", county.local("shenhe"))
        county.take(sheet, "post", county.local("jingban"), files={"posted_photo": photo()})
    with clock.standing_at(DAY + timedelta(days=6)):
        county.take(
            sheet, "take_down", county.local("jingban"), files={"taken_down_photo": photo()}
        )
        county.take(case, "close", county.local("jingban"))
        county.take(case, "pass_on", county.local("shenhe"), opinion="同意。")
        county.take(case, "examine", "xian_jingban", proposal="符合条件", handler_opinion="同意。")
        with pytest.raises(Blocked) as refused:
            county.take(case, "confirm", "xian_shenpi", **APPROVED)
        assert refused.value.reasons == ("近亲属备案户或有举报的户，县级须先入户",)
        county.take(
            case, "visit", "xian_jingban", county_visit=True, visited_on=clock.today(),
            visitors="钟明远、谢雨晴", visit_found="情况属实。",
        )  # fmt: skip
        county.take(case, "confirm", "xian_shenpi", **APPROVED)
    assert case.stage == "confirmed"


def test_an_overdue_department_is_waived_by_the_approver_alone(county: Rehearsal) -> None:
    """逾期只催办、督办；免查须由县级审批人决定，理由印在审批表上。"""
    with clock.standing_at(DAY):
        case = county.accept(county.warn(household()))
        county.authorise(case)
        county.check(case)
        silent, *others = county.ask_departments(case)
        for child in others:
            county.reply(child)
            county.take(child, "accept", "xian_jingban")
        due = silent.tasks.get(closed_at=None).due_on
    assert due == DAY + timedelta(days=5)
    pack = shelf().get(case.pack)
    assert level(due, due, pack) == 0
    assert level(due, due + timedelta(days=1), pack) == URGED
    assert level(due, due + timedelta(days=3), pack) == SUPERVISED
    reason: dict[str, Any] = {"waived_because": "平台停机检修", "instead": "已调取纸质证明"}
    with clock.standing_at(due + timedelta(days=3)):
        with pytest.raises(NotAllowed):
            county.take(silent, "waive", county.local("jingban"), **reason)
        with pytest.raises(NotAllowed):
            county.take(silent, "waive", "xian_jingban", **reason)
        county.take(silent, "waive", "xian_shenpi", **reason)
    case.refresh_from_db()
    assert (silent.stage, case.stage) == ("waived", "reviewing")


def test_two_returns_and_numbers_without_a_gap(county: Rehearsal) -> None:
    """退回只重办有问题的环节，其余签字仍然有效；文号连续。"""
    case = at_decision(county)
    with clock.standing_at(LATER):
        for _ in range(2):
            county.take(
                case, "return_", "xian_shenpi", wrong=["township"], return_reason="意见不完整。"
            )
            assert case.stage == "township"
            assert {"household_check", "department_co_check", "public_notice", "reviewing"} <= set(
                case.standing
            )
            county.take(case, "pass_on", county.local("shenhe"), opinion="已补充。")
            county.take(
                case, "examine", "xian_jingban", proposal="符合条件", handler_opinion="同意。"
            )
        county.take(case, "confirm", "xian_shenpi", **APPROVED)
    slips = Paper.objects.filter(kind="D19").order_by("pk")
    assert [slip.serial for slip in slips] == [1, 2]
    assert case.stage == "confirmed"


def test_a_wrong_reply_reopens_only_what_rests_on_it(county: Rehearsal) -> None:
    """一个部门的结果有误，只重查该部门；公示不必重做。"""
    case = at_decision(county)
    with clock.standing_at(LATER):
        county.take(
            case, "return_", "xian_shenpi", wrong=["co_check:医保"], return_reason="数据有误。"
        )
        assert case.stage == "department_co_check"
        again = case.children.filter(procedure="co_check", closed=False)
        assert [child.key for child in again] == ["医保"]
        assert "public_notice" in case.standing
        county.co_check(case)
        case.refresh_from_db()
        assert case.stage == "reviewing"
        county.take(case, "agree", county.local("shenhe"), opinion="同意。")
    assert case.stage == "township"  # 公示仍然有效
    assert case.listings.count() == 1


def test_a_first_no_still_goes_to_the_county_and_cannot_become_a_yes(county: Rehearsal) -> None:
    """初审不符合也须由县级决定；未经公示不得批准。"""
    with clock.standing_at(DAY):
        case = county.accept(county.warn(household()))
        county.authorise(case)
        county.check(case, finding="不符合")
        county.co_check(case)
        county.take(case, "oppose", county.local("shenhe"), opinion="收入高于标准。")
        county.take(case, "examine", "xian_jingban", proposal="符合条件", handler_opinion="可以。")
        with pytest.raises(Blocked) as refused:
            county.take(case, "confirm", "xian_shenpi", **APPROVED)
        assert refused.value.reasons == ("“公示”尚无有效结果。", "“乡镇审核”尚无有效结果。")
        county.take(
            case, "refuse", "xian_shenpi", facts_found="收入高于标准。", reason="不符合条件。",
            rule="四（二）2",
        )  # fmt: skip
    assert case.stage == "not_confirmed"
    assert {"D22", "D50"} <= set(
        Paper.objects.filter(dossier=case.uuid).values_list("kind", flat=True)
    )


def test_the_second_of_two_learns_who_has_dealt_with_it(county: Rehearsal) -> None:
    """后到者看到“已由××于…办结”。"""
    case = at_decision(county)
    seen = case.seq
    with clock.standing_at(LATER):
        county.take(case, "confirm", "xian_shenpi", **APPROVED)
        case.seq = seen
        with pytest.raises(NotNow, match="已由郭承志于2026年6月10日 09:00办结“批准”"):
            advance(
                case, "confirm", by=county.actor("xian_shenpi2"), seen=seen, command_id=uuid4(),
                answers=APPROVED,
            )  # fmt: skip


def test_a_stale_page_changes_nothing(county: Rehearsal) -> None:
    case = at_decision(county)
    with clock.standing_at(LATER), pytest.raises(Stale):
        advance(
            case, "confirm", by=county.actor("xian_shenpi"), seen=case.seq - 1,
            command_id=uuid4(), answers=APPROVED,
        )  # fmt: skip
    case.refresh_from_db()
    assert case.stage == "deciding"


def test_the_same_command_again_returns_the_first_outcome(county: Rehearsal) -> None:
    """重复提交只办一次，返回第一次的结果。"""
    case = at_township(county)
    with clock.standing_at(LATER):
        by, once = county.actor(county.local("shenhe")), uuid4()
        seen = case.seq
        first = advance(
            case, "pass_on", by=by, seen=seen, command_id=once, answers={"opinion": "同意。"}
        )
        again = advance(
            case, "pass_on", by=by, seen=seen, command_id=once, answers={"opinion": "同意。"}
        )
        case.refresh_from_db()
        newer = advance(
            case, "return_", by=county.actor("xian_jingban"), seen=case.seq, command_id=once,
            answers={"wrong": ["township"], "return_reason": "意见不完整。"},
        )  # fmt: skip
    assert first == again == newer
    case.refresh_from_db()
    assert case.stage == "examining"
