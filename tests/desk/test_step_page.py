"""The one page of every step: taking it, and what happens to the entries when it is refused."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.desk.conftest import SignedIn, Walked, hidden, text
from tests.fixtures.county import household
from workflows.engine.models import Case, Event
from workflows.procedures.intervention.rehearsal import Rehearsal, photo
from workflows.workdays import clock


def address(case: Case, step: str) -> str:
    return f"/desk/case/{case.uuid}/step/{step}/"


def send(client: Client, case: Case, step: str, **given: object) -> Any:
    """Open the page of a step and submit it."""
    page = client.get(address(case, step))
    assert page.status_code == 200
    return client.post(address(case, step), {**hidden(page), **given})


@pytest.fixture
def clue(county: Rehearsal) -> Case:
    return county.warn(household())


def test_a_step_is_taken_and_the_case_shown(clue: Case, signed_in: SignedIn) -> None:
    client = signed_in("zhen1_jingban")
    response = send(client, clue, "accept", identified="on")
    assert response["Location"] == f"/desk/case/{clue.uuid}/"
    clue.refresh_from_db()
    assert clue.stage == "accepted"
    assert "“受理，列为初步预警对象”已办理。" in text(client.get(response["Location"]))


def test_the_same_form_sent_twice_is_one_event(clue: Case, signed_in: SignedIn) -> None:
    client = signed_in("zhen1_jingban")
    given = {**hidden(client.get(address(clue, "accept"))), "identified": "on"}
    first = client.post(address(clue, "accept"), given)
    second = client.post(address(clue, "accept"), given)
    assert (first.status_code, second.status_code) == (302, 302)
    assert Event.objects.filter(case=clue, step="accept").count() == 1


def test_a_missing_answer_keeps_the_others_and_names_the_field(
    walked: Walked, signed_in: SignedIn
) -> None:
    case = walked("authorising")
    given = {"consent": "on", "agent": "王大力（户主之弟）"}
    response = send(signed_in("zhen1_jingban"), case, "begin", **given)
    assert response.status_code == 422
    page = text(response)
    assert 'value="王大力（户主之弟）"' in page
    assert "有内容需要更正，已填写的内容都还在。" in page
    assert 'aria-invalid="true"' in page
    assert 'id="id_signed_on_error"' in page
    assert 'aria-describedby="id_signed_on_error"' in page
    case.refresh_from_db()
    assert case.stage == "authorising"


def test_every_unmet_condition_is_named_before_and_after_sending(
    county: Rehearsal, walked: Walked, signed_in: SignedIn
) -> None:
    case = walked("reviewing")
    sheet = county.agree(case)
    county.post(sheet)
    client = signed_in("zhen1_jingban")
    before = text(client.get(address(case, "close")))
    response = send(client, case, "close")
    for page in (before, text(response)):
        assert "公示尚未取下，或张贴、取下没有照片" in page
        assert "法定期间至" in page
    assert response.status_code == 422
    case.refresh_from_db()
    assert case.stage == "public_notice"


def test_a_case_that_changed_meanwhile_keeps_the_entries(
    county: Rehearsal, walked: Walked, signed_in: SignedIn
) -> None:
    case = walked("township")
    client = signed_in("zhen1_shenhe")
    stale = hidden(client.get(address(case, "pass_on")))
    county.take(case, "report", "xian_jingban", complaint=True, complaint_text="反映有车。")
    response = client.post(address(case, "pass_on"), {**stale, "opinion": "材料齐全，同意。"})
    assert response.status_code == 409
    page = text(response)
    assert "您打开页面后该案件已有变动" in page
    assert "材料齐全，同意。" in page
    again = client.post(address(case, "pass_on"), {**hidden(response), "opinion": "同意。"})
    assert again.status_code == 302


def test_a_step_somebody_else_took_first_is_explained(
    county: Rehearsal, clue: Case, signed_in: SignedIn
) -> None:
    client = signed_in("zhen1_jingban")
    given = {**hidden(client.get(address(clue, "accept"))), "identified": "on"}
    county.accept(clue)
    given["command_id"] = str(uuid4())
    response = client.post(address(clue, "accept"), given)
    assert response.status_code == 409
    page = text(response)
    assert "这一步现在不能办" in page
    assert "已由" in page
    assert f'href="/desk/case/{clue.uuid}/"' in page


def test_the_wrong_person_gets_a_page_that_names_the_right_one(
    clue: Case, signed_in: SignedIn
) -> None:
    response = signed_in("zhen1_shenhe").get(address(clue, "accept"))
    assert response.status_code == 403
    assert "须由乡镇经办办理" in text(response)


def test_another_townships_step_and_an_unknown_one_are_not_found(
    clue: Case, signed_in: SignedIn
) -> None:
    assert signed_in("zhen2_jingban").get(address(clue, "accept")).status_code == 404
    assert signed_in("zhen1_jingban").get(address(clue, "none")).status_code == 404


def test_a_step_cannot_have_happened_tomorrow(clue: Case, signed_in: SignedIn) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    given = {"identified": "on", "occurred_on": tomorrow.isoformat()}
    response = send(signed_in("zhen1_jingban"), clue, "accept", **given)
    assert response.status_code == 422
    assert "发生日期不能晚于今天。" in text(response)


def test_a_day_before_today_is_recorded_and_shown(clue: Case, signed_in: SignedIn) -> None:
    yesterday = clock.today() - timedelta(days=1)
    client = signed_in("zhen1_jingban")
    response = send(client, clue, "accept", identified="on", occurred_on=yesterday.isoformat())
    assert Event.objects.get(case=clue, step="accept").occurred_on == yesterday
    assert f"事发 {yesterday:%Y年%-m月%-d日}，补录" in text(client.get(response["Location"]))


def test_a_form_without_its_hidden_fields_changes_nothing(clue: Case, signed_in: SignedIn) -> None:
    response = signed_in("zhen1_jingban").post(address(clue, "accept"), {"identified": "on"})
    assert response.status_code == 422
    clue.refresh_from_db()
    assert clue.stage == "registered"


def test_a_photograph_is_kept_and_shown_to_those_who_may_see_it(
    county: Rehearsal, walked: Walked, signed_in: SignedIn
) -> None:
    case = walked("reviewing")
    sheet = county.agree(case)
    today = clock.today()
    answers: dict[str, Any] = {"post_on": today, "place": "村务公开栏", "screened": True}
    county.take(sheet, "submit", "zhen1_jingban", **answers)
    county.take(sheet, "approve", "zhen1_shenhe")
    client = signed_in(county.village(sheet))
    response = send(client, sheet, "post", posted_photo=photo())
    assert response.status_code == 302
    sheet.refresh_from_db()
    name = sheet.facts["posted_photo"]["public"]
    shown = client.get(f"/desk/case/{sheet.uuid}/photo/{name}/")
    assert shown["Content-Type"] == "image/jpeg"
    assert shown.content.startswith(b"\xff\xd8")
    stranger = signed_in("zhen2_jingban")
    assert stranger.get(f"/desk/case/{sheet.uuid}/photo/{name}/").status_code == 404
    assert client.get(f"/desk/case/{sheet.uuid}/photo/{'0' * 64}/").status_code == 404


def test_a_missing_photograph_keeps_the_page(
    county: Rehearsal, walked: Walked, signed_in: SignedIn
) -> None:
    case = walked("reviewing")
    sheet = county.agree(case)
    answers: dict[str, Any] = {"post_on": clock.today(), "place": "村务公开栏", "screened": True}
    county.take(sheet, "submit", "zhen1_jingban", **answers)
    county.take(sheet, "approve", "zhen1_shenhe")
    response = send(signed_in(county.village(sheet)), sheet, "post")
    assert response.status_code == 422
    assert 'id="id_posted_photo_error"' in text(response)


@pytest.fixture
def refused_objection(county: Rehearsal, walked: Walked, signed_in: SignedIn) -> Case:
    """An objection that the clerk proposes not to accept; the reviewer has to countersign."""
    case = walked("reviewing")
    county.post(county.agree(case))
    county.take(case, "object_", "zhen1_jingban", content="该户有小汽车。")
    objection = county.child(case, "objection")
    response = send(signed_in("zhen1_jingban"), objection, "refuse", because="没有具体内容")
    assert response.status_code == 302
    return objection


def test_a_proposed_step_waits_for_the_second_person(
    refused_objection: Case, signed_in: SignedIn
) -> None:
    page = text(signed_in("zhen1_jingban").get(f"/desk/case/{refused_objection.uuid}/"))
    assert "“不予受理”已由刘春生提出，待乡镇审核会签后生效。" in page
    refused_objection.refresh_from_db()
    assert refused_objection.stage == "lodged"


def test_the_second_person_sees_the_content_and_agrees(
    refused_objection: Case, signed_in: SignedIn
) -> None:
    client = signed_in("zhen1_shenhe")
    page = text(client.get(address(refused_objection, "refuse")))
    assert "待会签的内容" in page
    assert "没有具体内容" in page
    assert "会签：不予受理" in text(client.get(f"/desk/case/{refused_objection.uuid}/"))
    assert send(client, refused_objection, "refuse", verdict="take").status_code == 302
    refused_objection.refresh_from_db()
    assert refused_objection.stage == "not_accepted"


def test_declining_needs_a_reason(refused_objection: Case, signed_in: SignedIn) -> None:
    client = signed_in("zhen1_shenhe")
    response = send(client, refused_objection, "refuse", verdict="decline")
    assert response.status_code == 422
    assert "请填写不同意的理由。" in text(response)
    declined = send(client, refused_objection, "refuse", verdict="decline", reason="内容具体。")
    assert declined.status_code == 302
    refused_objection.refresh_from_db()
    assert refused_objection.proposal is None


def test_an_approver_reads_the_digest_on_the_page_of_the_decision(
    walked: Walked, signed_in: SignedIn
) -> None:
    case = walked("deciding")
    page = text(signed_in("xian_shenpi").get(address(case, "confirm")))
    assert "审批摘要" in page
    assert "已采信，符合" in page
    assert "公示有效" in page
    assert "办理后生成文书：" in page
