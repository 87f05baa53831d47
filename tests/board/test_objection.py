"""提出不同意见: three pages, a receipt, and how far it is."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from documents.masking import mask_name
from tests.board.conftest import Village, text
from workflows.access.models import Officer
from workflows.engine.models import Case, Event
from workflows.workdays import clock

CONTENT = "该户有一辆小汽车，常停在村口。"


def hidden(response: Any) -> dict[str, str]:
    found = re.findall(r'<input type="hidden"\s+name="(\w+)"\s+value="([^"]*)"', text(response))
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def line_of(village: Village, nth: int = 0) -> str:
    return str(village.sheet.entries.order_by("pk")[nth].pk)


def lodge(client: Client, village: Village, **who: str) -> Any:
    """All three pages; returns the receipt."""
    address = f"{village.address}object/"
    first = client.get(address)
    given = {**hidden(first), "line": line_of(village), "content": CONTENT}
    second = client.post(address, given)
    third = client.post(address, {**hidden(second), **who})
    return client.post(address, hidden(third))


def receipt(response: Any) -> tuple[str, str]:
    code, pin = re.findall(r'<span class="code">([^<]+)</span>', text(response))
    return code, pin


def objection_in(village: Village) -> Case:
    return village.cases[0].children.get(procedure="objection")


def test_the_three_pages_lead_to_an_objection_and_a_receipt(
    village: Village, client: Client
) -> None:
    response = lodge(client, village)
    assert response.status_code == 200
    code, pin = receipt(response)
    assert re.fullmatch(r"\w{4}-\w{4}-\w{4}", code)
    assert re.fullmatch(r"\d{6}", pin)
    objection = objection_in(village)
    assert objection.stage == "lodged"
    assert objection.answers["content"] == CONTENT
    assert objection.answers["anonymous"] is True


def test_the_first_page_offers_the_households_with_masked_names(
    village: Village, client: Client
) -> None:
    page = text(client.get(f"{village.address}object/"))
    for home in village.homes:
        assert mask_name(home.head_name) in page
        assert home.head_name not in page


def test_a_page_that_is_not_filled_in_comes_back_with_what_was_typed(
    village: Village, client: Client
) -> None:
    address = f"{village.address}object/"
    response = client.post(address, {**hidden(client.get(address)), "content": CONTENT})
    assert response.status_code == 422
    page = text(response)
    assert CONTENT in page
    assert "第 1 步，共 3 步" in page


def test_going_back_keeps_what_was_typed(village: Village, client: Client) -> None:
    address = f"{village.address}object/"
    given = {**hidden(client.get(address)), "line": line_of(village), "content": CONTENT}
    second = client.post(address, given)
    third = client.post(address, {**hidden(second), "objector": "李某"})
    assert "第 3 步" in text(third)
    back = client.post(address, {**hidden(third), "back": "2"})
    assert 'value="李某"' in text(back)
    first = client.post(address, {**hidden(back), "objector": "李某", "back": "1"})
    assert CONTENT in text(first)
    assert "第 1 步，共 3 步" in text(first)


def test_sending_twice_lodges_once_and_gives_the_same_receipt(
    village: Village, client: Client
) -> None:
    address = f"{village.address}object/"
    given = {**hidden(client.get(address)), "line": line_of(village), "content": CONTENT}
    last = hidden(client.post(address, hidden(client.post(address, given))))
    assert receipt(client.post(address, last)) == receipt(client.post(address, last))
    assert village.cases[0].children.filter(procedure="objection").count() == 1


def test_a_step_of_the_office_in_between_does_not_send_the_villager_away(
    village: Village, client: Client
) -> None:
    address = f"{village.address}object/"
    given = {**hidden(client.get(address)), "line": line_of(village), "content": CONTENT}
    last = hidden(client.post(address, hidden(client.post(address, given))))
    village.county.take(village.cases[0], "object_", "zhen1_jingban", content="电话反映。")
    assert client.post(address, last).status_code == 200
    assert village.cases[0].children.filter(procedure="objection").count() == 2


def test_a_code_seen_on_somebody_elses_slip_cannot_be_sent_to_learn_its_pin(
    village: Village, client: Client
) -> None:
    code, pin = receipt(lodge(client, village))
    address = f"{village.address}object/"
    given = {"at": "3", "ticket": code.replace("-", ""), "line": line_of(village), "content": "x"}
    response = client.post(address, given)
    assert response.status_code == 200
    assert receipt(response)[0] != code
    assert pin not in text(response)


def test_village_staff_cannot_learn_who_objected(village: Village, client: Client) -> None:
    lodge(client, village, objector="李保密", contact="13800000000")
    objection = objection_in(village)
    assert objection.answers["objector"] == "李保密"
    officer = Client()
    officer.force_login(Officer.objects.get(username=village.county.village(village.sheet)))
    assert officer.get(f"/desk/case/{objection.uuid}/").status_code == 404
    page = text(officer.get(f"/desk/case/{village.cases[0].uuid}/"))
    assert "李保密" not in page
    clerk = Client()
    clerk.force_login(Officer.objects.get(username="zhen1_jingban"))
    assert "李保密" in text(clerk.get(f"/desk/case/{objection.uuid}/"))
    body = Event.objects.filter(case__in=[village.cases[0], objection]).values_list(
        "body", flat=True
    )
    assert not any("李保密" in text_ for text_ in body)


def test_who_checked_the_household_does_not_learn_who_objected_nor_from_the_paper(
    village: Village, client: Client
) -> None:
    """The handler whose own check is contested is the objection's subject."""
    lodge(client, village, objector="李保密", contact="13800000000")
    objection = objection_in(village)
    village.county.take(objection, "accept", "zhen1_jingban")
    papers = [link.paper for link in objection.papers.all()]
    assert {paper.kind for paper in papers} >= {"D14", "D15"}
    # zhen1_jingban2 was one of the two who visited the household
    seen = {"zhen1_jingban": 200, "zhen1_jingban2": 404, "zhen1_shenhe": 404, "xian_jingban": 200,
            "xian_shenji": 200}  # fmt: skip
    for account, status in seen.items():
        officer = Client()
        officer.force_login(Officer.objects.get(username=account))
        page = text(officer.get(f"/desk/case/{objection.uuid}/"))
        assert ("李保密" in page) is (status == 200), account
        for paper in papers:
            assert officer.get(f"/desk/paper/{paper.uuid}/").status_code == status, account


def test_nobody_objects_after_the_last_day(village: Village, client: Client) -> None:
    ready = village.sheet.tasks.get(closed_at=None).ready_on
    assert ready is not None
    with clock.standing_at(ready):
        response = client.get(f"{village.address}object/")
    assert response["Location"] == village.address


def test_the_receipt_tells_how_far_it_is_and_what_was_answered(
    village: Village, client: Client
) -> None:
    code, pin = receipt(lodge(client, village))
    page = text(client.post("/progress/", {"code": code.lower(), "pin": pin}))
    assert "已提出（现在）" in page
    assert village.homes[0].head_name not in page
    county, objection = village.county, objection_in(village)
    county.take(objection, "accept", "zhen1_jingban")
    county.take(objection, "report", "zhen1_jingban", found="查无车辆登记。")
    county.take(objection, "dismiss", "zhen1_shenhe", answer="经核查，该户名下没有车辆。")
    page = text(client.post("/progress/", {"code": code, "pin": pin}))
    assert "结果：不成立" in page
    assert "经核查，该户名下没有车辆。" in page


def test_the_receipt_follows_an_objection_taken_up_again_after_regret(
    village: Village, client: Client
) -> None:
    """C24: the withdrawal calls it off, the regret takes it up; the slip is the same."""
    code, pin = receipt(lodge(client, village))
    county, case = village.county, village.cases[0]
    case.refresh_from_db()
    county.take(case, "withdraw", "zhen1_jingban", statement="自愿撤回。")
    assert "不再查办" in text(client.post("/progress/", {"code": code, "pin": pin}))
    county.take(case, "regret", "zhen1_jingban", statement="反悔。")
    assert "已提出（现在）" in text(client.post("/progress/", {"code": code, "pin": pin}))
    again = county.child(case, "objection")
    county.take(again, "accept", "zhen1_jingban")
    county.take(again, "report", "zhen1_jingban", found="查无车辆登记。")
    county.take(again, "dismiss", "zhen1_shenhe", answer="经核查，该户名下没有车辆。")
    assert "经核查，该户名下没有车辆。" in text(
        client.post("/progress/", {"code": code, "pin": pin})
    )


def test_the_receipt_takes_an_objection_back_that_nobody_has_taken_up(
    village: Village, client: Client
) -> None:
    code, pin = receipt(lodge(client, village))
    slip = {"code": code, "pin": pin}
    assert "撤回这件异议" in text(client.post("/progress/", slip))
    for _ in range(2):  # pressed twice, it is taken back once
        page = text(client.post("/progress/", {**slip, "take_back": "1"}))
        assert "结果：异议人已撤回" in page and "到此办结" in page
        assert "take_back" not in page
    assert Event.objects.filter(case=objection_in(village), step="take_back").count() == 1


def test_an_objection_taken_back_during_the_inquiry_goes_on_and_says_so(
    village: Village, client: Client
) -> None:
    code, pin = receipt(lodge(client, village))
    slip, county = {"code": code, "pin": pin}, village.county
    county.take(objection_in(village), "accept", "zhen1_jingban")
    page = text(client.post("/progress/", {**slip, "take_back": "1"}))
    assert "核查要做完" in page and "take_back" not in page
    objection = objection_in(village)
    assert objection.stage == "investigating"
    county.take(objection, "report", "zhen1_jingban", found="查无车辆登记。")
    county.take(objection, "let_rest", "zhen1_shenhe", answer="没有发现需要更正的问题。")
    page = text(client.post("/progress/", slip))
    assert "结果：异议人已撤回" in page and "没有发现需要更正的问题。" in page


@pytest.mark.parametrize("stage", ["decided", "wrong pin"])
def test_what_is_decided_or_somebody_elses_is_not_taken_back(
    village: Village, client: Client, stage: str
) -> None:
    code, pin = receipt(lodge(client, village))
    objection, county = objection_in(village), village.county
    if stage == "decided":
        county.take(objection, "accept", "zhen1_jingban")
        county.take(objection, "report", "zhen1_jingban", found="查无车辆登记。")
        county.take(objection, "dismiss", "zhen1_shenhe", answer="没有车辆。")
    else:
        pin = f"{(int(pin) + 1) % 10**6:06d}"
    before = objection.seq
    client.post("/progress/", {"code": code, "pin": pin, "take_back": "1"})
    objection.refresh_from_db()
    assert (objection.seq, objection.stage == "withdrawn") == (before, False)


@pytest.mark.parametrize("which", ["code", "pin"])
def test_a_wrong_code_and_a_wrong_pin_get_the_same_words(
    village: Village, client: Client, which: str
) -> None:
    code, pin = receipt(lodge(client, village))
    wrong = {"code": code, "pin": pin, which: {"code": "ABCD-EFGH-JKMN", "pin": "000000"}[which]}
    response = client.post("/progress/", wrong)
    assert response.status_code == 422
    assert "查询码或密码不对" in text(response)
    assert "已提出" not in text(response)


def test_guessing_a_pin_is_slowed_down(client: Client, db: None) -> None:
    guess = {"code": "ABCD-EFGH-JKMN", "pin": "000000"}
    answers = [client.post("/progress/", guess).status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]


def test_each_visitor_has_tries_of_his_own(client: Client, db: None) -> None:
    guess = {"code": "ABCD-EFGH-JKMN", "pin": "000000"}
    for _ in range(11):
        client.post("/progress/", guess)
    other = client.post("/progress/", guess, REMOTE_ADDR="203.0.113.9")
    assert other.status_code == 422


def test_a_notice_nobody_posted_takes_no_objection(client: Client, db: None) -> None:
    assert client.get(f"/notice/{uuid4()}/object/").status_code == 404


def test_the_receipt_says_by_when_it_is_taken_up_and_decided(
    village: Village, client: Client
) -> None:
    """As the policy pack the notice is bound to has it."""
    page = text(lodge(client, village))
    assert "1个工作日内决定是否受理" in page and "5个工作日内有结果" in page
