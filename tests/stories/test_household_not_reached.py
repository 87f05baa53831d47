"""The household check when nobody is at home, nobody can come, or nobody wants it (domain 5.3)."""

from datetime import date
from typing import Any

import pytest

from documents.models import Paper
from tests.engine.ways import june, to_household_check
from workflows.engine.models import Case
from workflows.engine.refusals import Blocked, Invalid, NotAllowed
from workflows.procedures.intervention.rehearsal import CHECK, Rehearsal
from workflows.workdays import clock

AFAR = {**CHECK, "method": "电话", "signed_by": "远程确认", "place": "电话"}


@pytest.fixture
def check(county: Rehearsal) -> Case:
    """A household check arranged for the 3rd of June."""
    child = county.child(to_household_check(county), "household_check")
    people = [county.actor(county.local(post)).person for post in ("jingban", "jingban2")]
    with clock.standing_at(june(3)):
        county.schedule(child, *people)
    return child


def missed(county: Rehearsal, check: Case, day: date, **more: Any) -> None:
    with clock.standing_at(day):
        county.take(
            check, "miss", county.local("jingban2"), tried_on=more.pop("tried_on", day),
            situation="大门上锁。", witness="邻居何桂花", notice_left="门上留置通知单", **more,
        )  # fmt: skip


def refused(county: Rehearsal, check: Case, step: str, account: str, day: date) -> None:
    more: dict[str, Any] = (
        {"explained": "已说明公示范围和不配合的后果。"} if step == "visit_again" else {}
    )
    with clock.standing_at(day):
        county.take(
            check, step, account, tried_on=day, situation="不开门。", witness="何桂花，妇联主任",
            their_reason="不愿公开家庭情况。", **more,
        )  # fmt: skip


def test_the_household_is_told_when_who_comes(county: Rehearsal, check: Case) -> None:
    slip = Paper.objects.get(entry__startswith=str(check.uuid), kind="D04")
    assert slip.facts["visit_on"] == "2026-06-03"
    assert len(slip.facts["checkers"]) == 2
    with clock.standing_at(june(3)), pytest.raises(Invalid) as no:
        county.take(
            check, "reschedule", county.local("jingban"), checkers=check.facts["checkers"],
            visit_on=june(2), told_by="电话",
        )  # fmt: skip
    assert set(no.value.errors) == {"visit_on"}


def test_after_three_attempts_the_check_is_made_from_afar(county: Rehearsal, check: Case) -> None:
    """未遇：逐次登记；满三次的改为电话、视频核查，理由印在核查表上。"""
    away: dict[str, Any] = {"remote_way": "电话", "remote_because": "三次上门未遇"}
    for day in (3, 4):
        missed(county, check, june(day))
    with clock.standing_at(june(4)), pytest.raises(Blocked):
        county.take(check, "never_home", county.local("jingban"), **away)
    missed(county, check, june(5))
    with clock.standing_at(june(5)):
        county.take(check, "never_home", county.local("jingban"), **away)
        with pytest.raises(Invalid) as no:
            county.take(check, "submit", county.local("jingban2"), visited_on=june(5), **CHECK)
        assert set(no.value.errors) == {"method", "signed_by"}
        county.take(check, "submit", county.local("jingban2"), visited_on=june(5), **AFAR)
    form = Paper.objects.get(entry__startswith=str(check.uuid), kind="D05").facts
    assert form["check"]["remote_reason"] == "三次上门未遇"
    assert (form["check"]["attempts"], form["check"]["method"]) == (3, "电话")
    records = Paper.objects.filter(entry__startswith=str(check.uuid), kind="D06").order_by("pk")
    assert [paper.facts["times"] for paper in records] == [1, 2, 3]


def test_three_knocks_on_one_day_are_one_attempt(county: Rehearsal, check: Case) -> None:
    missed(county, check, june(3))
    missed(county, check, june(4), tried_on=june(3))
    missed(county, check, june(4))
    assert check.facts["missed_on"] == ["2026-06-03", "2026-06-04"]


def test_who_works_elsewhere_is_checked_from_afar_at_once(county: Rehearsal, check: Case) -> None:
    """因特殊原因不能入户的，可以采取电话、视频等非接触方式（民发〔2021〕57号 第十六条）。"""
    with clock.standing_at(june(3)):
        county.take(
            check, "far_away", county.local("jingban"), remote_way="视频",
            remote_because="全家在外省务工",
        )  # fmt: skip
        county.take(
            check, "submit", county.local("jingban2"), visited_on=june(3),
            **AFAR | {"method": "视频"},
        )  # fmt: skip
    assert check.stage == "submitted"


def test_a_visit_at_home_is_not_confirmed_by_telephone(county: Rehearsal, check: Case) -> None:
    with clock.standing_at(june(3)), pytest.raises(Invalid) as no:
        county.take(
            check, "submit", county.local("jingban2"), visited_on=june(3),
            **CHECK | {"signed_by": "远程确认"},
        )  # fmt: skip
    assert set(no.value.errors) == {"signed_by"}


def test_two_refusals_and_a_leader_s_visit_come_before_the_warning(
    county: Rehearsal, check: Case
) -> None:
    """拒绝配合：有见证人的记录、领导再次上门、书面告诫（民发〔2021〕57号 第二十九条）。"""
    leader = county.local("shenhe")
    warning: dict[str, Any] = {"warning": "请配合核查。", "comply_by": june(10)}
    refused(county, check, "refuse", county.local("jingban2"), june(3))
    with clock.standing_at(june(3)):
        with pytest.raises(Blocked) as early:
            county.take(check, "warn", leader, **warning)
        assert len(early.value.reasons) == 2
        with pytest.raises(NotAllowed):
            refused(county, check, "visit_again", county.local("jingban"), june(3))
    refused(county, check, "visit_again", leader, june(4))
    with clock.standing_at(june(4)):
        county.take(check, "warn", leader, **warning)
    assert (check.stage, check.closed) == ("warned", False)
    letter = Paper.objects.get(entry__startswith=str(check.uuid), kind="D06-W")
    assert letter.facts["refused_on"] == ["2026-06-03", "2026-06-04"]
    assert Paper.objects.filter(entry__startswith=str(check.uuid), kind="D50").exists()


def test_a_warning_that_runs_out_decides_nothing(county: Rehearsal, check: Case) -> None:
    """Weeks later the case stands where it stood, and the household may still comply."""
    refused(county, check, "refuse", county.local("jingban2"), june(3))
    refused(county, check, "visit_again", county.local("shenhe"), june(4))
    with clock.standing_at(june(4)):
        county.take(
            check, "warn", county.local("shenhe"), warning="请配合核查。", comply_by=june(10)
        )
    with clock.standing_at(date(2026, 7, 1)):
        check.refresh_from_db()
        assert check.stage == "warned"
        county.schedule(check, *check.facts["checkers"], step="resume")
        county.take(check, "submit", county.local("jingban2"), visited_on=date(2026, 7, 1), **CHECK)
        county.take(check, "accept", county.local("shenhe"))
    assert check.stage == "accepted"


def test_what_is_sent_back_lists_the_fields_and_keeps_the_rest(
    county: Rehearsal, check: Case
) -> None:
    with clock.standing_at(june(3)):
        county.take(check, "submit", county.local("jingban2"), visited_on=june(3), **CHECK)
        with pytest.raises(Invalid) as no:
            county.take(check, "send_back", county.local("shenhe"), to_check_again="医疗支出不清")
        assert set(no.value.errors) == {"fields_to_check"}
        county.take(
            check, "send_back", county.local("shenhe"), fields_to_check=["medical", "risks"],
            to_check_again="补充医保结算单",
        )  # fmt: skip
        assert check.stage == "returned"
        county.take(
            check, "submit", county.local("jingban2"), visited_on=june(3),
            **CHECK | {"medical": "15000"},
        )  # fmt: skip
    forms = Paper.objects.filter(entry__startswith=str(check.uuid), kind="D05").order_by("pk")
    assert [paper.facts["expenses"]["medical"] for paper in forms] == ["16800", "15000"]


def test_what_is_not_met_must_be_explained(county: Rehearsal, check: Case) -> None:
    thirsty: dict[str, Any] = CHECK | {"water_quality": "不达标"}
    with clock.standing_at(june(3)):
        with pytest.raises(Invalid) as no:
            county.take(check, "submit", county.local("jingban2"), visited_on=june(3), **thirsty)
        assert set(no.value.errors) == {"living_note"}
        county.take(
            check, "submit", county.local("jingban2"), visited_on=june(3), living_note="井水浑浊。",
            **thirsty,
        )  # fmt: skip
    form = Paper.objects.get(entry__startswith=str(check.uuid), kind="D05").facts
    assert form["water"]["quality"] == "不达标"
    assert form["living"]["note"] == "井水浑浊。"
