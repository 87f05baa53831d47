"""公示管理: what an officer looks at before posting is what villagers and the wall then show."""

import re
from typing import Any

import pytest
from django.test import Client

from documents.masking import mask_name
from tests.board.conftest import Village, text
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
