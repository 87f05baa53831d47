"""The notice: acceptance scenarios 2, 3, 4, 22 and 24."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from documents.models import Paper
from tests.fixtures.county import household
from tests.fixtures.villagers import villager
from workflows.engine.door import advance
from workflows.engine.models import Case
from workflows.engine.refusals import Blocked, Invalid, NotAllowed
from workflows.procedures.intervention.rehearsal import Rehearsal, photo
from workflows.registry.models import Household
from workflows.workdays import clock

POSTED = date(2026, 6, 3)  # a Wednesday: the fifth day after it is no rest day


def posted(county: Rehearsal, on: date = POSTED, nth: int = 0) -> tuple[Case, Case]:
    """A household whose notice was posted on a day, with the sheet."""
    with clock.standing_at(on):
        case = county.accept(county.warn(household(nth=nth)))
        county.authorise(case)
        county.check(case)
        county.co_check(case)
        sheet = county.agree(case)
        county.post(sheet)
    return case, sheet


def lodge(case: Case, on: date, **answers: str) -> Case:
    """A villager objects on the board; returns the objection."""
    case.refresh_from_db()
    with clock.standing_at(on):
        advance(
            case, "object_", by=villager(case.region), seen=case.seq,
            command_id=uuid4(), answers={"content": "该户情况不实", **answers},
        )  # fmt: skip
    return case.children.filter(procedure="objection").latest("pk")


def investigate(county: Rehearsal, objection: Case, on: date) -> None:
    """Accepted and investigated by the clerk who did not check the household."""
    with clock.standing_at(on):
        county.take(objection, "accept", county.local("jingban"))
        county.take(objection, "report", county.local("jingban"), found="经复核查明有关情况。")


def test_five_days_over_national_day_end_after_the_holiday(county: Rehearsal) -> None:
    """末日逢法定休假日的，以休假日结束的次日为末日（民法典 第二百零三条）。"""
    case, sheet = posted(county, date(2026, 9, 28))
    assert sheet.facts["to_on"] == "2026-10-08"
    with clock.standing_at(date(2026, 10, 3)), pytest.raises(Blocked):
        county.take_down(sheet)
    with clock.standing_at(date(2026, 10, 8)), pytest.raises(Blocked):
        county.take_down(sheet)
    with clock.standing_at(date(2026, 10, 9)):
        county.take_down(sheet)
        county.take(case, "close", county.local("jingban"))
    assert case.stage == "township"


def test_an_anonymous_objection_is_investigated_by_others_and_dismissed(county: Rehearsal) -> None:
    """有异议的，重新调查；不成立的继续办理，不重新公示。"""
    case, sheet = posted(county)
    objection = lodge(case, POSTED + timedelta(days=2))
    assert objection.facts["anonymous"] is True
    with clock.standing_at(POSTED + timedelta(days=2)):
        county.take(objection, "accept", county.local("jingban"))
        with pytest.raises(NotAllowed, match="同一人不得"):
            county.take(objection, "report", county.local("jingban2"), found="自查没有问题。")
    with clock.standing_at(POSTED + timedelta(days=6)):
        county.take_down(sheet)
        with pytest.raises(Blocked) as refused:
            county.take(case, "close", county.local("jingban"))
        assert refused.value.reasons == ("公示期内的异议尚未办结",)
        county.take(objection, "report", county.local("jingban"), found="小汽车属其弟所有。")
        county.take(objection, "dismiss", county.local("shenhe"), answer="经查，异议不成立。")
        county.take(case, "close", county.local("jingban"))
    assert case.stage == "township"
    assert case.listings.count() == 1


def test_an_objection_stops_only_its_own_household(county: Rehearsal) -> None:
    """同一张公示上的其他户照常办理。"""
    with clock.standing_at(POSTED):
        cases = []
        homes = _neighbours()[:2]
        for home in homes:
            case = county.accept(county.warn(home))
            county.authorise(case)
            county.check(case)
            county.co_check(case)
            sheet = county.agree(case)
            cases.append(case)
        county.post(sheet)
    assert sheet.entries.count() == 2
    lodge(cases[0], POSTED + timedelta(days=1))
    with clock.standing_at(POSTED + timedelta(days=6)):
        county.take_down(sheet)
        with pytest.raises(Blocked):
            county.take(cases[0], "close", county.local("jingban"))
        county.take(cases[1], "close", county.local("jingban"))
    assert cases[1].stage == "township"


def test_a_changed_number_of_persons_is_posted_again_for_full_days(county: Rehearsal) -> None:
    """部分成立、公示内容有变的，重新公示满期；异议人只有经办知道。"""
    case, sheet = posted(county)
    objection = lodge(case, POSTED + timedelta(days=2), objector="罗某某", contact="13000000000")
    assert "objector" not in case.answers and "罗某某" not in str(case.facts)
    assert objection.answers["objector"] == "罗某某"
    village = county.actor(county.village(case))
    assert not Case.objects.visible_to(village).filter(pk=objection.pk).exists()
    clerk = county.actor(county.local("jingban"))
    assert Case.objects.visible_to(clerk).filter(pk=objection.pk).exists()
    investigate(county, objection, POSTED + timedelta(days=3))
    with clock.standing_at(POSTED + timedelta(days=3)):
        county.take(
            objection, "accept_part", county.local("shenhe"), answer="人口更正为2人。", persons=2
        )
    case.refresh_from_db()
    assert case.stage == "public_notice"
    assert case.facts["persons"] == 2
    second = county.sheet(case, "notice")
    assert second != sheet and second.stage == "drafted"
    sheet.refresh_from_db()
    assert sheet.stage == "coming_down"  # no household is left on it
    with clock.standing_at(POSTED + timedelta(days=4)):
        county.post(second)
    with clock.standing_at(POSTED + timedelta(days=9)), pytest.raises(Blocked):
        county.take_down(second)
    with clock.standing_at(POSTED + timedelta(days=10)):
        county.take_down(second)
        county.take(case, "close", county.local("jingban"))
    assert case.stage == "township"


def test_an_upheld_objection_sends_other_checkers(county: Rehearsal) -> None:
    """异议成立的，另派人核查。"""
    case, _ = posted(county)
    first = county.child(case, "household_check")
    objection = lodge(case, POSTED + timedelta(days=1))
    investigate(county, objection, POSTED + timedelta(days=2))
    with clock.standing_at(POSTED + timedelta(days=3)):
        county.take(objection, "uphold", county.local("shenhe"), answer="异议成立，重新核查。")
        case.refresh_from_db()
        assert case.stage == "household_check"
        second = county.child(case, "household_check")
        assert (second.round, first.round) == (2, 1)
        assert set(second.barred) >= set(first.facts["checkers"])
        with pytest.raises(Invalid):
            county.schedule(second, *first.facts["checkers"])


def test_lost_days_are_added(county: Rehearsal) -> None:
    """公示被损毁的，损失的天数补足。"""
    _, sheet = posted(county)
    with clock.standing_at(POSTED + timedelta(days=3)):
        county.take(
            sheet, "mishap", county.village(sheet), files={"mishap_photo": photo()}, days_lost=2
        )
        county.take(
            sheet, "mishap", county.village(sheet), files={"mishap_photo": photo()}, days_lost=1
        )
    with clock.standing_at(POSTED + timedelta(days=8)), pytest.raises(Blocked):
        county.take_down(sheet)
    with clock.standing_at(POSTED + timedelta(days=9)):
        county.take_down(sheet)
    assert sheet.stage == "closed"


def test_a_notice_with_wrong_data_comes_down_and_hangs_anew_in_full(county: Rehearsal) -> None:
    """公示内容有误的，两人签字整张撤下，更正后重新公示，天数从头算；撤下的原因不公开。"""
    case, sheet = posted(county)
    wrong: dict[str, Any] = {"withdrawn_because": "人口数误为4人。"}
    with clock.standing_at(POSTED + timedelta(days=4)):
        county.take(sheet, "withdraw", county.local("jingban"), **wrong)
        assert sheet.stage == "posted"
        county.take(sheet, "withdraw", county.local("shenhe"))
        county.take(sheet, "remove", county.local("jingban"), files={"removed_photo": photo()})
        assert sheet.stage == "withdrawn"
        slip = Paper.objects.get(dossier=sheet.uuid, kind="D12-W")
        assert slip.facts["whole"] is True and "人口数" not in str(slip.facts)
        amended: dict[str, Any] = {"amended_persons": 2, "amended_because": "人口数误为4人。"}
        county.take(case, "relist", county.local("jingban"), **amended)
        again = county.sheet(case, "notice")
        county.post(again)
    poster = Paper.objects.get(dossier=again.uuid, kind="D12")
    assert poster.facts["rows"][0]["persons"] == 2
    with clock.standing_at(POSTED + timedelta(days=9)), pytest.raises(Blocked):
        county.take_down(again)
    with clock.standing_at(POSTED + timedelta(days=10)):
        county.take_down(again)


def test_an_id_number_typed_into_free_text_is_refused(county: Rehearsal) -> None:
    """公示内容不得含身份证号；手误填入的当场退回，其余内容保留。"""
    number = household().members.earliest("pk").id_number
    with clock.standing_at(POSTED):
        case = county.accept(county.warn(household()))
        county.authorise(case)
        county.check(case)
        county.co_check(case)
        sheet = county.agree(case)
        with pytest.raises(Invalid) as refused:
            county.take(
                sheet, "submit", county.local("jingban"), post_on=POSTED, screened=True,
                place=f"村口公开栏{number}",
            )  # fmt: skip
    assert set(refused.value.errors) == {"place"}
    assert number not in str(refused.value.errors)


def test_withdrawn_during_the_notice_the_household_is_struck(county: Rehearsal) -> None:
    """公示期间撤回的，公示撤下，只写“因故撤下”。"""
    case, sheet = posted(county)
    with clock.standing_at(POSTED + timedelta(days=2)):
        county.take(case, "withdraw", county.local("jingban"), statement="自愿撤回。")
        sheet.refresh_from_db()
        assert (case.stage, sheet.stage) == ("withdrawn", "coming_down")
        county.take(
            sheet, "remove", county.local("jingban"), files={"removed_photo": photo("board.jpg")}
        )
    assert sheet.stage == "withdrawn"
    assert sheet.entries.get().struck_on == POSTED + timedelta(days=2)
    slip = Paper.objects.get(dossier=sheet.uuid, kind="D12-W")
    assert slip.facts["whole"] is True
    assert case.head_name not in str(slip.facts)


def test_withdrawal_may_be_regretted_within_three_days(county: Rehearsal) -> None:
    """三日内可以反悔，重新公示。"""
    case, sheet = posted(county)
    with clock.standing_at(POSTED + timedelta(days=2)):
        county.take(case, "withdraw", county.local("jingban"), statement="自愿撤回。")
    with clock.standing_at(POSTED + timedelta(days=6)), pytest.raises(Blocked, match="条件"):
        county.take(case, "regret", county.local("jingban"), statement="反悔。")
    with clock.standing_at(POSTED + timedelta(days=5)):
        county.take(case, "regret", county.local("jingban"), statement="反悔。")
    assert case.stage == "public_notice"
    assert county.sheet(case, "notice") != sheet


def test_a_posting_recorded_late_needs_a_second_officer(county: Rehearsal) -> None:
    """事后补登的张贴须有照片并经第二人核实；法定期间以海报所印日期起算。"""
    with clock.standing_at(POSTED):
        case = county.accept(county.warn(household()))
        county.authorise(case)
        county.check(case)
        county.co_check(case)
        sheet = county.agree(case)
        answers: dict[str, Any] = {"post_on": POSTED, "place": "村务公开栏", "screened": True}
        county.take(sheet, "submit", county.local("jingban"), **answers)
        county.take(sheet, "approve", county.local("shenhe"))
    with clock.standing_at(POSTED + timedelta(days=2)):
        village = county.village(sheet)
        with pytest.raises(Blocked):
            county.take(sheet, "post", village, files={"posted_photo": photo()})
        county.take(
            sheet, "post_late", village, files={"posted_photo": photo()}, late_because="网络中断"
        )
        assert sheet.stage == "approved"
        with pytest.raises(NotAllowed):
            county.take(sheet, "post_late", village)
        county.take(sheet, "post_late", county.local("shenhe"))
    assert (sheet.stage, sheet.facts["posted_on"]) == ("posted", POSTED.isoformat())


def _neighbours() -> list[Household]:
    """Households of one village."""
    return list(Household.objects.filter(village=household().village).order_by("pk"))
