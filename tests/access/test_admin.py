"""The admin pages of the register and the posts."""

from datetime import date

import pytest
from django.contrib import admin
from django.test import Client

from workflows.access.models import Officer, Post
from workflows.models import Household, Member
from workflows.registry import ids

MODELS = sorted(
    model._meta.model_name or ""
    for model in admin.site._registry
    if model._meta.app_label == "workflows"
)


KEPT_BY_SYSTEM = {"agency", "calendarday", "household", "region"}
KEPT_BY_SECURITY = {"delegation", "kinship", "officer"}


def signed_in(account: str) -> Client:
    client = Client()
    client.force_login(Officer.objects.get(username=account))
    return client


@pytest.fixture
def keeper(accounts: dict[str, object]) -> Client:
    """A browser of whoever keeps the register's rows."""
    return signed_in("xian_xitong")


@pytest.fixture
def guard(accounts: dict[str, object]) -> Client:
    """A browser of whoever keeps accounts and posts."""
    return signed_in("xian_anquan")


def test_every_table_has_one_of_two_keepers() -> None:
    assert set(MODELS) == KEPT_BY_SYSTEM | KEPT_BY_SECURITY


@pytest.mark.parametrize("model", MODELS)
def test_each_list_and_form_opens_to_its_keeper_alone(
    keeper: Client, guard: Client, model: str
) -> None:
    its, others = (keeper, guard) if model in KEPT_BY_SYSTEM else (guard, keeper)
    assert its.get(f"/admin/workflows/{model}/").status_code == 200
    assert its.get(f"/admin/workflows/{model}/add/").status_code == 200
    assert others.get(f"/admin/workflows/{model}/add/").status_code == 403


@pytest.mark.parametrize("account", ["xian_liuhen", "xian_shenji", "xian_shenpi", "zhen1_jingban"])
def test_nobody_else_gets_in(accounts: dict[str, object], account: str) -> None:
    answer = signed_in(account).get("/admin/", follow=True)
    assert answer.status_code == 403
    assert "只供系统管理员和安全管理员使用" in answer.content.decode()


def test_the_flags_of_an_account_open_nothing(accounts: dict[str, object], client: Client) -> None:
    """A superuser without a post is nobody."""
    client.force_login(Officer.objects.create_superuser("weihu", password="x", name="维护员"))
    assert client.get("/admin/", follow=True).status_code == 403


def test_the_way_in_is_the_desks(client: Client, db: None) -> None:
    answer = client.get("/admin/workflows/officer/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/desk/sign-in/?next=/admin/workflows/officer/")


def test_a_households_page_shows_its_members_but_nothing_sealed(keeper: Client) -> None:
    number = ids.compose(360799, date(1970, 5, 1), 11)
    household = Household.objects.create(number="H1", village_id=360799100200, head_name="曾福生")
    member = Member.objects.create(
        household=household,
        name="曾福生",
        relation="head",
        id_number=number,
        phone="19900000001",
        health="长期慢性病",
    )
    text = keeper.get(f"/admin/workflows/household/{household.pk}/change/").content.decode()
    assert member.name in text
    for secret in (number, number[-4:], "19900000001", "慢性病"):
        assert secret not in text


def test_an_incompatible_post_is_refused_on_the_form_with_the_reason(guard: Client) -> None:
    officer = Officer.objects.get(username="zhen1_shenhe")
    post = Post.objects.get(officer=officer)
    county = Post.objects.get(officer__username="xian_shenpi").agency_id
    form = {
        "username": officer.username,
        "name": officer.name,
        "is_active": "on",
        "date_joined_0": "2026-11-20",
        "date_joined_1": "08:00:00",
        "posts-TOTAL_FORMS": "2",
        "posts-INITIAL_FORMS": "1",
        "posts-0-id": str(post.pk),
        "posts-0-officer": str(officer.pk),
        "posts-0-role": "reviewer",
        "posts-0-agency": str(post.agency_id),
        "posts-0-starts_on": "2019-01-01",
        "posts-1-officer": str(officer.pk),
        "posts-1-role": "approver",
        "posts-1-agency": str(county),
        "posts-1-starts_on": "2026-11-20",
    }
    page = guard.post(f"/admin/workflows/officer/{officer.pk}/change/", form)
    assert page.status_code == 200
    assert "审批与经办、审核须由不同的人担任" in page.content.decode()
    assert Post.objects.filter(officer=officer).count() == 1


def test_nothing_can_be_deleted_that_others_rest_on(guard: Client) -> None:
    officer = Officer.objects.get(username="zhen1_shenhe")
    assert guard.get(f"/admin/workflows/officer/{officer.pk}/delete/").status_code == 403


def test_a_household_is_searched_by_its_number_alone(keeper: Client) -> None:
    """A search of the administration stands in its address, where a name must not."""
    Household.objects.create(number="H1", village_id=360799100200, head_name="曾福生")
    for asked, found in (("H1", True), ("曾福生", False), ("H", False)):
        page = keeper.get("/admin/workflows/household/", {"q": asked}).content.decode()
        assert ("/change/" in page) is found, asked
        assert "户编号，须填完整" in page
