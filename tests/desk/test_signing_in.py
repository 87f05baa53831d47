"""The way in and out, and the password."""

import time
from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.db.models.functions import Now
from django.test import Client

from tests.desk.conftest import SignedIn, text
from workflows.access import attempts
from workflows.access.models import Officer, SignInAttempt
from workflows.access.staffing import DEMO_PASSWORD
from workflows.procedures.intervention.rehearsal import Rehearsal

SIGN_IN = "/desk/sign-in/"
NEW = "shan-lu-ba-qian-17"


def test_the_right_password_leads_to_the_inbox_with_a_new_session(
    county: Rehearsal, client: Client
) -> None:
    planted = client.session
    planted["planted"] = True
    planted.save()
    given = {"username": "zhen1_jingban", "password": DEMO_PASSWORD}
    response = client.post(SIGN_IN, given)
    assert response["Location"] == "/desk/"
    assert client.session.session_key != planted.session_key


@pytest.mark.parametrize(
    "given",
    [
        {"username": "zhen1_jingban", "password": "wrong"},
        {"username": "nobody", "password": DEMO_PASSWORD},
        {"username": "retired", "password": DEMO_PASSWORD},
    ],
)
def test_every_refusal_has_the_same_words(
    county: Rehearsal, client: Client, given: dict[str, str]
) -> None:
    retired = Officer(username="retired", name="旧人", is_active=False)
    retired.set_password(DEMO_PASSWORD)
    retired.save()
    page = text(client.post(SIGN_IN, given))
    assert page.count("账号或密码不对，请核对后再试。") == 1
    assert "_auth_user_id" not in client.session


def test_a_stranger_is_sent_to_sign_in_and_comes_back(county: Rehearsal, client: Client) -> None:
    response = client.get("/desk/notices/")
    assert response["Location"] == f"{SIGN_IN}?next=/desk/notices/"
    given = {"username": "zhen1_jingban", "password": DEMO_PASSWORD, "next": "/desk/notices/"}
    assert client.post(SIGN_IN, given)["Location"] == "/desk/notices/"


def test_a_foreign_address_is_no_place_to_come_back_to(county: Rehearsal, client: Client) -> None:
    given = {"username": "zhen1_jingban", "password": DEMO_PASSWORD, "next": "https://elsewhere/"}
    assert client.post(SIGN_IN, given)["Location"] == "/desk/"


def test_signing_out_takes_a_post(signed_in: SignedIn) -> None:
    client = signed_in("zhen1_jingban")
    assert client.get("/desk/sign-out/").status_code == 405
    assert client.post("/desk/sign-out/")["Location"] == SIGN_IN
    assert client.get("/desk/").status_code == 302


def test_a_new_password_ends_the_other_sessions(signed_in: SignedIn) -> None:
    here, elsewhere = signed_in("zhen1_jingban"), signed_in("zhen1_jingban")
    given = {"old_password": DEMO_PASSWORD, "new_password1": NEW, "new_password2": NEW}
    response = here.post("/desk/account/password/", given)
    assert response["Location"] == "/desk/account/"
    assert "密码已修改" in text(here.get("/desk/account/"))
    assert elsewhere.get("/desk/account/").status_code == 302


@pytest.mark.parametrize("account", ["zhen1_jingban", "nobody"])
def test_the_sixth_try_is_refused_even_with_the_right_password(
    county: Rehearsal, client: Client, account: str
) -> None:
    """Whether the account exists is not to be learned from its lock."""
    wrong = {"username": account, "password": "guess"}
    assert [client.post(SIGN_IN, wrong).status_code for _ in range(5)] == [200] * 5
    page = client.post(SIGN_IN, {"username": account, "password": DEMO_PASSWORD})
    assert page.status_code == 429
    assert "请 15 分钟后再试" in text(page)
    assert "_auth_user_id" not in client.session


def failures(minutes_ago: int) -> None:
    """Five wrong passwords for one account, so long ago."""
    SignInAttempt.objects.bulk_create(
        SignInAttempt(
            kind="password", account=attempts.digest("zhen1_jingban"), address="10.0.0.1",
            succeeded=False, at=Now() - timedelta(minutes=minutes_ago),
        )
        for _ in range(5)
    )  # fmt: skip


def test_the_lock_is_lifted_by_time(county: Rehearsal, client: Client) -> None:
    failures(minutes_ago=16)
    right = {"username": "zhen1_jingban", "password": DEMO_PASSWORD}
    assert client.post(SIGN_IN, right).status_code == 302


def test_the_lock_is_lifted_by_the_security_administrator(
    county: Rehearsal, client: Client
) -> None:
    right = {"username": "zhen1_jingban", "password": DEMO_PASSWORD}
    failures(minutes_ago=14)
    assert client.post(SIGN_IN, right).status_code == 429

    guard = Client()
    guard.force_login(Officer.objects.get(username="xian_anquan"))
    chosen = Officer.objects.get(username="zhen1_jingban")
    given = {"action": "lift_lock", "_selected_action": [chosen.pk]}
    assert "已解除 1 个账号" in text(guard.post("/admin/workflows/officer/", given, follow=True))
    assert client.post(SIGN_IN, right).status_code == 302


def test_an_address_that_tries_many_accounts_is_locked(county: Rehearsal, client: Client) -> None:
    for nth in range(attempts.OF_ADDRESS):
        client.post(SIGN_IN, {"username": f"guess{nth}", "password": "guess"})
    right = {"username": "zhen1_jingban", "password": DEMO_PASSWORD}
    assert client.post(SIGN_IN, right).status_code == 429
    assert client.post(SIGN_IN, right, REMOTE_ADDR="10.0.0.9").status_code == 302


def test_every_attempt_is_on_record_and_what_was_typed_is_not(
    county: Rehearsal, client: Client
) -> None:
    client.post(SIGN_IN, {"username": "Huan-yanshi-2026", "password": "zhen1_jingban"})
    client.post(SIGN_IN, {"username": "zhen1_jingban", "password": DEMO_PASSWORD})
    good, bad = SignInAttempt.objects.all()
    assert (bad.succeeded, bad.officer, good.succeeded) == (False, None, True)
    assert good.officer == Officer.objects.get(username="zhen1_jingban")
    assert "yanshi" not in bad.account


def idle(client: Client, minutes: int, *, stamps: tuple[str, ...]) -> None:
    """Let the session's stamps lie so many minutes back."""
    session = client.session
    for stamp in stamps:
        session[stamp] = int(time.time()) - minutes * 60
    session.save()


def test_a_session_ends_after_half_an_hour_without_a_page(signed_in: SignedIn) -> None:
    client = signed_in("zhen1_jingban")
    idle(client, 29, stamps=("seen_at",))
    assert client.get("/desk/account/").status_code == 200
    idle(client, 31, stamps=("seen_at",))
    answer = client.get("/desk/account/", follow=True)
    assert answer.redirect_chain == [(f"{SIGN_IN}?next=/desk/account/", 302)]
    assert "已自动退出" in text(answer)


def test_a_session_ends_after_a_day_of_work_however_busy(signed_in: SignedIn) -> None:
    client = signed_in("zhen1_jingban")
    idle(client, 599, stamps=("began_at",))
    assert client.get("/desk/account/").status_code == 200
    idle(client, 601, stamps=("began_at",))
    assert client.get("/desk/account/").status_code == 302


def test_a_page_keeps_the_session_awake(signed_in: SignedIn) -> None:
    client = signed_in("zhen1_jingban")
    idle(client, 20, stamps=("seen_at",))
    client.get("/desk/account/")
    assert time.time() - client.session["seen_at"] < 60


@pytest.mark.parametrize("new", ["abcdefghijklmn", "壹贰叁肆伍陆柒捌玖拾", "short1", "password123"])
def test_a_weak_password_is_refused(signed_in: SignedIn, new: str) -> None:
    given = {"old_password": DEMO_PASSWORD, "new_password1": new, "new_password2": new}
    answer = signed_in("zhen1_jingban").post("/desk/account/password/", given)
    assert answer.status_code == 200
    assert authenticate(username="zhen1_jingban", password=DEMO_PASSWORD)


def test_the_account_page_names_post_agency_and_area(signed_in: SignedIn) -> None:
    page = text(signed_in("zhen1_jingban").get("/desk/account/"))
    assert "乡镇经办" in page
    assert "示例县云桥镇人民政府" in page
    assert "本人任职" in page


def test_the_ways_follow_the_roles_held(signed_in: SignedIn) -> None:
    def ways(account: str) -> list[str]:
        page = text(signed_in(account).get("/desk/account/"))
        known = ("我的待办", "登记线索", "公示管理", "待协查", "待审批")
        return [name for name in known if f'aria-hidden="true"></span>{name}</a>' in page]

    assert ways("zhen1_jingban") == ["我的待办", "登记线索", "公示管理"]
    assert ways("xian_shenpi") == ["我的待办", "待审批"]
    assert ways("minzheng_lianluo") == ["我的待办", "登记线索", "待协查"]
    assert ways("xian_shenji") == ["我的待办"]


def test_pages_of_officers_are_kept_by_no_browser(signed_in: SignedIn) -> None:
    client = signed_in("zhen1_jingban")
    for address in ("/desk/", "/desk/households/", "/desk/account/"):
        assert client.get(address)["Cache-Control"] == "private, no-store"


def test_a_closed_account_is_out_at_once(signed_in: SignedIn) -> None:
    client = signed_in("zhen1_jingban")
    assert client.get("/desk/").status_code == 200
    Officer.objects.filter(username="zhen1_jingban").update(is_active=False)
    assert client.get("/desk/").status_code == 302
