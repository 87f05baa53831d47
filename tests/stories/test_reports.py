"""举报追查 from the report to what comes of it; what may not leave the file, and who may not act."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from documents.models import Paper
from tests.fixtures.county import household
from tests.fixtures.villagers import villager
from tests.stories.decided import FREE, filed, warned
from workflows.access.models import Officer
from workflows.engine.door import start
from workflows.engine.models import Case, Task
from workflows.engine.refusals import Blocked, Invalid, NotNow, Refusal
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.procedures.report.table import Oversight, Report
from workflows.workdays import clock

WHO, WHERE = "李保密", "0797-0000009"
HANDLER, OTHER, APPROVER, AUDITOR = "xian_jingban", "xian_jingban2", "xian_shenpi", "xian_shenji"
CORRECTION: dict[str, Any] = {
    "item": "家庭人口数", "was": "3", "becomes": "4", "evidence_of": "户口簿载明四人。",
}  # fmt: skip


def reported(about: str = "乡镇工作人员", **who: str) -> Case:
    """A report made today on the board of a village of the first township."""
    place = household().village_id
    answers = {"about": about, "content": "经办人收了该户的礼，把不够条件的报了上去。", **who}
    return start(
        Report, by=villager(place), region=place, command_id=uuid4(), answers=answers
    )  # fmt: skip


def officers(*accounts: str) -> list[int]:
    return list(Officer.objects.filter(username__in=accounts).values_list("pk", flat=True))


def investigated(county: Rehearsal, case: Case, consequence: str, about: Case | None = None) -> Any:
    """Taken up, looked into by two officers of the county, found true."""
    county.take(case, "accept", HANDLER, subjects=officers("zhen1_jingban"))
    if about:
        county.take(case, "link", HANDLER, about_case=about.number)
    county.take(case, "assign", HANDLER, investigators=officers(HANDLER, OTHER))
    county.take(case, "begin", HANDLER)
    found: dict[str, Any] = {"outcome": "属实", "finding": "走访四户，情况属实。"}
    county.take(case, "conclude", HANDLER, **found, consequence=consequence)


def settled(county: Rehearsal, consequence: str) -> Case:
    case = reported(reporter=WHO, contact=WHERE)
    investigated(county, case, consequence)
    county.take(case, "answer", APPROVER, answer="经查属实，将依规处理。")
    return case


def papers(case: Case) -> dict[str, Paper]:
    return {paper.kind: paper for paper in Paper.objects.filter(dossier=case.uuid).order_by("pk")}


def signed_in(account: str) -> Client:
    client = Client()
    client.force_login(Officer.objects.get(username=account))
    return client


def test_a_report_about_the_townships_own_handler_goes_past_him_from_first_to_last(
    county: Rehearsal,
) -> None:
    """被举报单位不得办理对自己的举报；实名举报的，应当逐一核查并及时反馈 (57号 第三十七条)."""
    subject = county.local("jingban")
    case = reported(reporter=WHO, contact=WHERE)
    with pytest.raises(Refusal):
        county.take(case, "accept", subject)
    investigated(county, case, "移送有权机关处理")
    assert not Task.objects.open().filter(case__root=None, case=case, role="clerk").exists()
    county.take(case, "answer", APPROVER, answer="经查属实，已移送纪检监察机关。")
    county.take(
        case, "refer", HANDLER, receiver="示例县纪委监委", referred_because="经办人收受财物。"
    )
    referral = case.led_to.get(procedure="referral")
    county.take(referral, "reply", HANDLER, replied="已立案。")
    county.take(case, "close", HANDLER, followed_up="已移送并收到回复。")
    assert case.closed
    himself = signed_in(subject)
    for address in (f"/desk/case/{case.uuid}/", f"/desk/case/{referral.uuid}/"):
        assert himself.get(address).status_code == 404
    for paper in papers(case).values():
        assert himself.get(f"/desk/paper/{paper.uuid}/").status_code in (403, 404)


def test_whoever_reports_is_told_in_writing_that_it_is_taken_up_and_what_was_found(
    county: Rehearsal,
) -> None:
    issued = papers(settled(county, "提请撤销确认"))
    assert set(issued) == {"D56", "D57", "D58", "D59"}
    assert issued["D57"].facts["to"] == issued["D59"].facts["to"] == WHO
    assert issued["D57"].facts["taken_up"] is True
    assert "20日内答复" in str(issued["D57"].facts)
    assert "经查属实，将依规处理。" in str(issued["D59"].facts)
    assert "属实" in issued["D59"].facts["opening"]
    assert issued["D57"].number and issued["D59"].number


def test_the_report_of_the_inquiry_and_the_letter_of_referral_do_not_say_who_reported(
    county: Rehearsal,
) -> None:
    case = settled(county, "移送有权机关处理")
    county.take(case, "refer", HANDLER, receiver="示例县纪委监委", referred_because="收受财物。")
    issued = papers(case)
    telling = {code for code, paper in issued.items() if WHO in str(paper.facts)}
    assert telling == {"D56", "D57", "D59"}
    assert {code for code, paper in issued.items() if WHERE in str(paper.facts)} == {"D56"}


def test_an_officer_of_the_county_it_is_about_opens_no_paper_that_says_who_reported(
    county: Rehearsal,
) -> None:
    case = reported(reporter=WHO, contact=WHERE)
    county.take(case, "accept", OTHER, subjects=officers(HANDLER))
    for kind, status in (("D56", 404), ("D57", 404)):
        paper = papers(case)[kind]
        assert signed_in(HANDLER).get(f"/desk/paper/{paper.uuid}/").status_code == status
        assert signed_in(OTHER).get(f"/desk/paper/{paper.uuid}/").status_code == 200


def test_a_report_that_is_not_taken_up_is_answered_with_the_reason(county: Rehearsal) -> None:
    case = reported()
    county.take(case, "refuse", HANDLER, because="已由其他机关受理")
    assert papers(case) == {}
    county.take(case, "refuse", APPROVER)
    letter = papers(case)["D57"].facts
    assert letter["taken_up"] is False
    assert "不予受理" in letter["opening"] and "已由其他机关受理。" in str(letter["lines"])
    assert letter["to"].startswith("举报人（匿名")


def test_a_report_about_the_countys_office_is_answered_in_writing_by_the_auditor(
    county: Rehearsal,
) -> None:
    place = household().village_id
    answers = {"content": "县里经办人压件不办。", "reporter": WHO}
    case = start(Oversight, by=villager(place), region=place, command_id=uuid4(), answers=answers)
    county.take(case, "pass_on", AUDITOR, receiver="示例县纪委监委", referred_because="压件不办。")
    county.take(case, "answer", AUDITOR, answer="已转有权机关办理。")
    issued = papers(case)
    assert set(issued) == {"D56", "D58-T", "D59"}
    assert issued["D59"].facts["to"] == WHO and WHO not in str(issued["D58-T"].facts)
    for paper in issued.values():
        assert paper.issuer["name"].endswith("审计局")
        assert signed_in(HANDLER).get(f"/desk/paper/{paper.uuid}/").status_code == 404


def test_the_answer_is_due_on_the_same_day_whichever_stage_the_report_lies_in(
    county: Rehearsal,
) -> None:
    """12317 办法：20日内首次答复; counted from the report, not from each stage."""
    case = reported(reporter=WHO)
    answered_by = case.opened_on + timedelta(days=20)
    with clock.standing_at(case.opened_on + timedelta(days=8)):
        investigated(county, case, "提请撤销确认")
        assert Task.objects.open().get(case=case).due_on == answered_by
    assert case.due_on == answered_by


def test_a_report_found_true_opens_the_correction_of_its_case(county: Rehearsal) -> None:
    """查实的，更正 (domain 5.10): the county's handler opens it, the township examines it."""
    about = filed(county)
    with clock.standing_at(FREE):
        case = settled(county, "更正有关内容")
        with pytest.raises(Blocked):
            county.take(case, "close", HANDLER, followed_up="已更正。")
        county.take(case, "correct", HANDLER, about_case=about.number, **CORRECTION)
        correction = county.child(about, "correction")
        assert (correction.stage, correction.answers["becomes"]) == ("requested", "4")
        with pytest.raises(NotNow):
            county.take(case, "correct", HANDLER, about_case=about.number, **CORRECTION)
        county.take(case, "close", HANDLER, followed_up="已启动更正。")
    about.refresh_from_db()
    journal = str([(event.body, event.step) for event in about.events.all()])
    assert WHO not in journal and case.number not in journal


def test_a_report_found_true_opens_the_revocation_of_a_confirmation(county: Rehearsal) -> None:
    """C28: checked again by others, heard, posted; nothing is revoked by the report itself."""
    about = filed(county)
    with clock.standing_at(FREE):
        case = settled(county, "提请撤销确认")
        county.take(case, "revoke", HANDLER, about_case=about.number, suspicion="名下有商品房。")
        about.refresh_from_db()
        assert about.stage == "filed"
        assert county.child(about, "revocation").stage == "checking"
        again = county.child(about, "household_check")
        assert again.round == 2 and again.barred
        county.take(case, "close", HANDLER, followed_up="已启动撤销确认。")
        second = settled(county, "提请撤销确认")
        with pytest.raises(Refusal):  # one at a time
            county.take(
                second, "revoke", HANDLER, about_case=about.number, suspicion="名下有商品房。"
            )
        second.refresh_from_db()
        assert second.stage == "answered" and "put_right" not in second.facts


def test_what_is_still_being_decided_is_put_right_in_the_case_itself(county: Rehearsal) -> None:
    about = warned(county)
    with pytest.raises(Invalid):  # no case has been linked
        investigated(county, reported(), "由在办案件依程序处理")
    case = reported(reporter=WHO)
    investigated(county, case, "由在办案件依程序处理", about)
    county.take(case, "answer", APPROVER, answer="属实，县里入户后决定。")
    about.refresh_from_db()
    assert (about.facts["complaint"], about.facts["county_visit"]) == (True, False)
    county.take(case, "close", HANDLER, followed_up="县级已列入入户核实。")
    assert case.closed


def test_nothing_is_corrected_or_revoked_before_it_was_confirmed(county: Rehearsal) -> None:
    about = warned(county)
    case = settled(county, "更正有关内容")
    with pytest.raises(Invalid):
        county.take(case, "correct", HANDLER, about_case=about.number, **CORRECTION)
    county.take(case, "refer", HANDLER, receiver="示例县民政局", referred_because="不由我办决定。")
    county.take(case, "close", HANDLER, followed_up="已移送承办单位。")


def test_only_what_was_found_true_is_put_right(county: Rehearsal) -> None:
    case = reported()
    county.take(case, "accept", HANDLER)
    county.take(case, "assign", HANDLER, investigators=officers(HANDLER, OTHER))
    county.take(case, "begin", HANDLER)
    found: dict[str, Any] = {"outcome": "不属实", "finding": "走访四户，没有此事。"}
    with pytest.raises(Invalid):
        county.take(case, "conclude", HANDLER, **found, consequence="提请撤销确认")
    county.take(case, "conclude", HANDLER, **found, consequence="无须处理")
    assert case.stage == "concluded"


@pytest.mark.parametrize("secret", [WHO, WHERE])
def test_no_form_takes_the_name_of_whoever_reported_further(county: Rehearsal, secret: str) -> None:
    about = filed(county)
    with clock.standing_at(FREE):
        case = settled(county, "提请撤销确认")
        with pytest.raises(Invalid, match="更正"):
            county.take(
                case, "revoke", HANDLER, about_case=about.number,
                suspicion=f"{secret}举报，名下有商品房。",
            )  # fmt: skip
        with pytest.raises(Invalid):
            county.take(
                case,
                "refer",
                HANDLER,
                receiver="示例县纪委监委",
                referred_because=f"据{secret}反映。",
            )
        with pytest.raises(Invalid):
            county.take(case, "close", HANDLER, followed_up=f"已答复{secret}。")
