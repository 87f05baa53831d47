"""我要申报: the household's own way in, and what a stranger learns from it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from tests.board.conftest import text
from tests.board.test_objection import hidden, receipt
from tests.fixtures.county import household
from workflows.access.models import Officer
from workflows.engine.models import Case
from workflows.engine.refusals import Invalid
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.registry import ids
from workflows.registry.models import Household, Member
from workflows.workdays import clock


@pytest.fixture
def home(county: Rehearsal) -> Household:
    return household()


def head_of(home: Household) -> Member:
    return next(one for one in home.members.order_by("pk") if one.id_number)


def answers(home: Household, **more: str) -> dict[str, str]:
    head = head_of(home)
    return {
        "name": head.name, "id_number": head.id_number, "phone": "0797-0000001",
        "trouble": "因病", "situation": "主要劳动力住院。", "filled_in": "本户的人自己填",
        "agreed": "on", **more,
    }  # fmt: skip


def apply(client: Client, home: Household, **more: str) -> Any:
    address = f"/village/{home.village_id}/apply/"
    return client.post(address, {**hidden(client.get(address)), **answers(home, **more)})


def test_a_household_applies_and_the_clerk_finds_a_clue_of_that_channel(
    home: Household, client: Client, county: Rehearsal
) -> None:
    response = apply(client, home)
    assert response.status_code == 200, text(response)
    clue = Case.objects.get(procedure="clue", household=home)
    assert (clue.stage, clue.facts["channel"]) == ("applied", "主动申请")
    county.take(clue, "enter", "zhen1_jingban")
    assert clue.papers.get().paper.kind == "D01"
    case = county.accept(clue)
    assert case.facts["channel"] == "主动申请"


def test_the_receipt_tells_in_plain_words_how_far_it_is(
    home: Household, client: Client, county: Rehearsal
) -> None:
    code, pin = receipt(apply(client, home))
    assert "乡镇经办人会在" in text(client.post("/progress/", {"code": code, "pin": pin}))
    clue = Case.objects.get(procedure="clue", household=home)
    county.take(clue, "enter", "zhen1_jingban")
    county.authorise(county.accept(clue))
    page = text(client.post("/progress/", {"code": code, "pin": pin}))
    assert re.search("至少两名工作人员会在.+前上门核查", page), page


def test_sending_twice_opens_one_clue(home: Household, client: Client) -> None:
    address = f"/village/{home.village_id}/apply/"
    given = {**hidden(client.get(address)), **answers(home)}
    assert receipt(client.post(address, given)) == receipt(client.post(address, given))
    assert Case.objects.filter(procedure="clue", household=home).count() == 1


def test_an_application_of_a_household_with_an_open_case_is_one_more_source(
    home: Household, client: Client, county: Rehearsal
) -> None:
    case = county.accept(county.warn(home))
    assert apply(client, home).status_code == 200
    case.refresh_from_db()
    assert [one["channel"] for one in case.facts["sources"]] == ["乡村预警", "主动申请"]


def unknown(client: Client, home: Household, wrong: str) -> Any:
    """Sent with a name or a village that is not that of the ID number in the register."""
    other = Household.objects.exclude(village=home.village_id)[0]
    place = other.village_id if wrong == "village" else home.village_id
    name = "查无此人" if wrong == "name" else head_of(home).name
    address = f"/village/{place}/apply/"
    return client.post(address, {**hidden(client.get(address)), **answers(home, name=name)})


@pytest.mark.parametrize("wrong", ["name", "village"])
def test_who_is_not_found_is_told_the_same_and_opens_no_clue(
    home: Household, client: Client, county: Rehearsal, wrong: str
) -> None:
    """A stranger does not learn who is in the register; nobody who applies is turned away."""
    told = receipt_free(unknown(client, home, wrong))
    assert "2日内登记您的申报" in told
    assert not Case.objects.filter(procedure="clue").exists()
    waiting = Case.objects.get(procedure="application")
    assert (waiting.stage, waiting.answers["situation"]) == ("received", "主要劳动力住院。")
    assert head_of(home).id_number not in str(waiting.answers)
    if wrong == "name":
        assert told == receipt_free(apply(client, home))


def receipt_free(response: Any) -> str:
    """The page without code and PIN, which differ for everybody."""
    assert response.status_code == 200, text(response)
    return re.sub(r'<span class="code">[^<]+</span>', "", text(response))


def test_a_clerk_matches_the_household_and_the_clue_begins_with_the_application(
    home: Household, client: Client, county: Rehearsal
) -> None:
    code, pin = receipt(unknown(client, home, "name"))
    assert "打电话与您核对" in text(client.post("/progress/", {"code": code, "pin": pin}))
    waiting = Case.objects.get(procedure="application")
    desk = Client()
    desk.force_login(Officer.objects.get(username="zhen1_jingban"))
    page = text(desk.get(f"/desk/case/{waiting.uuid}/step/match/"))
    assert home.number in page  # found by the fingerprint of the ID number
    with clock.standing_at(waiting.opened_on + timedelta(days=1)):
        county.take(waiting, "match", "zhen1_jingban", household_number=home.number)
    clue = Case.objects.get(procedure="clue", household=home)
    assert (clue.stage, clue.facts["channel"]) == ("registered", "主动申请")
    assert clue.facts["clue_on"] == waiting.opened_on.isoformat()
    county.authorise(county.accept(clue))
    page = text(client.post("/progress/", {"code": code, "pin": pin}))
    assert "前上门核查" in page and "申报：" in page


def test_a_household_the_register_does_not_have_is_entered_with_its_head(
    home: Household, client: Client, county: Rehearsal
) -> None:
    number = spare_number()
    address = f"/village/{home.village_id}/apply/"
    sent = answers(home, name="新来户", id_number=number)
    assert client.post(address, {**hidden(client.get(address)), **sent}).status_code == 200
    waiting = Case.objects.get(procedure="application")
    entered: dict[str, Any] = {
        "head": "新来户", "id_number": number, "phone": "0797-0000001", "group": "三组",
    }  # fmt: skip
    taken = {**entered, "id_number": head_of(home).id_number}
    with pytest.raises(Invalid):  # somebody else's number
        county.take(waiting, "enter", "zhen1_jingban", **taken)
    county.take(waiting, "enter", "zhen1_jingban", **entered)
    clue = Case.objects.get(procedure="clue")
    assert clue.household is not None
    assert (clue.household.head_name, clue.household.village_id) == ("新来户", home.village_id)
    assert clue.household.number and clue.household.members.get().id_number == number
    assert county.accept(clue).stage == "preliminary"


def test_an_application_is_declined_by_two_and_the_applicant_reads_why(
    home: Household, client: Client, county: Rehearsal
) -> None:
    code, pin = receipt(unknown(client, home, "name"))
    waiting = Case.objects.get(procedure="application")
    county.take(
        waiting, "decline", "zhen1_jingban", because="不属本县管辖", answer="请向户籍地申报。"
    )
    assert waiting.stage == "received"
    county.take(waiting, "decline", "xian_jingban")
    assert "请向户籍地申报。" in text(client.post("/progress/", {"code": code, "pin": pin}))


def test_an_application_to_the_wrong_township_is_matched_by_the_county(
    home: Household, client: Client, county: Rehearsal
) -> None:
    elsewhere = household(township=2)
    address = f"/village/{elsewhere.village_id}/apply/"
    client.post(address, {**hidden(client.get(address)), **answers(home)})
    waiting = Case.objects.get(procedure="application")
    with pytest.raises(Invalid):
        county.take(waiting, "match", "zhen2_jingban", household_number=home.number)
    county.take(waiting, "match", "xian_jingban", household_number=home.number)
    assert Case.objects.get(procedure="clue").region == home.village_id


def spare_number() -> str:
    """An ID number with a right check character that nobody in the register has."""
    body = "36079919700101777"
    return next(number for end in "0123456789X" if _right(number := f"{body}{end}"))


def _right(number: str) -> bool:
    try:
        ids.validate(number)
    except ValidationError:
        return False
    return True


def test_a_wrong_number_is_told_before_anything_is_looked_up(
    home: Household, client: Client
) -> None:
    response = apply(client, home, id_number="360799199001011234")
    assert response.status_code == 422
    assert "身份证" in text(response)
    assert "主要劳动力住院。" in text(response)


def test_what_was_typed_is_personal_and_the_id_number_is_kept_nowhere(
    home: Household, client: Client
) -> None:
    apply(client, home)
    clue = Case.objects.get(procedure="clue", household=home)
    assert "situation" not in clue.facts
    assert head_of(home).id_number not in str(clue.answers)
    officer = Client()
    officer.force_login(Officer.objects.get(username="zhen1_jingban"))
    assert "主要劳动力住院。" in text(officer.get(f"/desk/case/{clue.uuid}/"))


def test_guessing_id_numbers_is_slowed_down(home: Household, client: Client) -> None:
    tries = [apply(client, home, name="查无此人").status_code for _ in range(7)]
    assert tries == [200] * 6 + [429]
