"""Warnings that begin no case: K4 to K6 of the domain, each through the door."""

from datetime import date
from typing import Any

import pytest

from documents.models import Paper
from tests.fixtures.county import household
from workflows.engine.models import Case
from workflows.engine.refusals import Blocked, NotAllowed, NotNow
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock

DAY = date(2026, 6, 10)
NO_RISK: dict[str, Any] = {
    "because": "未发现返贫致贫风险",
    "looked_into": "医疗费用已全部报销，家庭收入稳定。",
}
ERROR: dict[str, Any] = {"came_to_light": "县级抽查", "error": "未计算门诊慢病自付费用。"}


def screened_out(county: Rehearsal, *, channel: str) -> Case:
    """A clue two officers of the township have screened out."""
    clue = county.warn(household(), channel=channel)
    step = "decline" if channel == "主动申请" else "screen_out"
    county.take(clue, step, county.local("jingban"), **NO_RISK)
    county.take(clue, step, county.local("shenhe"))
    return clue


def test_a_household_that_applied_is_answered_in_writing(county: Rehearsal) -> None:
    """不予批准的，应当书面说明理由（民发〔2021〕57号 第二十一条）：不启动也不能没有答复。"""
    with clock.standing_at(DAY):
        clue = screened_out(county, channel="主动申请")
    assert clue.stage == "screened_out"
    letter = Paper.objects.get(dossier=clue.uuid, kind="D22-S")
    receipt = Paper.objects.get(dossier=clue.uuid, kind="D50")
    assert letter.facts["reason"] == "未发现返贫致贫风险"
    assert letter.facts["found"] == ["医疗费用已全部报销，家庭收入稳定。"]
    assert letter.number.endswith("号") and letter.issuer["name"].endswith("人民政府")
    assert receipt.facts["delivered"]["number"] == letter.number
    assert receipt.facts["due_on"] == "2026-06-15"  # three working days


def test_a_warning_from_elsewhere_is_screened_out_without_a_letter(county: Rehearsal) -> None:
    with clock.standing_at(DAY):
        clue = screened_out(county, channel="部门联动")
    assert clue.stage == "screened_out"
    assert clue.facts["because"] == "未发现返贫致贫风险"
    assert list(clue.papers.values_list("paper__kind", flat=True)) == ["D01"]


def test_nobody_screens_out_alone(county: Rehearsal) -> None:
    with clock.standing_at(DAY):
        clue = county.warn(household())
        county.take(clue, "screen_out", county.local("jingban"), **NO_RISK)
        assert clue.stage == "registered"
        with pytest.raises(NotAllowed):
            county.take(clue, "screen_out", county.local("jingban2"))
    assert clue.stage == "registered"


def test_an_application_cannot_be_laid_aside_unanswered(county: Rehearsal) -> None:
    """One application among the sources is enough: `screen_out` is then not on offer."""
    with clock.standing_at(DAY):
        clue = county.warn(household(), channel="部门联动")
        county.warn(household(), channel="主动申请")
        with pytest.raises(NotNow):
            county.take(clue, "screen_out", county.local("jingban"), **NO_RISK)
        county.take(clue, "decline", county.local("jingban"), **NO_RISK)


def test_a_spot_check_reopens_what_was_screened_out_in_error(county: Rehearsal) -> None:
    with clock.standing_at(DAY):
        clue = screened_out(county, channel="乡村预警")
        with pytest.raises(NotAllowed):
            county.take(clue, "reopen", county.local("jingban"), **ERROR)
        county.take(clue, "reopen", "xian_jingban", **ERROR)
        assert clue.stage == "registered"
        case = county.accept(clue)
    assert (case.stage, case.clock_on) == ("preliminary", DAY)


def test_what_was_screened_out_is_not_reopened_beside_a_newer_clue(county: Rehearsal) -> None:
    with clock.standing_at(DAY):
        clue = screened_out(county, channel="乡村预警")
        county.warn(household())
        with pytest.raises(Blocked) as refused:
            county.take(clue, "reopen", "xian_jingban", **ERROR)
    assert refused.value.reasons == ("该户另有尚未受理的线索，请在该线索上办理",)


def test_a_household_of_another_county_is_handed_over(county: Rehearsal) -> None:
    with clock.standing_at(DAY):
        clue = county.warn(household())
        county.take(
            clue, "transfer", county.local("jingban"), receiver="邻县河口镇人民政府",
            receiver_contact="郑敏，0797-5550141", theirs_because="已迁居河口镇。",
        )  # fmt: skip
    assert (clue.stage, clue.closed) == ("transferred", True)
    slip = Paper.objects.get(dossier=clue.uuid, kind="D01-T")
    assert (slip.facts["to"], slip.facts["clue"]["found_on"]) == (
        "邻县河口镇人民政府",
        "2026-06-10",
    )
    assert not Case.objects.filter(procedure="intervention").exists()


def test_a_household_warned_of_again_gets_a_new_case_that_names_the_old(
    county: Rehearsal,
) -> None:
    """Re-entry: the history is linked, nothing of the old case is carried over."""
    with clock.standing_at(DAY):
        old = county.accept(county.warn(household()))
        county.take(old, "withdraw", county.local("jingban"), statement="不想办了。")
    with clock.standing_at(date(2026, 7, 20)):
        new = county.accept(county.warn(household(), channel="主动申请"))
    assert new.facts["previous_case"] == old.number
    assert "previous_case" not in old.facts
    assert new.clock_on == date(2026, 7, 20)
