"""登记线索: a household from the register or a new one, and what the clue asks."""

import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.desk.conftest import SignedIn, hidden, text
from tests.fixtures.county import household
from workflows.desk.searching import sealed
from workflows.engine.models import Case
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.registry.models import Household, Member
from workflows.workdays import clock

PAGE = "/desk/register/clue/"


@pytest.fixture
def clue() -> dict[str, object]:
    """What the clue's form asks."""
    return {
        "channel": "乡村预警",
        "clue_on": clock.today().isoformat(),
        "source": "云桥社区居委会",
        "risks": ["因病"],
        "situation": "户主住院，自付费用高。",
        "command_id": str(uuid4()),
    }


def members(*rows: dict[str, str]) -> dict[str, str]:
    """The members' rows as the browser sends them."""
    data = {"form-TOTAL_FORMS": str(len(rows)), "form-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        data |= {f"form-{number}-{name}": value for name, value in row.items()}
    return data


def new_household(village: int, *rows: dict[str, str]) -> dict[str, str]:
    return {"village": str(village), "group_name": "三组", "kind": "ordinary", **members(*rows)}


HEAD = {"name": "赖水生", "relation": "head", "id_number": "360799196801014210"}


def with_check_digit(first17: str) -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(first17, weights, strict=True))
    return first17 + "10X98765432"[total % 11]


def submit(client: Client, **given: object) -> Any:
    return client.post(PAGE, given)


def test_a_household_of_the_register_is_found_chosen_and_registered(
    county: Rehearsal, signed_in: SignedIn, clue: dict[str, object]
) -> None:
    home = household()
    client = signed_in("zhen1_jingban")
    assert f"household={home.pk}" in text(client.get(PAGE, {"find": sealed(home.number)}))
    chosen = text(client.get(PAGE, {"household": home.pk}))
    assert home.head_name in chosen
    response = submit(client, household=home.pk, **clue)
    case = Case.objects.get(household=home)
    assert response["Location"] == f"/desk/case/{case.uuid}/"
    assert case.procedure == "clue"
    assert f"已登记，编号 {case.number}。" in text(client.get(response["Location"]))


def test_the_same_registration_sent_twice_is_one_case(
    county: Rehearsal, signed_in: SignedIn, clue: dict[str, object]
) -> None:
    client, home = signed_in("zhen1_jingban"), household()
    first = submit(client, household=home.pk, **clue)
    second = submit(client, household=home.pk, **clue)
    assert first["Location"] == second["Location"]
    assert Case.objects.filter(household=home).count() == 1


def test_a_household_with_an_open_case_is_told_that_the_clue_joins_it(
    county: Rehearsal, signed_in: SignedIn, clue: dict[str, object]
) -> None:
    home = household()
    running = county.accept(county.warn(home))
    client = signed_in("zhen1_jingban")
    assert "已有在办事项" in text(client.get(PAGE, {"find": sealed(home.number)}))
    page = text(client.get(PAGE, {"household": home.pk}))
    assert "这次登记将并入该案" in page
    assert f"/desk/case/{running.uuid}/" in page
    submit(client, household=home.pk, **clue)
    running.refresh_from_db()
    assert len(running.facts["sources"]) == 2


def test_a_new_household_is_put_into_the_register_with_its_members(
    county: Rehearsal, signed_in: SignedIn, clue: dict[str, object]
) -> None:
    village = household().village_id
    number = with_check_digit("36079919680101421")
    child = {"name": "赖小雨", "relation": "daughter", "id_number": ""}
    given = new_household(village, {**HEAD, "id_number": number}, child, {"name": ""})
    response = submit(signed_in("zhen1_jingban"), **given, **clue)
    assert response.status_code == 302
    home = Household.objects.get(head_name="赖水生")
    assert home.village_id == village
    assert home.number.startswith(f"{village}-{clock.today():%y}")
    assert list(home.members.values_list("name", flat=True)) == ["赖水生", "赖小雨"]
    assert home.members.get(relation="head").born == date(1968, 1, 1)
    assert Case.objects.get(household=home).procedure == "clue"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([{**HEAD, "id_number": "360799196801014211"}], "身份证"),
        ([{**HEAD, "relation": "spouse", "id_number": ""}], "请填写一名户主"),
        ([{**HEAD, "id_number": ""}, {**HEAD, "id_number": ""}], "只能有一名"),
        ([{**HEAD, "name": ""}], "这个字段是必填项"),
    ],
)
def test_a_wrong_household_keeps_the_entries_and_registers_nothing(
    county: Rehearsal,
    signed_in: SignedIn,
    clue: dict[str, object],
    rows: list[dict[str, str]],
    words: str,
) -> None:
    before = Household.objects.count()
    given = new_household(household().village_id, *rows)
    response = submit(signed_in("zhen1_jingban"), **given, **clue)
    assert response.status_code == 422
    page = text(response)
    assert words in page
    assert "户主住院，自付费用高。" in page
    assert (Household.objects.count(), Case.objects.count()) == (before, 0)


def test_a_person_already_registered_is_not_registered_again(
    county: Rehearsal, signed_in: SignedIn, clue: dict[str, object]
) -> None:
    known = Member.objects.exclude(id_digest=None)[0]
    given = new_household(household().village_id, {**HEAD, "id_number": known.id_number})
    response = submit(signed_in("zhen1_jingban"), **given, **clue)
    assert response.status_code == 422
    assert "这个身份证号码已经登记" in text(response)


def test_a_wrong_clue_registers_no_household(
    county: Rehearsal, signed_in: SignedIn, clue: dict[str, object]
) -> None:
    before = Household.objects.count()
    given = new_household(household().village_id, {**HEAD, "id_number": ""})
    response = submit(signed_in("zhen1_jingban"), **given, **{**clue, "clue_on": "2099-01-01"})
    assert response.status_code == 422
    assert "发现日期不能晚于今天" in text(response)
    assert Household.objects.count() == before


def test_one_more_row_keeps_what_was_typed(
    county: Rehearsal, signed_in: SignedIn, clue: dict[str, object]
) -> None:
    given = new_household(household().village_id, {**HEAD, "id_number": ""})
    page = text(submit(signed_in("zhen1_jingban"), more="1", **given, **clue))
    assert 'name="form-TOTAL_FORMS" value="2"' in page
    assert 'value="赖水生"' in page
    assert "这个字段是必填项" not in page


def test_a_household_of_another_township_cannot_be_chosen(
    county: Rehearsal, signed_in: SignedIn, clue: dict[str, object]
) -> None:
    foreign = household(township=2)
    client = signed_in("zhen1_jingban")
    assert client.get(PAGE, {"household": foreign.pk}).status_code == 404
    assert submit(client, household=foreign.pk, **clue).status_code == 404
    given = new_household(foreign.village_id, {**HEAD, "id_number": ""})
    assert submit(client, **given, **clue).status_code == 422


def test_who_registers_nothing_is_told_who_does(signed_in: SignedIn) -> None:
    response = signed_in("zhen1_shenhe").get("/desk/register/")
    assert response.status_code == 403
    assert "您今天的岗位不登记线索" in text(response)


def test_an_unknown_procedure_is_not_found(signed_in: SignedIn) -> None:
    assert signed_in("zhen1_jingban").get("/desk/register/none/").status_code == 404


def test_the_page_holds_a_command_of_its_own(signed_in: SignedIn) -> None:
    client = signed_in("zhen1_jingban")
    first, second = (hidden(client.get(PAGE, {"new": "1"}))["command_id"] for _ in range(2))
    assert first != second


def test_a_department_finds_a_household_by_a_whole_id_number_alone(
    county: Rehearsal, signed_in: SignedIn
) -> None:
    """It reports about a person it knows, and neither leafs through the register nor counts."""
    home = household()
    number = Member.objects.filter(household=home, id_digest__isnull=False)[0].id_number
    liaison = signed_in("yibao_lianluo")
    for asked in (home.head_name, home.number, number[-4:]):
        page = text(liaison.get(PAGE, {"find": sealed(asked)}))
        assert "没有找到" in page and "选这一户" not in page
    page = text(liaison.get("/desk/register/clue/", {"find": sealed(number)}))
    link = re.search(r'href="(/desk/register/clue/\?household=[^"]+)"', page)
    assert link
    assert home.number in text(liaison.get(link[1]))
    assert liaison.get(f"/desk/register/clue/?household={home.pk}").status_code == 404
