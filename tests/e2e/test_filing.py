"""归档 in a browser: a dossier found, copied out and lent, wide and narrow."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.e2e.officers import Desk
from tests.fixtures.county import settle
from tests.trust.filing import filed, print_all, seal_all
from workflows.engine.packaging import Packaging
from workflows.procedures.intervention.rehearsal import Rehearsal

pytestmark = pytest.mark.e2e


def test_an_archivist_copies_a_package_and_lends_it(
    server: LiveServer, page: Page, accessible: Callable[[Page], None], tmp_path: Path
) -> None:
    settle()
    case = filed(Rehearsal(1))
    print_all()
    seal_all()
    assert Packaging().work_one("w")
    desk = Desk(page, server.url, accessible, tmp_path / "none")
    desk.sign_in("zhen1_dangan")
    desk.open("/desk/filing/")
    assert case.household
    desk.go(page.get_by_role("link", name=case.household.head_name))
    page.select_option("[name=use]", label="复制")
    page.fill("[name=reader]", "县法院 李明理")
    page.fill("[name=purpose]", "诉讼举证")
    with page.expect_download() as taken:
        page.get_by_role("button", name="登记并办理").click()
    assert taken.value.suggested_filename == f"{case.number}-1.zip"
    page.select_option("[name=use]", label="借出")
    page.fill("[name=due_on]", "2026-12-31")
    desk.go(page.get_by_role("button", name="登记并办理"))
    assert "已借给县法院 李明理" in desk.text
    for width in (1366, 360):
        page.set_viewport_size({"width": width, "height": 800})
        desk.checked.clear()
        desk.open(f"/desk/filing/{case.uuid}/")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width
        desk.open("/desk/filing/")
        desk.open("/desk/account/")
    assert desk.findings == []
