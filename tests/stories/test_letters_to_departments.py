"""部门协查 when it does not go smoothly (domain 5.4): batched, overdue, waived, reused."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from documents.models import Paper
from tests.engine.ways import june, to_household_check, to_reviewing
from tests.fixtures.county import household
from workflows.engine.models import Case, Event, Task
from workflows.engine.refusals import Blocked, Invalid, NotAllowed, NotNow, Unknown
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock

LETTER, POLICE = "request_letter", "gongan_lianluo"


def papers(case: Case, kind: str) -> list[Paper]:
    """The papers of a kind issued in a case itself."""
    return list(Paper.objects.filter(casepaper__case=case, kind=kind).order_by("pk"))


def police(case: Case) -> Case:
    return case.children.get(procedure="co_check", key="公安")


@pytest.fixture
def case(county: Rehearsal) -> Case:
    """A case that entered 入户核查 on the 2nd of June, its six co-checks waiting for their letters."""
    return to_household_check(county)


@pytest.fixture
def asked(county: Rehearsal, case: Case) -> Case:
    """The police's co-check, asked on the 3rd, due on the 8th, signed for."""
    with clock.standing_at(june(3)):
        county.ask_departments(case)
    return police(case)


def test_one_letter_asks_a_department_about_all_households_of_a_township(
    county: Rehearsal, case: Case
) -> None:
    """部门协查：一函多户，一个部门一函；身份证号只在给该部门的附件里。"""
    neighbour = to_household_check(county, nth=1)
    letter = county.sheet(police(case), LETTER)
    assert county.sheet(police(neighbour), LETTER) == letter
    assert county.sheet(case.children.get(key="医保"), LETTER) != letter
    with clock.standing_at(june(3)):
        county.take(letter, "send", "xian_jingban")
    (paper,) = papers(letter, "D07")
    assert paper.facts["case_numbers"] == [case.number, neighbour.number]
    assert paper.facts["households"] == 2
    heads = {one.household.head_name for one in (case, neighbour) if one.household}
    assert {person["head"] for person in paper.facts["persons"]} == heads
    assert [child.stage for child in map(police, (case, neighbour))] == ["issued", "issued"]
    assert {child.stage for child in case.children.filter(key="医保")} == {"drafted"}


def test_what_comes_after_the_letter_went_out_is_on_the_next(
    county: Rehearsal, asked: Case
) -> None:
    late = to_household_check(county, nth=1)
    assert county.sheet(police(late), LETTER) != county.sheet(asked, LETTER)
    assert police(late).stage == "drafted"


def test_a_department_opens_its_own_letter_and_no_other(county: Rehearsal, case: Case) -> None:
    own, other = (county.sheet(case.children.get(key=key), LETTER) for key in ("公安", "医保"))
    with clock.standing_at(june(3)):
        seen = Case.objects.filter(procedure=LETTER).visible_to(county.actor(POLICE))
        assert (own in seen, other in seen) == (True, False)
        assert not Case.objects.filter(procedure=LETTER).visible_to(
            county.actor(county.local("jingban"))
        )


def test_a_letter_is_never_on_the_villagers_board(county: Rehearsal, asked: Case) -> None:
    letter = county.sheet(asked, LETTER)
    with clock.standing_at(june(4)):
        assert Client().get(reverse("board:notice", args=[letter.uuid])).status_code == 404


def test_nobody_answers_a_letter_nobody_has_signed_for(county: Rehearsal, case: Case) -> None:
    letter = county.sheet(police(case), LETTER)
    with clock.standing_at(june(3)):
        county.take(letter, "send", "xian_jingban")
        with pytest.raises(Blocked) as early:
            county.reply(police(case))
        assert early.value.reasons == ("协查函尚未签收，请先签收再反馈",)
        with pytest.raises(Unknown):
            county.take(letter, "sign", "yibao_lianluo")
        county.take(letter, "sign", POLICE)
        county.reply(police(case))
    assert letter.stage == "received"


def test_a_household_that_withdraws_is_struck_off_the_draft(county: Rehearsal, case: Case) -> None:
    to_household_check(county, nth=1)
    letter = county.sheet(police(case), LETTER)
    with clock.standing_at(june(3)):
        county.take(case, "withdraw", county.local("jingban"), statement="不办了。")
        county.take(letter, "send", "xian_jingban")
    assert papers(letter, "D07")[0].facts["households"] == 1
    assert case.number not in papers(letter, "D07")[0].facts["case_numbers"]


def test_the_last_household_to_withdraw_empties_the_draft(county: Rehearsal, case: Case) -> None:
    letter = county.sheet(police(case), LETTER)
    with clock.standing_at(june(3)):
        county.take(case, "withdraw", county.local("jingban"), statement="不办了。")
    letter.refresh_from_db()
    assert (letter.stage, letter.closed) == ("withdrawn", True)


def test_the_department_asks_for_more_time_once(county: Rehearsal, asked: Case) -> None:
    more: dict[str, Any] = {"extra_days": 3, "extended_because": "系统维护。"}
    with clock.standing_at(june(5)):
        with pytest.raises(Invalid) as too_long:
            county.take(asked, "extend", POLICE, **more | {"extra_days": 6})
        assert set(too_long.value.errors) == {"extra_days"}
        county.take(asked, "extend", POLICE, **more)
        county.take(asked, "extend", "xian_jingban")
        with pytest.raises(Blocked):
            county.take(asked, "extend", POLICE, **more)
    assert Task.objects.open().get(case=asked).due_on == june(11)


def test_a_question_back_gives_the_department_its_full_time(county: Rehearsal, asked: Case) -> None:
    with clock.standing_at(june(6)):
        county.reply(asked)
        county.take(asked, "query", "xian_jingban", question="请补充名下车辆。")
    assert asked.stage == "issued"
    assert Task.objects.open().get(case=asked).due_on == june(11)


def test_silence_is_urged_then_supervised_and_never_an_answer(
    county: Rehearsal, asked: Case
) -> None:
    """定期调度、通报（明扶贫发〔2020〕1号）：逾期先催办，再督办；逾期不视为同意。"""
    letter = county.sheet(asked, LETTER)
    again: dict[str, Any] = {"leader": "罗建国", "in_circular": True}
    with clock.standing_at(june(8)), pytest.raises(Blocked):
        county.take(letter, "urge", "xian_jingban", reply_again_by=june(9))
    with clock.standing_at(june(9)):
        county.take(letter, "urge", "xian_jingban", reply_again_by=june(10))
        with pytest.raises(Blocked):
            county.take(letter, "supervise", "xian_jingban", reply_again_by=june(10), **again)
    with clock.standing_at(june(11)):
        county.take(letter, "supervise", "xian_jingban", reply_again_by=june(12), **again)
    urging, supervising = papers(letter, "D09")[0], papers(letter, "D09-S")[0]
    assert [row["due_on"] for row in urging.facts["rows"]] == ["2026-06-08"]
    assert urging.facts["letter"]["number"] == papers(letter, "D07")[0].number
    assert supervising.facts["leader"] == "罗建国"
    asked.refresh_from_db()
    assert asked.stage == "issued"
    with clock.standing_at(date(2026, 9, 1)):
        county.reply(asked)
    assert asked.stage == "replied"


def test_only_the_approver_waives_and_the_silence_is_printed(
    county: Rehearsal, asked: Case
) -> None:
    """Acceptance 6: the clerk cannot waive; the reason and 逾期未复 stand on the approval form."""
    why = {"waived_because": "查询平台停机", "instead": "户口簿和行驶证核对"}
    case = asked.head
    with clock.standing_at(june(9)):
        for child in case.children.filter(procedure="co_check", stage="issued").exclude(
            pk=asked.pk
        ):
            county.reply(child)
            county.accept_reply(child)
        with pytest.raises(NotAllowed):
            county.take(asked, "waive", "xian_jingban", None, **why)
        county.take(asked, "waive", "xian_shenpi", None, **why)
        county.check(case)
        case.refresh_from_db()
        sheet = county.agree(case)
        county.post(sheet)
    assert asked.facts["unanswered"] == "逾期未复"
    with clock.standing_at(june(16)):
        county.take_down(sheet)
        county.take(case, "close", county.local("jingban"))
        county.decide(case)
    (form,) = papers(case, "D18")
    assert form.facts["cocheck"]["waived"] == [
        {"name": "公安", "reason": "逾期未复，查询平台停机，以户口簿和行驶证核对替代"}
    ]
    assert "公安" not in {row["name"] for row in form.facts["cocheck"]["departments"]}


def test_a_result_of_last_week_is_used_again(county: Rehearsal) -> None:
    """One comparison serves two cases while its data are young; the old one says where it is from."""
    old = to_reviewing(county)
    with clock.standing_at(june(10)):
        county.take(old, "withdraw", county.local("jingban"), statement="不办了。")
    with clock.standing_at(june(20)):
        case = county.accept(county.warn(household()))
        county.authorise(case)
        child = police(case)
        county.take(child, "reuse", "xian_jingban", still_so=True)
    assert (child.stage, child.facts["reused_from"]) == ("accepted", police(old).number)
    (form,) = papers(child, "D08")
    assert form.facts["replies"][0]["as_of"] == "2026-06-04"
    assert police(old).number in form.facts["departments"][0]["note"]
    assert not county.sheet(case.children.get(key="医保"), LETTER).entries.filter(case=child)
    assert not child.listings.filter(struck_on=None).exists()


def test_an_old_result_is_not_used_again(county: Rehearsal) -> None:
    old = to_reviewing(county)
    with clock.standing_at(june(10)):
        county.take(old, "withdraw", county.local("jingban"), statement="不办了。")
    with clock.standing_at(date(2026, 7, 6)):
        case = county.accept(county.warn(household()))
        county.authorise(case)
        with pytest.raises(NotNow):
            county.take(police(case), "reuse", "xian_jingban", still_so=True)


def test_sending_is_one_step_and_its_households_go_along(county: Rehearsal, case: Case) -> None:
    letter = county.sheet(police(case), LETTER)
    with clock.standing_at(june(3)):
        county.take(letter, "send", "xian_jingban")
    sent = Event.objects.filter(case=police(case), step="sent")
    assert [event.officer for event in sent] == [None]
    assert len(papers(letter, "D07")) == 1
