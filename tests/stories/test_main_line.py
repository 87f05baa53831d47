"""The main line: acceptance scenario 1, with the papers' own words."""

from datetime import date, timedelta

import pytest

from documents.models import Paper
from tests.fixtures.county import household
from workflows.engine.models import Case
from workflows.engine.refusals import Blocked
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock

FIRST = date(2026, 6, 1)


def day(number: int) -> date:
    """Day 0 is the day the risk was found."""
    return FIRST + timedelta(days=number)


def kinds(case: Case) -> set[str]:
    return set(Paper.objects.filter(dossier=case.uuid).values_list("kind", flat=True))


def test_a_household_goes_all_the_way_in_fifteen_days(county: Rehearsal) -> None:
    """“对初步预警对象，由县扶贫机构按照‘入户核查、部门协查、公示公告、审批建档’程序，组织开展收入核查
    及各种特殊情况的排查，正式确定防贫干预对象。”（赣市扶攻字〔2019〕8号 四（二）2）
    """
    with clock.standing_at(day(0)):
        clue = county.warn(household())
        case = county.accept(clue)
    assert kinds(clue) == {"D01"}
    assert case.due_on == day(15)
    with clock.standing_at(day(1)):
        county.authorise(case)
    assert kinds(case) == {"D02", "D03"}
    with clock.standing_at(day(3)):
        county.check(case)
        case.refresh_from_db()
        assert case.stage == "department_co_check"
        county.co_check(case)
        case.refresh_from_db()
    assert case.stage == "reviewing"
    assert kinds(case) == {"D02", "D03", "D04", "D05", "D08"}
    with clock.standing_at(day(4)):
        sheet = county.agree(case)
        county.post(sheet)
    assert kinds(sheet) == {"D12"}
    assert (sheet.facts["from_on"], sheet.facts["to_on"]) == ("2026-06-06", "2026-06-10")
    with clock.standing_at(day(10)):
        county.take_down(sheet)
        county.take(case, "close", county.local("jingban"))
        county.decide(case)
    assert case.stage == "confirmed"
    with clock.standing_at(day(11)):
        announcement = county.announce(case)
        county.file(case)
    assert kinds(announcement) == {"D20"}
    assert case.stage == "filed" and case.closed
    assert case.entered_on <= case.due_on
    assert kinds(case) == {
        "D02", "D03", "D04", "D05", "D08", "D13", "D17", "D18", "D21", "D23", "D24", "D50",
    }  # fmt: skip


def test_no_step_is_possible_a_day_early(county: Rehearsal) -> None:
    """公示不少于5日：张贴当日不计，末日届满方可办理。"""
    wednesday = 2
    with clock.standing_at(day(wednesday)):
        case = county.accept(county.warn(household()))
        county.authorise(case)
        county.check(case)
        county.co_check(case)
        sheet = county.agree(case)
        county.post(sheet)
    for early in range(1, 6):
        with clock.standing_at(day(wednesday + early)):
            with pytest.raises(Blocked, match="条件尚未具备") as refused:
                county.take_down(sheet)
            assert refused.value.reasons == (
                "法定期间至2026年6月8日24时届满，2026年6月9日起方可办理。",
            )
            with pytest.raises(Blocked):
                county.take(case, "close", county.local("jingban"))
    with clock.standing_at(day(wednesday + 6)):
        county.take_down(sheet)
        county.take(case, "close", county.local("jingban"))
    assert case.stage == "township"


def test_the_case_cannot_pass_while_the_poster_still_hangs(county: Rehearsal) -> None:
    """公示期满而未取下、没有照片，不得作为公示无异议。"""
    with clock.standing_at(day(0)):
        case = county.accept(county.warn(household()))
        county.authorise(case)
        county.check(case)
        county.co_check(case)
        county.post(county.agree(case))
    with clock.standing_at(day(9)), pytest.raises(Blocked) as refused:
        county.take(case, "close", county.local("jingban"))
    assert refused.value.reasons == ("公示尚未取下，或张贴、取下没有照片",)


def test_what_is_owed_is_in_the_inbox_of_the_one_who_owes_it(county: Rehearsal) -> None:
    with clock.standing_at(day(0)):
        case = county.accept(county.warn(household()))
        task = case.tasks.get(closed_at=None)
        assert (task.role, task.stage, task.due_on) == ("handler", "preliminary", day(2))
        county.authorise(case)
        child = county.child(case, "household_check")
        assert child.tasks.get(closed_at=None).role == "clerk"
        assert case.children.filter(procedure="co_check").count() == 6
