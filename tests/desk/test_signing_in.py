"""The way in and out, and the password."""

import pytest
from django.test import Client

from tests.desk.conftest import SignedIn, text
from workflows.access.models import Officer
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


def test_guessing_passwords_is_slowed_down(county: Rehearsal, client: Client) -> None:
    given = {"username": "zhen1_jingban", "password": "guess"}
    answers = [client.post(SIGN_IN, given).status_code for _ in range(31)]
    assert answers[:30] == [200] * 30
    assert answers[30] == 429


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
