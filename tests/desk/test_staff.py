"""人员安排: whoever leads an agency names substitutes and hands posts over; nobody else does."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.desk.conftest import SignedIn, text
from tests.fixtures.county import household
from workflows.access.models import Delegation, Handover, Officer, Post
from workflows.access.officers import actor_of
from workflows.engine.models import Task
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock

TODAY = date(2026, 6, 3)


@pytest.fixture(autouse=True)
def _today() -> Any:
    with clock.standing_at(TODAY):
        yield


@pytest.fixture
def leader(signed_in: SignedIn) -> Client:
    """The township's leader, who is also its reviewer."""
    return signed_in("zhen1_shenhe")


def officer(account: str) -> Officer:
    return Officer.objects.get(username=account)


def post_of(account: str) -> Post:
    return Post.objects.get(officer__username=account)


def inbox_of(account: str, on: date) -> int:
    return Task.objects.for_actor(actor_of(officer(account), on)).count()


def handing_over(**more: Any) -> dict[str, Any]:
    return {
        "left": post_of("zhen1_jingban").pk,
        "last_day": TODAY,
        "successor": officer("zhen1_dangan").pk,
        "order": "云人字〔2026〕5号",
        **more,
    }


def standing_in(**more: Any) -> dict[str, Any]:
    return {
        "post": post_of("zhen1_jingban").pk,
        "taker": officer("zhen1_dangan").pk,
        "starts_on": TODAY,
        "ends_on": TODAY + timedelta(days=6),
        "basis": "云委〔2026〕3号",
        **more,
    }


def test_who_leaves_leaves_no_work_behind(county: Rehearsal, leader: Client) -> None:
    """Open work is in the successor's inbox on the next day, and in the leaver's no more."""
    county.warn(household())
    tomorrow = TODAY + timedelta(days=1)
    assert (inbox_of("zhen1_jingban", TODAY), inbox_of("zhen1_dangan", TODAY)) == (1, 0)
    page = leader.post("/desk/staff/hand-over/", handing_over(), follow=True)
    assert "1 件待办次日起由林素心承办" in text(page)
    assert inbox_of("zhen1_jingban", TODAY) == 1
    assert (inbox_of("zhen1_jingban", tomorrow), inbox_of("zhen1_dangan", tomorrow)) == (0, 1)
    kept = Handover.objects.get()
    assert (kept.open_work, kept.arranged_by.name, kept.basis) == (1, "黄志高", "云人字〔2026〕5号")


def test_a_successor_who_holds_the_post_already_is_not_appointed_twice(leader: Client) -> None:
    colleague = officer("zhen1_jingban2")
    leader.post("/desk/staff/hand-over/", handing_over(successor=colleague.pk))
    assert Post.objects.filter(officer=colleague, role="clerk").count() == 1
    assert post_of("zhen1_jingban").ends_on == TODAY


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"last_day": date(2018, 1, 1)}, "离任日期不在任职期间内"),
        ({"successor": "self"}, "不能移交给本人"),
        ({"successor": "auditor"}, "审计人员不得兼任"),
        ({"order": ""}, "这个字段是必填项"),
    ],
)
def test_a_hand_over_that_cannot_be_says_why_and_loses_nothing(
    leader: Client, wrong: dict[str, Any], says: str
) -> None:
    named = {"self": "zhen1_jingban", "auditor": "xian_shenji"}
    if wrong.get("successor") in named:
        wrong = {"successor": officer(named[str(wrong["successor"])]).pk}
    page = leader.post("/desk/staff/hand-over/", handing_over(**wrong))
    assert page.status_code == 422
    assert says in text(page)
    if "order" not in wrong:
        assert "云人字〔2026〕5号" in text(page)
    assert post_of("zhen1_jingban").ends_on is None
    assert not Handover.objects.exists()


def test_a_substitute_finds_the_work_for_the_days_named(county: Rehearsal, leader: Client) -> None:
    county.warn(household())
    page = leader.post("/desk/staff/substitute/", standing_in(), follow=True)
    assert "林素心代刘春生" in text(page)
    week = [inbox_of("zhen1_dangan", TODAY + timedelta(days=n)) for n in (-1, 0, 6, 7)]
    assert week == [0, 1, 1, 0]
    assert Delegation.objects.get().arranged_by == officer("zhen1_shenhe")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"ends_on": TODAY - timedelta(days=1)}, "代理终止日不得早于起始日"),
        ({"taker": "zhen1_jingban"}, "不能委托给本人"),
        ({"taker": "xian_shenpi"}, "受托人不宜代理"),
        ({"basis": ""}, "这个字段是必填项"),
    ],
)
def test_a_substitution_that_cannot_be_says_why(
    leader: Client, wrong: dict[str, Any], says: str
) -> None:
    if "taker" in wrong:
        wrong = {"taker": officer(wrong["taker"]).pk}
    page = leader.post("/desk/staff/substitute/", standing_in(**wrong))
    assert page.status_code == 422
    assert says in text(page)
    assert not Delegation.objects.exists()


def test_only_a_leader_arranges_and_only_his_own(signed_in: SignedIn, leader: Client) -> None:
    assert signed_in("zhen1_jingban").get("/desk/staff/").status_code == 403
    foreign = post_of("zhen2_jingban")
    page = leader.post("/desk/staff/hand-over/", handing_over(left=foreign.pk))
    assert page.status_code == 422
    foreign.refresh_from_db()
    assert foreign.ends_on is None
    assert "陈小满" not in text(leader.get("/desk/staff/")).split("登记代理")[0]


def test_the_page_lists_the_township_and_its_villages(leader: Client) -> None:
    page = text(leader.get("/desk/staff/"))
    for name in ("刘春生", "张晓琳", "黄志高", "林素心", post_of("zhen1_cun1").officer.name):
        assert name in page
    assert "安排代理和离任交接" in text(leader.get("/desk/account/"))
