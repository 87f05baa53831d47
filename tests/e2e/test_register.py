"""A synthetic county's own workbook imported in a browser, screened and compared, with axe on every page."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.e2e.officers import Desk
from tests.fixtures.county import COUNTY, settle
from tests.fixtures.lists import xlsx
from workflows.desk.searching import sealed
from workflows.procedures.doubt.distributing import Distributing
from workflows.registry import exporting
from workflows.registry.importing.work import Imports
from workflows.registry.models import Household, Member
from workflows.registry.population import drawn
from workflows.registry.screening.running import Screenings
from workflows.workdays import clock

pytestmark = pytest.mark.e2e

DRAWN = 60


@pytest.fixture
def desk(
    server: LiveServer, page: Page, accessible: Callable[[Page], None], tmp_path: Path
) -> Desk:
    settle(0)
    return Desk(page, server.url, accessible, tmp_path / "none.jpg")


def test_from_a_workbook_to_doubts(desk: Desk, tmp_path: Path) -> None:
    """Upload, preview, confirm, look a household up, screen, compare: page by page."""
    page = desk.page
    book = tmp_path / "county.xlsx"
    mark = exporting.marked("演示", "全县")
    book.write_bytes(exporting.register(drawn(COUNTY, DRAWN, 7), mark, uncovered=True))
    desk.sign_in("xian_jingban")
    desk.open("/desk/imports/")
    page.set_input_files("[name=list]", book)
    desk.go(page.get_by_role("button", name="上传并检查"))
    assert page.locator("progress").count() == 1
    Imports().work_one("w")
    desk.go(page.get_by_role("link", name="刷新"))
    assert page.get_by_text(f"{DRAWN} 户").count() >= 1
    desk.go(page.get_by_role("button", name="确认导入"))
    Imports().work_one("w")
    desk.go(page.get_by_role("link", name="刷新"))
    assert page.get_by_text("已写入农户册").count() == 1
    assert Household.objects.count() == DRAWN
    look_up(desk)
    screen(desk)
    compare(desk, tmp_path)
    desk.open("/desk/ledgers/")
    assert desk.findings == []


def look_up(desk: Desk) -> None:
    desk.open("/desk/households/")
    home = Household.objects.order_by("village_id", "number")[0]
    desk.open(f"/desk/households/?find={sealed(home.number)}")
    desk.go(desk.page.get_by_role("link", name=home.head_name).first)
    member = home.members.exclude(id_digest=None).order_by("pk")[0]
    desk.open(f"/desk/members/{member.pk}/number/")
    desk.page.fill("[name=reason]", "核对低保发放名单")
    desk.go(desk.page.get_by_role("button", name="查看并记录"))
    assert desk.page.get_by_text(member.id_number).count() == 1
    desk.open("/desk/households/export/")


def screen(desk: Desk) -> None:
    desk.open("/desk/screening/")
    desk.go(desk.page.get_by_role("button", name="重新筛查"))
    Screenings().work_one("w")
    desk.open("/desk/screening/?rule=serious_illness")
    assert desk.page.get_by_text("人患大病").count() >= 1


def compare(desk: Desk, folder: Path) -> None:
    """A list of deaths with two of the register's living on it."""
    living = Member.objects.exclude(id_digest=None).order_by("pk")[:2]
    rows = [{"姓名": one.name, "身份证号码": one.id_number} for one in living]
    file = folder / "deaths.xlsx"
    file.write_bytes(xlsx(rows, heads=("姓名", "身份证号码")))
    desk.open("/desk/comparisons/")
    desk.page.select_option("[name=kind]", "death")
    desk.page.fill("[name=basis]", "数据共享协议第三条")
    desk.page.fill("[name=listed_on]", f"{date(clock.today().year, 1, 1)}")
    desk.page.set_input_files("[name=list]", file)
    desk.go(desk.page.get_by_role("button", name="上传并比对"))
    desk.go(desk.page.get_by_role("button", name="下发疑点"))
    Distributing().work_one("w")
    desk.page.reload()
    assert desk.page.get_by_text("待核实、待销号").count() == 1
