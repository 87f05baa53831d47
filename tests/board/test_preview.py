"""公示管理: what an officer looks at before posting is what villagers and the wall then show."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from documents.masking import mask_name
from tests.board.conftest import Village, text
from tests.board.test_objection import lodge, objection_in
from workflows.access.models import Officer
from workflows.procedures.intervention.rehearsal import photo
from workflows.workdays import clock


def officer(account: str) -> Client:
    client = Client()
    client.force_login(Officer.objects.get(username=account))
    return client


def names(page: str, nth: int = 0) -> str:
    found: list[str] = re.findall(r"<ol class=\"names\">.*?</ol>", page, flags=re.DOTALL)
    return found[nth]


def to_be_signed(drafted: Village) -> None:
    answers: dict[str, Any] = {
        "post_on": clock.today(), "place": "村务公开栏", "screened": True,
    }  # fmt: skip
    drafted.county.take(drafted.sheet, "submit", "zhen1_jingban", **answers)


def test_the_list_looked_at_before_signing_is_the_list_villagers_then_see(
    drafted: Village, client: Client
) -> None:
    to_be_signed(drafted)
    before = text(officer("zhen1_shenhe").get(f"{drafted.address}preview/"))
    assert "还没有张贴，村民看不到" in before
    assert client.get(drafted.address).status_code == 404
    drafted.county.take(drafted.sheet, "approve", "zhen1_shenhe")
    account = drafted.county.village(drafted.sheet)
    drafted.county.take(drafted.sheet, "post", account, files={"posted_photo": photo()})
    assert names(before) == names(text(client.get(drafted.address)))


def test_the_wall_shows_whole_names_and_the_board_masked_ones(drafted: Village) -> None:
    to_be_signed(drafted)
    page = text(officer("zhen1_shenhe").get(f"{drafted.address}preview/"))
    for home in drafted.homes:
        assert mask_name(home.head_name) in names(page, 0)
        assert home.head_name in names(page, 1)


def test_a_draft_shows_who_is_listed_so_far(drafted: Village) -> None:
    page = text(officer("zhen1_jingban").get(f"{drafted.address}preview/"))
    assert drafted.homes[0].head_name in page
    assert "已列入的户（2 户）" in page


def test_the_days_are_explained_and_lost_days_with_them(village: Village) -> None:
    account = village.county.village(village.sheet)
    page = text(officer(account).get(f"{village.address}preview/"))
    assert "当天不算" in page
    assert "满5日" in page
    assert "24时止" in page
    assert "损毁期间补足" not in page
    files = {"mishap_photo": photo()}
    village.county.take(village.sheet, "mishap", account, files=files, days_lost=2)
    page = text(officer(account).get(f"{village.address}preview/"))
    assert "损毁期间补足2日" in page
    ready = village.sheet.tasks.get(closed_at=None).ready_on
    assert ready is not None
    assert f"{ready:%-m月%-d日}" in page


def test_the_record_names_place_time_person_and_photograph(village: Village) -> None:
    account = village.county.village(village.sheet)
    staff = officer(account)
    page = text(staff.get(f"{village.address}preview/"))
    assert "村务公开栏" in page
    assert f"张贴登记，{Officer.objects.get(username=account).name}" in page
    (address,) = re.findall(r'href="(/desk/case/[^"]+/photo/[^"]+)"', page)
    assert staff.get(address)["Content-Type"].startswith("image/")


@pytest.mark.parametrize("account", ["zhen2_jingban", "yibao_lianluo"])
def test_another_township_and_a_department_do_not_see_it(village: Village, account: str) -> None:
    assert officer(account).get(f"{village.address}preview/").status_code in (403, 404)


def test_the_public_is_sent_to_sign_in(village: Village, client: Client) -> None:
    response = client.get(f"{village.address}preview/")
    assert response.status_code == 302
    assert "/desk/sign-in/" in response["Location"]


def test_notices_of_the_desk_lead_to_it(village: Village) -> None:
    page = text(officer("zhen1_jingban").get("/desk/notices/"))
    assert f'href="{village.address}preview/"' in page


def test_objections_are_listed_for_who_may_see_them_and_never_say_who_objected(
    village: Village, client: Client
) -> None:
    """公示管理: the township finds the objection beside its notice; village staff do not."""
    address = f"{village.address}preview/"
    assert "没有收到异议" in text(officer("zhen1_jingban").get(address))
    lodge(client, village, objector="李保密", contact="0797-0000009")
    objection = objection_in(village)
    page = text(officer("zhen1_jingban").get(address))
    assert f'href="/desk/case/{objection.uuid}/"' in page and "已提出" in page
    assert "李保密" not in page and "0797-0000009" not in page
    staff = text(officer(village.county.village(village.sheet)).get(address))
    assert str(objection.uuid) not in staff and objection.number not in staff


def test_an_objection_to_an_earlier_sheet_is_not_listed_on_the_next(
    village: Village, client: Client
) -> None:
    lodge(client, village)
    objection, county = objection_in(village), village.county
    county.take(objection, "accept", "zhen1_jingban")
    county.take(objection, "report", "zhen1_jingban", found="实际四人。")
    county.take(objection, "accept_part", "zhen1_shenhe", answer="更正为四人。", persons=4)
    case = village.cases[0]
    case.refresh_from_db()
    with clock.standing_at(clock.today() + timedelta(days=1)):
        again = county.sheet(case, "notice")
        county.post(again)
        later = text(officer("zhen1_jingban").get(f"/notice/{again.uuid}/preview/"))
    assert objection.number not in later
    assert objection.number in text(officer("zhen1_jingban").get(f"{village.address}preview/"))


@pytest.mark.parametrize("what", ["list", "period", "contacts"])
def test_the_preview_shows_what_the_villagers_page_and_the_poster_then_show(
    drafted: Village, client: Client, what: str
) -> None:
    """Before the signature, from the same facts: the page online, and the sheet on the wall."""
    to_be_signed(drafted)
    before = text(officer("zhen1_shenhe").get(f"{drafted.address}preview/"))
    drafted.county.take(drafted.sheet, "approve", "zhen1_shenhe")
    account = drafted.county.village(drafted.sheet)
    drafted.county.take(drafted.sheet, "post", account, files={"posted_photo": photo()})
    poster = drafted.sheet.papers.get(paper__kind="D12").paper
    online = text(client.get(drafted.address))
    if what == "list":
        assert names(before) == names(online)
        assert [row["name"] in names(before, 1) for row in poster.facts["rows"]] == [True, True]
    elif what == "period":
        days = [date.fromisoformat(poster.facts[name]) for name in ("starts_on", "ends_on")]
        told = "至".join(f"{day:%Y年%-m月%-d日}" for day in days)
        assert f"{told}（共 {poster.facts['days']} 天）" in before
        assert f"到{days[1]:%-m月%-d日}24时止" in online
    else:
        phones = [one["phone"] for one in poster.facts["contacts"] if one["phone"]]
        assert phones and all(phone in before and phone in online for phone in phones)
