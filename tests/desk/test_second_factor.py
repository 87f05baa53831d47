"""A code beside the password, for whoever decides or keeps the installation."""

import re
import time

import pytest
from django.db import connection
from django.test import Client
from django_otp.oath import TOTP
from pytest_django import Settings

from tests.desk.conftest import SignedIn, Walked, hidden, text
from workflows.access.models import Officer, SecondFactor
from workflows.access.staffing import DEMO_PASSWORD
from workflows.procedures.intervention.rehearsal import Rehearsal

SIGN_IN, CODE = "/desk/sign-in/", "/desk/sign-in/code/"


@pytest.fixture(autouse=True)
def required(settings: Settings) -> None:
    """As on a real installation."""
    settings.SECOND_FACTOR = True


def with_password(account: str) -> Client:
    client = Client()
    client.post(SIGN_IN, {"username": account, "password": DEMO_PASSWORD})
    return client


def code_of(account: str, steps: int = 0) -> str:
    """What the officer's telephone shows, now or some half-minutes from now."""
    shown = TOTP(SecondFactor.objects.get(user__username=account).key)
    shown.time = time.time() + 30 * steps
    return f"{shown.token():06d}"


def bound(account: str) -> Client:
    """A browser of an officer who has just bound a generator."""
    client = with_password(account)
    client.get(CODE)
    client.post(CODE, {"code": code_of(account, -1)})
    return client


def test_an_approver_binds_a_generator_at_the_first_signing_in(county: Rehearsal) -> None:
    client = with_password("xian_shenpi")
    answer = client.get("/desk/approvals/")
    assert answer["Location"] == f"{CODE}?next=/desk/approvals/"
    page = client.get(answer["Location"])
    secret = SecondFactor.objects.get().typed_secret
    assert secret in text(page) and len(secret.replace(" ", "")) == 32
    assert client.get("/desk/sign-in/code/picture.svg")["Content-Type"] == "image/svg+xml"
    given = {"code": code_of("xian_shenpi"), "next": "/desk/approvals/"}
    assert client.post(CODE, given)["Location"] == "/desk/approvals/"
    assert client.get("/desk/approvals/").status_code == 200
    assert client.get("/desk/sign-in/code/picture.svg").status_code == 404
    assert secret not in text(client.get(CODE))


def test_the_next_time_only_the_code_is_asked(county: Rehearsal) -> None:
    bound("xian_shenpi")
    client = with_password("xian_shenpi")
    assert "请输入动态口令" in text(client.get(CODE))
    assert client.post(CODE, {"code": code_of("xian_shenpi")}).status_code == 302
    assert client.get("/desk/").status_code == 200


def test_a_code_is_good_once(county: Rehearsal) -> None:
    bound("xian_shenpi")
    used = code_of("xian_shenpi")
    with_password("xian_shenpi").post(CODE, {"code": used})
    second = with_password("xian_shenpi")
    assert second.post(CODE, {"code": used}).status_code == 422
    assert second.get("/desk/").status_code == 302


def test_wrong_codes_lock_like_wrong_passwords(county: Rehearsal) -> None:
    bound("xian_shenpi")
    client = with_password("xian_shenpi")
    wrong = f"{(int(code_of('xian_shenpi')) + 1) % 1000000:06d}"
    assert [client.post(CODE, {"code": wrong}).status_code for _ in range(5)] == [422] * 5
    assert client.post(CODE, {"code": code_of("xian_shenpi")}).status_code == 429


def test_the_session_gets_a_new_key_with_the_code(county: Rehearsal) -> None:
    client = with_password("xian_shenpi")
    client.get(CODE)
    before = client.session.session_key
    client.post(CODE, {"code": code_of("xian_shenpi")})
    assert client.session.session_key != before


@pytest.mark.parametrize(
    "account", ["xian_xitong", "xian_anquan", "xian_liuhen", "minzheng_shenpi"]
)
def test_administrators_and_every_approver_need_one(county: Rehearsal, account: str) -> None:
    client = with_password(account)
    for address in ("/desk/", "/desk/account/", "/desk/account/password/"):
        assert client.get(address)["Location"].startswith(CODE)


def test_the_administrators_pages_stand_behind_it(county: Rehearsal) -> None:
    answer = with_password("xian_anquan").get("/admin/workflows/officer/", follow=True)
    assert answer.redirect_chain[-1][0] == f"{CODE}?next=/admin/workflows/officer/"
    assert bound("xian_anquan").get("/admin/workflows/officer/").status_code == 200


def test_a_clerk_signs_in_with_the_password_alone(county: Rehearsal) -> None:
    assert with_password("zhen1_jingban").get("/desk/").status_code == 200


def test_the_demonstration_does_not_ask(county: Rehearsal, settings: Settings) -> None:
    settings.SECOND_FACTOR = False
    assert with_password("xian_shenpi").get("/desk/").status_code == 200


def test_a_lost_telephone_is_bound_anew_through_the_security_administrator(
    county: Rehearsal,
) -> None:
    bound("xian_shenpi")
    old = SecondFactor.objects.get(user__username="xian_shenpi").secret
    officer = Officer.objects.get(username="xian_shenpi")
    given = {"action": "drop_second_factor", "_selected_action": [officer.pk]}
    answer = bound("xian_anquan").post("/admin/workflows/officer/", given, follow=True)
    assert "已解除 1 个账号的动态口令绑定" in text(answer)
    assert "绑定动态口令" in text(with_password("xian_shenpi").get(CODE))
    assert SecondFactor.objects.get(user=officer).secret != old


def test_a_session_of_a_bound_generator_that_was_dropped_is_worth_nothing(
    county: Rehearsal,
) -> None:
    client = bound("xian_shenpi")
    SecondFactor.objects.all().delete()
    assert client.get("/desk/")["Location"].startswith(CODE)


def test_the_database_does_not_hold_the_secret(county: Rehearsal) -> None:
    with_password("xian_shenpi").get(CODE)
    factor = SecondFactor.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM workflows_secondfactor")
        (stored,) = cursor.fetchone()
    assert factor.secret.encode() not in bytes(stored) and factor.key not in bytes(stored)


def stale(client: Client) -> None:
    """Let the last proof lie longer back than signing allows."""
    session = client.session
    session["proved_at"] = int(time.time()) - 16 * 60
    session.save()


def decision(client: Client, walked: Walked) -> str:
    """The address of the approver's decision on a case that waits for it."""
    case = walked("deciding")
    page = text(client.get(f"/desk/case/{case.uuid}/"))
    found = re.search(rf"/desk/case/{case.uuid}/step/\w+/", page)
    assert found
    return found.group()


def test_signing_asks_for_a_code_when_the_last_proof_is_old(
    county: Rehearsal, walked: Walked
) -> None:
    client = bound("xian_shenpi")
    address = decision(client, walked)
    assert 'name="proof"' not in text(client.get(address))
    stale(client)
    page = client.get(address)
    assert "签批前请再次确认身份" in text(page) and "动态口令" in text(page)
    refused = client.post(address, {**hidden(page), "proof": "000000", "opinion": "同意。"})
    assert refused.status_code == 422
    assert "动态口令不对" in text(refused)


def test_without_a_second_factor_it_asks_for_the_password(
    signed_in: SignedIn, walked: Walked, settings: Settings
) -> None:
    settings.SECOND_FACTOR = False
    client = signed_in("xian_shenpi")
    address = decision(client, walked)
    stale(client)
    page = client.get(address)
    assert 'type="password" name="proof"' in text(page)
    given = {**hidden(page), "opinion": "同意。"}
    assert "登录密码不对" in text(client.post(address, {**given, "proof": "guess"}))
    answer = client.post(address, {**given, "proof": DEMO_PASSWORD})
    assert "登录密码" not in text(answer)
    assert 'name="proof"' not in text(client.get(address))
