"""Error pages say in Chinese what is wrong and what to do, and need nothing to be drawn."""

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from tests.desk.conftest import SignedIn, text
from workflows.desk.refusals import RefusalPages
from workflows.engine.refusals import Blocked, NotAllowed, NotNow, Refusal, Stale, Unknown

PAGES = ["400", "403", "404", "409", "422", "429", "500", "503"]


@pytest.mark.parametrize("status", PAGES)
def test_a_page_is_drawn_without_a_request_and_says_what_to_do(status: str) -> None:
    page = render_to_string(f"{status}.html")
    assert f"错误 {status}" in page
    assert "请" in page
    assert page.count("<h1") == 1


@pytest.mark.parametrize("kind", [NotNow, Stale, NotAllowed, Unknown, Blocked])
def test_a_refusal_becomes_the_page_of_its_status(
    kind: type[Refusal], rf: RequestFactory, db: None
) -> None:
    request: HttpRequest = rf.get("/desk/")
    answer = RefusalPages(lambda _: None).process_exception(  # type: ignore[arg-type,return-value]
        request, kind("不能办理。", ["缺一份材料。"])
    )
    assert answer is not None
    assert answer.status_code == kind.status
    assert "不能办理。" in text(answer)


def test_a_page_that_is_not_there(client: Client, db: None) -> None:
    response = client.get("/nothing/")
    assert response.status_code == 404
    assert "没有找到这个页面" in text(response)


def test_an_expired_form_is_explained(signed_in: SignedIn) -> None:
    signed_in("zhen1_jingban")
    client = Client(enforce_csrf_checks=True)
    response = client.post("/desk/sign-in/", {"username": "a", "password": "b"})
    assert response.status_code == 403
    page = text(response)
    assert "页面已过期，请重新打开" in page
    assert "CSRF" not in page
