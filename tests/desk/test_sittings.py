"""Where an officer sits: his sessions, and the password that somebody else gave him."""

from django.test import Client

from tests.desk.conftest import text
from tests.desk.test_signing_in import NEW, SIGN_IN, idle
from workflows.access.models import Officer
from workflows.access.staffing import DEMO_PASSWORD
from workflows.procedures.intervention.rehearsal import Rehearsal

PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"


def entered(account: str, address: str = "127.0.0.1", browser: str = "") -> Client:
    """A browser that has come in by the page for it."""
    client = Client(headers={"User-Agent": browser}, REMOTE_ADDR=address)
    client.post(SIGN_IN, {"username": account, "password": DEMO_PASSWORD})
    return client


def test_the_account_page_lists_where_one_sits_and_nobody_elses_places(
    county: Rehearsal,
) -> None:
    here = entered("zhen1_jingban", "10.1.0.1")
    entered("zhen1_jingban", "10.1.0.2", PHONE)
    entered("zhen1_shenhe", "10.1.0.3")
    page = text(here.get("/desk/account/"))
    assert "10.1.0.1" in page and "10.1.0.2" in page and "10.1.0.3" not in page
    assert "Chrome，安卓手机" in page and page.count("（本机）") == 1


def test_what_has_lain_idle_is_no_place_any_more(county: Rehearsal) -> None:
    here = entered("zhen1_jingban")
    idle(entered("zhen1_jingban", "10.1.0.2"), 31, stamps=("seen_at",))
    assert "10.1.0.2" not in text(here.get("/desk/account/"))


def test_all_others_are_ended_from_here_and_nobody_elses(county: Rehearsal) -> None:
    here, lost = entered("zhen1_jingban"), entered("zhen1_jingban", "10.1.0.2")
    colleague = entered("zhen1_shenhe")
    answer = here.post("/desk/account/sittings/end/", follow=True)
    assert "其他地方的登录已全部退出" in text(answer) and "10.1.0.2" not in text(answer)
    assert lost.get("/desk/account/").status_code == 302
    assert colleague.get("/desk/account/").status_code == 200
    assert here.get("/desk/account/sittings/end/").status_code == 405


def given(account: str) -> Officer:
    """An officer whose password an administrator has set."""
    officer = Officer.objects.get(username=account)
    officer.must_renew = True
    officer.save()
    return officer


def test_a_given_password_opens_nothing_but_the_page_where_it_is_changed(
    county: Rehearsal,
) -> None:
    given("zhen1_jingban")
    client = entered("zhen1_jingban")
    for address in ("/desk/", "/desk/households/", "/desk/account/"):
        assert client.get(address)["Location"] == "/desk/account/password/"
    page = text(client.get("/desk/account/password/"))
    assert "您的密码由管理员设定" in page and "取消" not in page
    told = {"old_password": DEMO_PASSWORD, "new_password1": NEW, "new_password2": NEW}
    assert client.post("/desk/account/password/", told)["Location"] == "/desk/account/"
    assert client.get("/desk/").status_code == 200


def test_the_same_password_again_is_no_change(county: Rehearsal) -> None:
    officer = given("zhen1_jingban")
    told = dict.fromkeys(("old_password", "new_password1", "new_password2"), DEMO_PASSWORD)
    answer = entered("zhen1_jingban").post("/desk/account/password/", told)
    assert "新密码不能和原密码相同" in text(answer)
    officer.refresh_from_db()
    assert officer.must_renew


def test_a_keepers_given_password_opens_no_table(county: Rehearsal) -> None:
    given("xian_anquan")
    answer = entered("xian_anquan").get("/admin/workflows/officer/", follow=True)
    assert answer.redirect_chain[-1][0] == "/desk/account/password/"


def test_whoever_is_given_a_password_must_renew_it(county: Rehearsal) -> None:
    """By a new account, and by a forgotten password set anew; what an administrator knows, two know."""
    guard = entered("xian_anquan")
    told = {"username": "xinren", "name": "新人", "usable_password": "true"}
    guard.post("/admin/workflows/officer/add/", {
        **told, "password1": NEW, "password2": NEW, "posts-TOTAL_FORMS": 0, "posts-INITIAL_FORMS": 0,
    })  # fmt: skip
    assert Officer.objects.get(username="xinren").must_renew
    clerk = Officer.objects.get(username="zhen1_jingban")
    guard.post(
        f"/admin/workflows/officer/{clerk.pk}/password/",
        {"usable_password": "true", "password1": NEW, "password2": NEW},
    )
    clerk.refresh_from_db()
    assert clerk.check_password(NEW) and clerk.must_renew
