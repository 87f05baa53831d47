"""我要举报: who sees it, who never does, and what becomes of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.board.conftest import Village, text
from tests.board.test_objection import hidden, receipt
from workflows.access.models import Officer
from workflows.engine.models import Case, Task
from workflows.engine.refusals import Refusal
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock

CONTENT = "乡镇经办人收了该户的礼。"
HANDLER, APPROVER, AUDITOR = "xian_jingban", "xian_shenpi", "xian_shenji"


def report(client: Client, place: int, about: str = "乡镇工作人员", **who: str) -> Any:
    address = f"/village/{place}/report/"
    given = {**hidden(client.get(address)), "about": about, "content": CONTENT, **who}
    return client.post(address, given)


def signed_in(account: str) -> Client:
    officer = Client()
    officer.force_login(Officer.objects.get(username=account))
    return officer


@pytest.fixture
def named(village: Village, client: Client) -> tuple[Case, Any]:
    """A report about the township's handler by somebody who gave his name; with the page."""
    response = report(client, village.sheet.region, reporter="李保密", contact="0797-0000009")
    assert response.status_code == 200, text(response)
    return Case.objects.get(procedure="report"), response


def test_a_report_about_the_township_reaches_the_county_alone(
    village: Village, named: tuple[Case, Any]
) -> None:
    """举报人信息和举报内容不得转给被举报单位 (资委办〔2018〕25号 六（十五）)."""
    case, _ = named
    for account in ("zhen1_jingban", "zhen1_shenhe", village.county.village(village.sheet)):
        assert signed_in(account).get(f"/desk/case/{case.uuid}/").status_code == 404
        inbox = text(signed_in(account).get("/desk/"))
        assert case.number not in inbox
        assert "李保密" not in inbox
    page = text(signed_in(HANDLER).get(f"/desk/case/{case.uuid}/"))
    assert "李保密" in page
    assert CONTENT in page


def test_a_report_about_the_countys_own_office_reaches_the_auditor_alone(
    village: Village, client: Client
) -> None:
    response = report(client, village.sheet.region, "县防贫办工作人员", reporter="李保密")
    assert "由审计人员接收" in text(response)
    case = Case.objects.get(procedure="oversight")
    assert signed_in(HANDLER).get(f"/desk/case/{case.uuid}/").status_code == 404
    assert signed_in(APPROVER).get(f"/desk/case/{case.uuid}/").status_code == 404
    auditor = signed_in(AUDITOR)
    assert "李保密" in text(auditor.get(f"/desk/case/{case.uuid}/"))
    assert case.number in text(auditor.get("/desk/"))
    county = village.county
    county.take(case, "pass_on", AUDITOR, receiver="示例县纪委监委", referred_because="涉嫌违纪。")
    county.take(case, "answer", AUDITOR, answer="已转有权机关。")
    code, pin = receipt(response)
    assert "已转有权机关。" in text(client.post("/progress/", {"code": code, "pin": pin}))


def officers(*accounts: str) -> list[int]:
    return list(Officer.objects.filter(username__in=accounts).values_list("pk", flat=True))


def investigate(county: Rehearsal, case: Case, outcome: str, consequence: str) -> None:
    county.take(case, "accept", HANDLER, subjects=officers("zhen1_jingban"))
    county.take(case, "assign", HANDLER, investigators=officers(HANDLER, "xian_jingban2"))
    county.take(case, "begin", HANDLER)
    county.take(
        case, "conclude", HANDLER, outcome=outcome, finding="已走访。", consequence=consequence
    )


def test_a_named_report_is_investigated_answered_and_closed(
    village: Village, client: Client, named: tuple[Case, Any]
) -> None:
    """实名举报的，应当逐一核查并及时反馈 (民发〔2021〕57号 第三十七条)."""
    case, response = named
    investigate(village.county, case, "不属实", "无须处理")
    village.county.take(case, "answer", APPROVER, answer="经查，没有发现收礼。")
    village.county.take(case, "close", HANDLER, followed_up="无。")
    code, pin = receipt(response)
    page = text(client.post("/progress/", {"code": code, "pin": pin}))
    assert "已经办结。" in page
    assert "经查，没有发现收礼。" in page


def test_a_named_report_is_due_an_answer_within_the_packs_limit(named: tuple[Case, Any]) -> None:
    case, _ = named
    assert case.due_on == case.opened_on + timedelta(days=20)


def test_nobody_of_the_organisation_reported_is_to_investigate(
    village: Village, named: tuple[Case, Any]
) -> None:
    case, _ = named
    village.county.take(case, "accept", HANDLER, subjects=officers("zhen1_jingban"))
    with pytest.raises(Refusal):
        village.county.take(
            case, "assign", HANDLER, investigators=officers(HANDLER, "zhen1_jingban2")
        )
    village.county.take(case, "assign", HANDLER, investigators=officers(HANDLER, "xian_jingban2"))
    assert case.stage == "assigned"


def test_an_officer_it_is_about_neither_acts_nor_learns_who_reported(
    village: Village, named: tuple[Case, Any]
) -> None:
    case, _ = named
    village.county.take(case, "accept", "xian_jingban2", subjects=officers(HANDLER))
    page = text(signed_in(HANDLER).get(f"/desk/case/{case.uuid}/"))
    assert "李保密" not in page
    with pytest.raises(Refusal):
        village.county.take(
            case, "assign", HANDLER, investigators=officers("xian_shenpi", "xian_jingban2")
        )


def test_a_report_about_an_open_case_obliges_the_county_to_visit(
    village: Village, named: tuple[Case, Any]
) -> None:
    report_case, _ = named
    about = village.cases[0]
    village.county.take(report_case, "accept", HANDLER)
    with pytest.raises(Refusal):
        village.county.take(report_case, "link", HANDLER, about_case="没有这个编号")
    village.county.take(report_case, "link", HANDLER, about_case=about.number)
    about.refresh_from_db()
    assert (about.facts["complaint"], about.facts["county_visit"]) == (True, False)
    assert "李保密" not in str(about.answers)


def test_a_report_that_is_true_must_have_a_consequence_and_a_referral_is_opened(
    village: Village, named: tuple[Case, Any]
) -> None:
    case, _ = named
    county = village.county
    with pytest.raises(Refusal):
        investigate(county, case, "属实", "无须处理")
    county.take(
        case, "conclude", HANDLER, outcome="属实", finding="已查明。",
        consequence="移送有权机关处理",
    )  # fmt: skip
    county.take(case, "answer", APPROVER, answer="属实，将依规处理。")
    with pytest.raises(Refusal):
        county.take(case, "close", HANDLER, followed_up="已处理。")
    county.take(case, "refer", HANDLER, receiver="示例县纪委监委", referred_because="涉嫌违纪。")
    referral = case.led_to.get(procedure="referral")
    county.take(referral, "reply", HANDLER, replied="已立案。")
    county.take(case, "close", HANDLER, followed_up="已移送。")
    assert case.closed


def test_whoever_investigated_does_not_settle(village: Village, named: tuple[Case, Any]) -> None:
    case, _ = named
    county = village.county
    county.take(case, "accept", HANDLER)
    county.take(case, "assign", HANDLER, investigators=officers("xian_jingban2", APPROVER))
    county.take(case, "begin", HANDLER)
    county.take(
        case, "conclude", HANDLER, outcome="不属实", finding="已走访。", consequence="无须处理"
    )
    with pytest.raises(Refusal):
        county.take(case, "answer", APPROVER, answer="经查不属实。")
    county.take(case, "answer", "xian_shenpi2", answer="经查不属实。")
    assert case.stage == "answered"


def test_an_anonymous_report_is_answered_by_its_code(village: Village, client: Client) -> None:
    code, pin = receipt(report(client, village.sheet.region, "某一户的情况不实"))
    case = Case.objects.get(procedure="report")
    investigate(village.county, case, "部分属实", "更正有关内容")
    with pytest.raises(Refusal):
        village.county.take(case, "answer", APPROVER, answer="已更正。")
    village.county.take(case, "note", APPROVER, answer="已更正。")
    assert "已更正。" in text(client.post("/progress/", {"code": code, "pin": pin}))


def test_a_report_can_be_made_after_the_notice_is_over(village: Village, client: Client) -> None:
    ready = village.sheet.tasks.get(closed_at=None).ready_on
    assert ready is not None
    with clock.standing_at(ready):
        page = text(client.get(village.address))
        address = f"/village/{village.sheet.region}/report/"
        assert f'href="{address}"' in page
        assert report(client, village.sheet.region).status_code == 200
    assert Task.objects.open().filter(case__procedure="report").exists()


def test_a_call_is_entered_with_who_took_it(village: Village, client: Client) -> None:
    report(client, village.sheet.region, lodged_by_hand="接电话人王水根")
    case = Case.objects.get(procedure="report")
    assert case.answers["lodged_by_hand"] == "接电话人王水根"
    assert "lodged_by_hand" not in case.facts


def test_the_receipt_says_by_when_it_is_taken_up_and_answered(
    village: Village, client: Client
) -> None:
    """As the policy pack of the village has it."""
    page = text(report(client, village.sheet.region))
    assert "3个工作日内决定是否受理" in page and "自今天起20日内答复" in page
