"""我要申报: the household's own way in, and what a stranger learns from it."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.board.conftest import text
from tests.board.test_objection import hidden, receipt
from tests.fixtures.county import household
from workflows.access.models import Officer
from workflows.engine.models import Case
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.registry.models import Household, Member


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


@pytest.mark.parametrize("wrong", ["name", "village"])
def test_whatever_does_not_fit_gets_the_same_words_and_opens_nothing(
    home: Household, client: Client, wrong: str
) -> None:
    other = Household.objects.exclude(village=home.village_id)[0]
    place = other.village_id if wrong == "village" else home.village_id
    name = "查无此人" if wrong == "name" else head_of(home).name
    address = f"/village/{place}/apply/"
    response = client.post(address, {**hidden(client.get(address)), **answers(home, name=name)})
    assert response.status_code == 422
    assert "没有在本村的登记里找到这位申报人" in text(response)
    assert not Case.objects.filter(procedure="clue").exists()


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
    assert tries == [422] * 6 + [429]
