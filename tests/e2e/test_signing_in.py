"""An approver binds a generator in the browser; whoever watches reads who has looked."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django_otp.oath import TOTP
from playwright.sync_api import Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.e2e.officers import Desk
from tests.fixtures.county import settle
from workflows.access.models import SecondFactor
from workflows.registry.models import Household

pytestmark = pytest.mark.e2e


def code_of(account: str) -> str:
    """What the officer's telephone shows."""
    shown = TOTP(SecondFactor.objects.get(user__username=account).key)
    shown.time = time.time()
    return f"{shown.token():06d}"


@pytest.fixture
def desk(
    server: LiveServer, page: Page, accessible: Callable[[Page], None], settings: Settings
) -> Desk:
    """A browser, and a county where approvers and administrators need a code."""
    settings.SECOND_FACTOR = True
    settle()
    return Desk(page, server.url, accessible, Path())


def test_a_code_opens_the_approvers_desk_and_the_watchers_record(desk: Desk) -> None:
    """Without a script; every page on the way is accessible."""
    page, home = desk.page, Household.objects.order_by("pk")[0]
    for account, title in (("xian_shenpi", "我的待办"), ("xian_liuhen", "我的待办")):
        desk.sign_in(account)
        assert "绑定动态口令" in page.locator("h1").inner_text()
        picture = page.locator("img[alt='绑定用的二维码']")
        assert picture.evaluate("image => image.naturalWidth") > 100
        page.fill("[name=code]", code_of(account))
        desk.go(page.get_by_role("button", name="绑定并继续"))
        assert page.locator("h1").inner_text() == title
    desk.open("/desk/trail/")
    for asked_before in (0, 1):
        page.fill("[name=household]", home.number)
        desk.go(page.get_by_role("button", name="查询"))
        assert home.number not in page.url
        assert page.get_by_text("查阅使用记录").count() == asked_before
    assert page.locator("tbody tr").count() == 1
    desk.open("/desk/account/")
    assert page.locator("section tbody tr", has_text="（本机）").count() == 1
    desk.go(page.get_by_role("button", name="退出其他全部登录"))
    desk.open("/desk/trail/sign-ins/")
    assert page.get_by_text("动态口令").count() == 2
    assert desk.findings == []
