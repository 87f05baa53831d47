"""After a decision: review, correction, revocation; relief ahead of one. Scenarios 5, 12 and 14."""

from datetime import date, timedelta
from typing import Any

import pytest

from documents.models import Paper
from tests.fixtures.county import household
from tests.stories.decided import (
    FREE,
    POSTED,
    REFUSAL,
    check_again,
    check_again_for,
    filed,
    over,
    refused,
    to_township,
    warned,
)
from tests.stories.test_notice import investigate, lodge
from workflows.engine.models import Case, Task
from workflows.engine.refusals import Blocked, Invalid, NotAllowed, NotNow
from workflows.procedures.intervention.dossier import holdings
from workflows.procedures.intervention.rehearsal import Rehearsal, photo
from workflows.workdays import clock


def test_an_objection_upheld_ends_in_a_refusal_with_reasons_and_remedies(
    county: Rehearsal,
) -> None:
    """Scenario 5. 异议成立、经核查不符合的，县级不予确认，三个工作日内书面告知并说明理由。"""
    with clock.standing_at(POSTED):
        case = county.accept(county.warn(household()))
        county.authorise(case)
        county.check(case)
        county.co_check(case)
        county.post(county.agree(case))
    objection = lodge(case, POSTED + timedelta(days=1), objector="罗某某", contact="13000000000")
    investigate(county, objection, POSTED + timedelta(days=2))
    with clock.standing_at(POSTED + timedelta(days=2)):
        county.take(objection, "uphold", county.local("shenhe"), answer="属实，另派人核查。")
        answer = Paper.objects.get(dossier=case.uuid, kind="D16")
        assert answer.facts["to"] == "罗某某" and "认定成立" in answer.facts["opening"]
        check_again(county, case, finding="不符合", finding_text="名下有经营性用房，收入稳定。")
        case.refresh_from_db()
        assert case.stage == "reviewing"
        county.take(case, "oppose", county.local("shenhe"), opinion="不符合条件。")
        county.take(
            case, "examine", "xian_jingban", proposal="不符合条件", handler_opinion="不符合条件。"
        )
        county.take(case, "refuse", "xian_shenpi", **REFUSAL)
    letter, slip = (Paper.objects.get(dossier=case.uuid, kind=kind) for kind in ("D22", "D50"))
    assert letter.facts["reasons"] == ["不符合条件。"] and letter.facts["remedies"]["petition"]
    assert slip.facts["delivered"]["number"] == letter.number
    assert slip.facts["due_on"] == "2026-06-10"  # three working days after the 5th
    village = county.actor(county.village(case))
    assert not Case.objects.visible_to(village).filter(pk=objection.pk).exists()


def test_who_investigated_may_check_but_who_checked_may_not_investigate(county: Rehearsal) -> None:
    """查处异议者非原核查人：乡镇只有两名经办的，查处过异议的可以去重新核查。"""
    with clock.standing_at(POSTED):
        case = county.accept(county.warn(household()))
        county.authorise(case)
        county.check(case)
        county.co_check(case)
        county.post(county.agree(case))
    objection = lodge(case, POSTED + timedelta(days=1))
    with clock.standing_at(POSTED + timedelta(days=1)):
        county.take(objection, "accept", county.local("jingban"))
        with pytest.raises(NotAllowed):
            county.take(objection, "report", county.local("jingban2"), found="自查没有问题。")
        county.take(objection, "report", county.local("jingban"), found="情况属实。")
        county.take(objection, "uphold", county.local("shenhe"), answer="另派人核查。")
        again = check_again(county, case)
    assert again.stage == "accepted" and again.round == 2


def test_a_refusal_is_reviewed_by_others_and_done_again(county: Rehearsal) -> None:
    """C31. 复核由原承办人员以外的人员办理；撤销的，另派人重办。"""
    case = refused(county)
    with clock.standing_at(FREE):
        county.take(
            case, "appeal", county.local("jingban"), kind="复核", claim="漏计第二次住院费用。",
            asked_on=FREE,
        )  # fmt: skip
        appeal = county.child(case, "appeal")
        with pytest.raises(NotAllowed):
            county.take(appeal, "admit", "xian_jingban")
        county.take(appeal, "admit", "xian_jingban2")
        county.take(appeal, "report", "xian_jingban2", reviewed="确有漏计。", view="撤销重办")
        with pytest.raises(NotAllowed):
            county.take(appeal, "order_redo", "xian_shenpi", ruling="原认定的事实不清。")
        county.take(appeal, "order_redo", "xian_shenpi2", ruling="原认定的事实不清。")
        case.refresh_from_db()
        assert (case.stage, appeal.stage) == ("household_check", "redo")
        assert "department_co_check" in case.standing  # what the departments said still stands
        ruling = Paper.objects.get(dossier=case.uuid, kind="D55")
        assert "撤销原决定" in str(ruling.facts["parts"])
        check_again(county, case)
        sheet = county.agree(case)
        county.post(sheet)
    with clock.standing_at(FREE + timedelta(days=7)):
        county.take_down(sheet)
        county.take(case, "close", county.local("jingban"))
        county.take(case, "pass_on", county.local("shenhe"), opinion="同意上报。")
        answers: dict[str, Any] = {"proposal": "符合条件", "handler_opinion": "符合条件。"}
        with pytest.raises(NotAllowed):
            county.take(case, "examine", "xian_jingban", **answers)


def test_a_refusal_upheld_on_review_stays(county: Rehearsal) -> None:
    """C31, its other end. 维持原决定的，书面告知并说明理由。"""
    case = refused(county)
    with clock.standing_at(FREE):
        county.take(
            case, "appeal", county.local("jingban"), kind="复核", claim="不服。", asked_on=FREE
        )
        appeal = county.child(case, "appeal")
        county.take(appeal, "admit", "xian_jingban2")
        county.take(appeal, "report", "xian_jingban2", reviewed="没有漏计。", view="维持原决定")
        county.take(appeal, "uphold", "xian_shenpi2", ruling="事实清楚。")
    case.refresh_from_db()
    assert (case.stage, appeal.stage) == ("not_confirmed", "upheld")


def test_relief_given_in_an_emergency_stays_though_the_household_is_not_confirmed(
    county: Rehearsal,
) -> None:
    """Scenario 12, C32. 急难的先行救助，事后补充说明；未获确认的不追回，骗取的除外。"""
    case = to_township(county, risks=("因灾",))
    given: dict[str, Any] = {
        "urgent_kind": "因灾", "urgent_because": "住房失火。", "given_on": FREE,
        "measure": "临时救助",
    }  # fmt: skip
    with clock.standing_at(FREE):
        with pytest.raises(Invalid) as too_much:
            county.take(case, "relief", "xian_jingban", amount="5000", **given)
        assert set(too_much.value.errors) == {"amount"}
        county.take(case, "relief", "xian_jingban", amount="1500", **given)
        relief = county.child(case, "relief")
        assert Task.objects.open().get(case=relief).due_on is not None
        county.take(case, "pass_on", county.local("shenhe"), opinion="同意上报。")
        county.take(
            case, "examine", "xian_jingban2", proposal="不符合条件", handler_opinion="不符合。"
        )
        county.take(case, "refuse", "xian_shenpi", **REFUSAL)
        relief.refresh_from_db()
        assert relief.stage == "given"
        county.take(
            relief, "justify", "xian_jingban", justification="火灾证明在卷。", voucher="2026-88"
        )
        county.take(relief, "justify", "xian_shenpi")
        assert relief.stage == "justified"
        with pytest.raises(Invalid):  # not for want of confirmation
            county.take(relief, "recover", "xian_shenpi", fraud_found="未获确认。")


def test_relief_obtained_by_fraud_is_recovered(county: Rehearsal) -> None:
    """Scenario 12, the exception. 只有查实骗取的才追回；已认可的也可以追回，追回须有凭证。"""
    with clock.standing_at(POSTED):
        case = warned(county, risks=("因病",))
        county.take(case, "relief", "xian_jingban", **RELIEF)
        relief = county.child(case, "relief")
        justified: dict[str, Any] = {"justification": "住院押金收据。", "voucher": "2026-89"}
        county.take(relief, "justify", "xian_jingban", **justified)
        county.take(relief, "justify", "xian_shenpi")
        found = "收据系伪造，医院无此住院记录。"
        with pytest.raises(NotAllowed):
            county.take(relief, "recover", "xian_jingban", fraud=True, fraud_found=found)
        county.take(relief, "recover", "xian_shenpi", fraud=True, fraud_found=found)
        assert (relief.stage, relief.closed) == ("recovering", False)
        county.take(
            relief, "repaid", "xian_jingban", recovered_on=POSTED, recovered_voucher="缴2026-7"
        )
    assert relief.stage == "recovered"


RELIEF: dict[str, Any] = {
    "amount": "800", "urgent_kind": "因病", "urgent_because": "住院押金。", "given_on": POSTED,
    "measure": "临时救助",
}  # fmt: skip


def test_relief_is_for_disaster_accident_and_grave_illness(county: Rehearsal) -> None:
    """Scenario 12, refused. 风险不是灾害、意外、大病的，按程序办理。"""
    with clock.standing_at(POSTED):
        idle, ill = (
            warned(county, nth, risks) for nth, risks in ((0, ("就业不稳",)), (5, ("因病",)))
        )
        with pytest.raises(NotNow):
            county.take(idle, "relief", "xian_jingban", **RELIEF)
        county.take(ill, "relief", "xian_jingban", **RELIEF)
    assert not idle.children.filter(procedure="relief").exists()
    assert ill.children.filter(procedure="relief").count() == 1


def test_a_published_name_is_corrected_on_the_wall_and_the_old_page_stays(
    county: Rehearsal,
) -> None:
    """Scenario 14, D51. 更正公布的内容由县级批准，张贴更正公告满期；更正前的一页仍在卷内。"""
    case = filed(county)
    before = {one.paper.pk: one.paper.facts_digest for one in holdings(case)}
    old = Paper.objects.get(dossier=case.uuid, kind="D23")
    name = case.head_name
    with clock.standing_at(FREE):
        county.take(
            case, "correct", county.local("jingban"), item="户主姓名", was=name, becomes="曾更正",
            evidence_of="与身份证不一致。",
        )  # fmt: skip
        child = county.child(case, "correction")
        with pytest.raises(Exception, match="不适用"):
            county.take(child, "amend", county.local("shenhe"))
        county.take(child, "examine", county.local("shenhe"), opinion="属实。")
        county.take(child, "approve", "xian_shenpi2", opinion="同意更正。")
        plan: dict[str, Any] = {"post_on": FREE, "place": "村务公开栏", "screened": True}
        county.take(child, "sign", county.local("shenhe"), **plan)
        county.take(child, "post", county.village(case), files={"posted_photo": photo()})
        with pytest.raises(Blocked):
            county.take(
                child, "apply", county.local("jingban"), files={"taken_down_photo": photo()}
            )
    with clock.standing_at(FREE + timedelta(days=7)):
        county.take(child, "apply", county.local("jingban"), files={"taken_down_photo": photo()})
    poster = Paper.objects.get(dossier=case.uuid, kind="D51")
    assert (poster.facts["was"], poster.facts["becomes"]) == (name, "曾更正")
    slip = Paper.objects.get(dossier=case.uuid, kind="D51-S")
    assert slip.facts["household"]["head"] == "曾更正"
    assert {"title": old.title, "number": None, "issued_on": str(old.issued_on)} in slip.facts[
        "pages"
    ]
    after = {one.paper.pk: one.paper.facts_digest for one in holdings(case)}
    assert before.items() <= after.items()  # nothing was replaced, only added


def test_a_clerical_error_is_put_right_by_two_signatures(county: Rehearsal) -> None:
    """5.6. 笔误由乡镇和档案员更正，不再公告。"""
    case = filed(county)
    with clock.standing_at(FREE):
        county.take(
            case, "correct", county.local("jingban"), item="其他内容", was="砖混", becomes="砖木",
            evidence_of="录入笔误。",
        )  # fmt: skip
        child = county.child(case, "correction")
        county.take(child, "amend", county.local("shenhe"))
        assert child.stage == "requested"
        county.take(child, "amend", county.local("dangan"))
    assert child.stage == "applied"
    assert Paper.objects.filter(dossier=case.uuid, kind="D51-S").count() == 1


def test_a_confirmation_is_revoked_after_check_hearing_and_notice(county: Rehearsal) -> None:
    """C28. 撤销确认须重新核查、听取陈述申辩、公示满期，书面告知并说明理由。"""
    case = filed(county)
    with clock.standing_at(FREE):
        county.take(case, "propose", "xian_jingban2", suspicion="群众反映有商品房。")
        child = county.child(case, "revocation")
        told: dict[str, Any] = {"grounds": "名下有商品房一套。", "told_on": FREE}
        with pytest.raises(Blocked, match="条件"):
            county.take(child, "tell", "xian_jingban", **told)
        check_again_for(county, case)
        county.take(child, "tell", "xian_jingban", **told)
        said: dict[str, Any] = {
            "household_said": "该房已经卖出。",
            "considered": "未办过户，不予采纳。",
        }
        with pytest.raises(Blocked):
            county.take(child, "heard", county.local("jingban"), **said)
    heard = date(2026, 6, 17)
    with clock.standing_at(heard):
        county.take(child, "heard", county.local("jingban"), **said)
        plan: dict[str, Any] = {"post_on": heard, "place": "村务公开栏", "screened": True}
        county.take(child, "sign", county.local("shenhe"), **plan)
        county.take(child, "post", county.village(case), files={"posted_photo": photo()})
    with clock.standing_at(heard + timedelta(days=5)), pytest.raises(Blocked):
        over(county, child)
    with clock.standing_at(heard + timedelta(days=6)):
        over(county, child)
        county.take(child, "revoke", "xian_shenpi", **REFUSAL)
    case.refresh_from_db()
    assert (case.stage, child.stage) == ("revoked", "revoked")
    letter = Paper.objects.get(dossier=case.uuid, kind="D22-R")
    assert "没有查实骗取，已经享受的帮扶不予追回。" in str(letter.facts["parts"])
    poster = Paper.objects.get(dossier=case.uuid, kind="D20-R")
    assert "商品房" not in str(poster.facts)
