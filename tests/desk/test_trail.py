"""Who opened whose file: on record each time, and told to whoever watches."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from tests.desk.conftest import SignedIn, Walked, text
from workflows.access.models import Officer
from workflows.engine.models import Case, CasePaper
from workflows.registry.models import Member, RegisterAccess
from workflows.workdays import clock

TRAIL = "/desk/trail/"


@pytest.fixture
def case(walked: Walked) -> Case:
    """A household's case that waits for the approver, with papers and a notice."""
    return walked("deciding")


def kinds(case: Case) -> list[str]:
    """What was put down about the household, the latest first."""
    found = RegisterAccess.objects.filter(household=case.household)
    return list(found.values_list("what", flat=True))


def test_each_page_that_shows_a_household_puts_it_down(case: Case, signed_in: SignedIn) -> None:
    client = signed_in("xian_jingban")
    paper = CasePaper.objects.filter(case=case).order_by("pk")[0].paper
    for address, what in (
        (f"/desk/households/{case.household_id}/", "home"),
        (f"/desk/case/{case.uuid}/", "case"),
        (f"/desk/paper/{paper.uuid}/", "paper"),
    ):
        assert client.get(address).status_code == 200
        assert kinds(case)[0] == what
    last = RegisterAccess.objects.all()[0]
    assert (last.officer.username, last.about, last.address) == (
        "xian_jingban", case.uuid, "127.0.0.1",
    )  # fmt: skip
    assert last.told == f"{paper.title} {paper.number}".strip()


def test_a_page_of_digests_puts_each_of_them_down(case: Case, signed_in: SignedIn) -> None:
    signed_in("xian_shenpi").get("/desk/approvals/")
    assert kinds(case) == ["case"]


def test_a_refusal_is_put_down_with_the_address_and_nothing_else(
    case: Case, signed_in: SignedIn
) -> None:
    client = signed_in("zhen2_jingban")
    assert client.get(f"/desk/case/{case.uuid}/?q=钟明远").status_code == 404
    assert client.get("/desk/approvals/").status_code == 403
    told = RegisterAccess.objects.filter(what="refused").values_list("told", flat=True)
    assert list(told) == ["403 GET /desk/approvals/", f"404 GET /desk/case/{case.uuid}/"]
    assert kinds(case) == []


def test_a_stranger_leaves_no_name(client: Client, db: None) -> None:
    client.get("/desk/")
    client.get("/no-such-page/")
    assert not RegisterAccess.objects.exists()


@pytest.mark.parametrize("account", ["xian_liuhen", "xian_shenji"])
def test_the_report_for_one_household_lists_every_look(
    case: Case, signed_in: SignedIn, account: str
) -> None:
    """PIPL 57: whoever asks is told who has seen his data; by number, not by leafing through."""
    assert case.household
    member = Member.objects.filter(household=case.household, id_digest__isnull=False).first()
    assert member
    clerk = signed_in("zhen1_jingban")
    clerk.get(f"/desk/case/{case.uuid}/")
    clerk.post(f"/desk/members/{member.pk}/number/", {"reason": "核对低保名单"})
    sheet = case.listings.get().sheet
    signed_in("zhen1_shenhe").get(f"/desk/case/{sheet.uuid}/")

    watcher = signed_in(account)
    for asked in (case.household.number, member.id_number):
        page = text(watcher.post(TRAIL, {"household": asked}))
        assert f"防贫干预 {case.number}" in page
        assert "查看完整号码" in page and "核对低保名单" in page
        assert sheet.number in page and "zhen1_shenhe" in page
        assert member.id_number not in page.replace(f'value="{member.id_number}"', "")
    assert (
        text(watcher.post(TRAIL, {"household": case.household.number})).count("查阅使用记录") == 2
    )


def test_a_number_in_the_address_asks_nothing(case: Case, signed_in: SignedIn) -> None:
    """It would stay in logs and in the browser's history."""
    assert case.household
    page = text(signed_in("xian_liuhen").get(TRAIL, {"household": case.household.number}))
    assert case.household.number not in page and 'method="post"' in page
    assert "trail" not in kinds(case)


def test_the_report_asks_for_a_whole_number(case: Case, signed_in: SignedIn) -> None:
    assert case.household
    watcher = signed_in("xian_liuhen")
    page = text(watcher.post(TRAIL, {"household": case.household.head_name}))
    assert "没有找到使用记录" in page
    assert "请填写户编号、身份证号码或工作人员账号" in text(
        watcher.post(TRAIL, {"since": "2026-01-01"})
    )


def test_the_report_for_one_officer_begins_on_a_day(case: Case, signed_in: SignedIn) -> None:
    signed_in("zhen1_jingban").get(f"/desk/case/{case.uuid}/")
    watcher = signed_in("xian_liuhen")
    tomorrow = clock.today() + timedelta(days=1)
    asked = {"officer": "zhen1_jingban"}
    assert case.number in text(watcher.post(TRAIL, asked))
    assert case.number not in text(watcher.post(TRAIL, {**asked, "since": tomorrow.isoformat()}))
    assert case.number not in text(watcher.post(TRAIL, {"officer": "zhen1_shenhe"}))


@pytest.mark.parametrize("account", ["xian_anquan", "xian_xitong", "xian_shenpi", "zhen1_jingban"])
def test_nobody_else_reads_the_record(signed_in: SignedIn, account: str) -> None:
    client = signed_in(account)
    assert client.get(TRAIL).status_code == 403
    assert client.get("/desk/trail/sign-ins/").status_code == 403


def test_attempts_and_what_administrators_changed_are_told(signed_in: SignedIn) -> None:
    Client().post("/desk/sign-in/", {"username": "zhen1_jingban", "password": "guess"})
    guard = signed_in("xian_anquan")
    chosen = Officer.objects.get(username="zhen1_jingban")
    given = {"action": "lift_lock", "_selected_action": [chosen.pk]}
    guard.post("/admin/workflows/officer/", given)
    page = text(signed_in("xian_liuhen").get("/desk/trail/sign-ins/"))
    assert "（zhen1_jingban）" in page and "失败" in page
    assert "解除登录锁定" in page and "严守信" in page


def test_the_record_cannot_be_changed(case: Case, signed_in: SignedIn) -> None:
    signed_in("zhen1_jingban").get(f"/desk/case/{case.uuid}/")
    for change in (
        lambda: RegisterAccess.objects.update(told=""),
        lambda: RegisterAccess.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
