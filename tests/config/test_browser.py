"""The browser of the tests works, sees the server, and notices what it should."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Error, Page
from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.e2e

SOUND = """
<!doctype html><html lang="zh-CN"><head><title>公示</title></head><body>
<main><h1>公示</h1><form><label for="name">姓名</label><input id="name" autocomplete="name">
<button>提出异议</button></form>
<table><caption>名单</caption><tr><th scope="col">编号</th></tr><tr><td>1</td></tr></table>
<ul><li><a href="/board/">公示栏</a></li></ul><img alt="二维码" src="data:,"></main></body></html>
"""


def test_the_browser_reaches_the_server(server: LiveServer, page: Page) -> None:
    """A static file is enough: pages have their own tests."""
    answer = page.goto(f"{server.url}/static/django_htmx/htmx-2.min.js")
    assert answer is not None
    assert answer.ok


def test_the_browser_reaches_nothing_else(page: Page) -> None:
    """A page that loads a font or a script from elsewhere must not look right by accident."""
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://example.org/")


def test_a_sound_page_is_accessible(page: Page, accessible: Callable[[Page], None]) -> None:
    """No finding, and axe did look."""
    page.set_content(SOUND)
    accessible(page)


def test_a_field_without_a_label_is_found(page: Page, accessible: Callable[[Page], None]) -> None:
    """The check can fail."""
    page.set_content(SOUND.replace('<label for="name">姓名</label>', ""))
    with pytest.raises(AssertionError, match="label"):
        accessible(page)


def test_an_empty_page_does_not_pass(page: Page, accessible: Callable[[Page], None]) -> None:
    """No finding on an empty page says nothing."""
    page.set_content("<!doctype html><html lang='zh-CN'><title>空</title><main><h1>空</h1></main>")
    with pytest.raises(AssertionError, match="about:blank"):
        accessible(page)
