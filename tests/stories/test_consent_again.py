"""Consent refused, run out, or asked for once more: nobody is checked or asked about without it."""

from datetime import date, timedelta
from typing import Any

import pytest

from documents.models import Paper
from tests.engine.ways import june, to_household_check
from tests.fixtures.county import household
from tests.stories.test_after import RELIEF
from workflows.engine.models import Case
from workflows.engine.refusals import Blocked
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock

ENDED: dict[str, Any] = {
    "facts_found": "经说明仍拒绝授权。", "reason": "不授权无法核查。", "rule": "民发〔2021〕57号 第二十九条",
}  # fmt: skip
CONSENT: dict[str, Any] = {"consent": True, "kin_declared": True}


def refused_consent(county: Rehearsal) -> Case:
    with clock.standing_at(june(1)):
        case = county.accept(county.warn(household()))
        county.take(case, "assign", "xian_jingban")
        county.take(
            case, "refuse_consent", county.local("jingban"), explained_to=True,
            refused_consent_on=june(1), refusal_words="不愿查存款。", first_witness="何桂花",
            second_witness="曾长庚",
        )  # fmt: skip
    return case


def test_a_refusal_of_consent_is_on_paper_with_both_witnesses(county: Rehearsal) -> None:
    case = refused_consent(county)
    record = Paper.objects.get(dossier=case.uuid, kind="D06").facts
    assert (record["what"], record["witness"]) == ("拒绝配合", "何桂花、曾长庚")
    assert record["their_reason"] == "不愿查存款。"


def test_what_was_ended_for_want_of_consent_is_done_again_from_the_consent(
    county: Rehearsal,
) -> None:
    """C31 after C3: the decision is revoked, the authorisation is still missing."""
    case = refused_consent(county)
    with clock.standing_at(june(2)):
        county.take(case, "terminate", county.local("shenhe"), **ENDED)
        county.take(case, "terminate", "xian_shenpi")
        county.take(
            case, "appeal", county.local("jingban"), kind="复核", claim="愿意授权。",
            asked_on=june(2),
        )  # fmt: skip
        appeal = county.child(case, "appeal")
        county.take(appeal, "admit", "xian_jingban2")
        county.take(appeal, "report", "xian_jingban2", reviewed="愿意授权。", view="撤销重办")
        county.take(appeal, "order_redo", "xian_shenpi2", ruling="已愿意配合。")
        case.refresh_from_db()
        assert (case.stage, case.facts["consent_refused"]) == ("authorising", False)
        assert not case.children.filter(procedure="household_check").exists()
        with pytest.raises(Blocked):  # the refusal of then is none of today
            county.take(case, "terminate", county.local("shenhe"), **ENDED)
        county.take(case, "begin", county.local("jingban"), signed_on=june(2), **CONSENT)
    assert case.stage == "household_check"


def test_an_authorisation_that_has_run_out_is_signed_again_and_what_was_found_stands(
    county: Rehearsal,
) -> None:
    """授权有期限：过期的不得发函，补签以后再发；已采信的入户核查仍然有效。"""
    case = to_household_check(county)
    later = june(2) + timedelta(days=400)
    with clock.standing_at(june(3)):
        county.check(case)
    case.refresh_from_db()
    assert case.stage == "department_co_check"
    with clock.standing_at(later):
        letter = county.sheet(county.child(case, "co_check"), "request_letter")
        with pytest.raises(Blocked) as no:
            county.take(letter, "send", "xian_jingban")
        assert "补签授权书" in no.value.reasons[0]
        county.take(case, "renew", county.local("jingban"))
        assert case.stage == "authorising" and "household_check" in case.standing
        old, new = Paper.objects.filter(dossier=case.uuid, kind="D03").order_by("pk")
        assert old.superseded_by == new
        county.take(case, "begin", county.local("jingban"), signed_on=later, **CONSENT)
        assert case.stage == "department_co_check"  # nobody goes to the household once more
        county.take(letter, "send", "xian_jingban")
    assert case.children.filter(procedure="household_check").count() == 1
    sent = Paper.objects.filter(dossier=letter.uuid, kind="D07").latest("pk").facts
    assert date.fromisoformat(new.facts["valid_until"]) > later
    assert new.facts["valid_until"] in str(sent)


def test_nobody_withdraws_from_an_inquiry_into_fraud(county: Rehearsal) -> None:
    """C24: not while relief obtained by fraud is being recovered; afterwards he may."""
    case = to_household_check(county)
    statement: dict[str, Any] = {"statement": "自愿撤回。"}
    with clock.standing_at(june(3)):
        county.take(case, "relief", "xian_jingban", **RELIEF | {"given_on": june(3)})
        relief = county.child(case, "relief")
        county.take(relief, "recover", "xian_shenpi", fraud=True, fraud_found="收据系伪造。")
        with pytest.raises(Blocked) as no:
            county.take(case, "withdraw", county.local("jingban"), **statement)
        assert no.value.reasons == ("骗取的先行救助正在追回，追回以前不能撤回",)
        county.take(
            relief, "repaid", "xian_jingban", recovered_on=june(3), recovered_voucher="缴2026-7"
        )
        county.take(case, "withdraw", county.local("jingban"), **statement)
    assert case.stage == "withdrawn"
