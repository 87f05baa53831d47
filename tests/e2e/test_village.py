"""The villagers' pages in a real browser: every page, light, dark and in large type, narrow and wide.

One server and one state of affairs serve all looks, for a browser costs more than a page.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response
from pytest_django.live_server_helper import LiveServer

from documents.models import Paper
from tests.board.conftest import Village
from tests.e2e.officers import Calendar
from tests.fixtures.county import household, settle
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.registry.models import Household
from workflows.workdays import clock

pytestmark = pytest.mark.e2e

FIFTEEN_KILOBYTES, THREE_REQUESTS = 15 * 1024, 3
NARROW, WIDE, NARROWEST = 360, 1366, 320
# What a finger must hit; links within a sentence are exempt (WCAG 2.5.8).
TARGETS = """
([selector, least]) => [...document.querySelectorAll(selector)]
  .filter((one) => one.offsetParent && one.getBoundingClientRect().height < least - 0.5)
  .map((one) => one.outerHTML.slice(0, 80))
"""
HIT = (
    "button, input:not([type=hidden], [type=radio], [type=checkbox]), select, textarea, .button, "
    ".list a, .top a, .foot a, .choices label, .tick"
)


@dataclass(frozen=True)
class Look:
    """How somebody looks at the board."""

    scheme: str
    width: int
    big: bool = False

    @property
    def query(self) -> str:
        return "?big=1" if self.big else ""

    @property
    def least(self) -> int:
        """The smallest target, in CSS pixels."""
        return 60 if self.big else 44


LOOKS = [
    Look(scheme, width, big)
    for scheme, big in (("light", False), ("dark", False), ("light", True))
    for width in (NARROW, WIDE)
]


@pytest.fixture
def calendar(monkeypatch: pytest.MonkeyPatch) -> Calendar:
    held = Calendar(date(2026, 6, 1))
    monkeypatch.setattr(clock, "now", held.now)
    return held


@pytest.fixture
def village(server: LiveServer, calendar: Calendar) -> Village:
    """A village with one notice that is over and one that hangs."""
    settle()
    county = Rehearsal(township=1)
    first = household()
    homes = Household.objects.filter(village=first.village_id).order_by("pk")[:2]
    cases, sheets = [], []
    for home in homes:
        case = county.accept(county.warn(home))
        county.authorise(case)
        county.check(case)
        county.co_check(case)
        sheet = county.agree(case)
        county.post(sheet)
        cases.append(case)
        sheets.append(sheet)
        if len(sheets) == 1:
            ready = sheet.tasks.get(closed_at=None).ready_on
            assert ready is not None
            calendar.day = ready
            county.take_down(sheet)
            calendar.pass_days(1)
    return Village(county, cases, sheets[-1])


def addresses(village: Village) -> list[str]:
    """Every page a villager can open."""
    place = village.sheet.region
    over = village.cases[0].listings.get().sheet
    code = Paper.objects.get(dossier=village.sheet.uuid, kind="D12").check_code
    return [
        "/", f"/area/{place // 1000 * 1000}/", f"/village/{place}/", village.address,
        f"/notice/{over.uuid}/", f"{village.address}object/", f"/village/{place}/apply/",
        f"/village/{place}/report/", "/check/", f"/check/{code}/", "/progress/", "/policy/",
        "/contact/", "/accessibility/", "/source/", "/notice/00000000-0000-0000-0000-000000000000/",
    ]  # fmt: skip


@pytest.fixture
def context_of(
    browser: Browser, browser_context_args: dict[str, Any]
) -> Iterator[Callable[..., BrowserContext]]:
    opened: list[BrowserContext] = []

    def open_one(**more: Any) -> BrowserContext:
        opened.append(browser.new_context(**{**browser_context_args, **more}))
        return opened[-1]

    yield open_one
    for context in opened:
        context.close()


class Watched:
    """A page whose requests are counted and weighed."""

    def __init__(self, context: BrowserContext) -> None:
        self.page: Page = context.new_page()
        self.answers: list[Response] = []
        self.complaints: list[str] = []
        self.page.on("response", self.arrived)
        self.page.on("console", lambda told: self.complaints.append(told.text))

    def arrived(self, answer: Response) -> None:
        """Count one answer in."""
        self.answers.append(answer)

    def open(self, url: str) -> list[str]:
        """Open a page; returns what is wrong with its weight, requests and hosts."""
        self.answers.clear()
        self.page.goto(url)
        weight = sum(len(answer.body()) for answer in self.answers)
        hosts = {urlparse(answer.url).hostname for answer in self.answers}
        found = []
        if weight > FIFTEEN_KILOBYTES:
            found.append(f"{weight} bytes")
        if len(self.answers) > THREE_REQUESTS:
            found.append(f"{len(self.answers)} requests")
        if hosts != {"127.0.0.1", "localhost"} & hosts:
            found.append(f"hosts {hosts}")
        return found


def shape(page: Page, look: Look) -> Iterator[str]:
    """What is wrong with the measures of a page: too wide, or targets too small."""
    for width in {look.width, NARROWEST} if look.width == NARROW else {look.width, WIDE // 2}:
        page.set_viewport_size({"width": width, "height": 800})
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            yield f"scrolls sideways at {width}"
    page.set_viewport_size({"width": look.width, "height": 800})
    for small in page.evaluate(TARGETS, [HIT, look.least]):
        yield f"small target {small}"


def test_every_page_in_every_look_is_accessible_light_and_fits(
    server: LiveServer,
    village: Village,
    context_of: Callable[..., BrowserContext],
    accessible: Callable[[Page], None],
) -> None:
    findings: list[str] = []
    for look in LOOKS:
        size = {"width": look.width, "height": 800}
        watched = Watched(context_of(color_scheme=look.scheme, viewport=size))
        for address in addresses(village):
            found = watched.open(f"{server.url}{address}{look.query}")
            found += shape(watched.page, look)
            try:
                accessible(watched.page)
            except AssertionError as wrong:
                found.append(str(wrong).splitlines()[0])
            findings += [f"{look} {address}: {one}" for one in found]
        refused = [told for told in watched.complaints if "Failed to load resource" not in told]
        findings += refused  # a breach of the content security policy is told on the console
    assert findings == []


def test_a_villager_objects_and_follows_without_a_script(
    server: LiveServer, village: Village, context_of: Callable[..., BrowserContext]
) -> None:
    """In two windows: the villager's, whose browser runs no script, and the office's beside it."""
    page = context_of(java_script_enabled=False).new_page()
    page.goto(f"{server.url}/")
    page.get_by_role("link", name="云桥镇").first.click()
    page.locator(f"a[href='/village/{village.sheet.region}/']").click()
    page.get_by_role("link", name="查看公示").click()
    page.get_by_role("link", name="我有不同意见").click()
    page.locator("[name=line]").first.check()
    page.locator("[name=content]").fill("该户有一辆小汽车。")
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("button", name="提交").click()
    code, pin = page.locator(".code").all_inner_texts()
    objection = village.cases[-1].children.get(procedure="objection")
    county = village.county
    county.take(objection, "accept", "zhen1_jingban")
    county.take(objection, "report", "zhen1_jingban", found="查无车辆登记。")
    county.take(objection, "dismiss", "zhen1_shenhe", answer="经核查，该户没有车辆。")
    page.get_by_role("link", name="查询进度").first.click()
    page.locator("[name=code]").fill(code)
    page.locator("[name=pin]").fill(pin)
    page.get_by_role("button", name="查询").click()
    assert "经核查，该户没有车辆。" in page.locator("main").inner_text()


def test_a_villager_applies_reports_and_checks_without_a_script(
    server: LiveServer, village: Village, context_of: Callable[..., BrowserContext]
) -> None:
    page = context_of(java_script_enabled=False).new_page()
    home = village.homes[0]
    member = next(one for one in home.members.order_by("pk") if one.id_number)
    place = f"{server.url}/village/{home.village_id}/"
    page.goto(place)
    page.get_by_role("link", name="我要申报").click()
    given = {"name": member.name, "id_number": member.id_number, "phone": "0797-0000001"}
    for name, value in {**given, "situation": "主要劳动力住院。"}.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=agreed]").check()
    page.get_by_role("button", name="提交申报").click()
    assert page.locator(".code").count() == 2
    page.goto(place)
    page.get_by_role("link", name="我要举报").click()
    page.locator("[name=about]").first.check()
    page.locator("[name=content]").fill("该户有一辆小汽车。")
    page.get_by_role("button", name="提交举报").click()
    code, pin = page.locator(".code").all_inner_texts()
    page.get_by_role("link", name="查询进度").first.click()
    page.locator("[name=code]").fill(code)
    page.locator("[name=pin]").fill(pin)
    page.get_by_role("button", name="查询").click()
    assert "县里" in page.locator("main").inner_text()
    page.get_by_role("link", name="核对公示").click()
    paper = Paper.objects.get(dossier=village.sheet.uuid, kind="D12")
    page.locator("[name=code]").fill(paper.check_code)
    page.get_by_role("button", name="核对").click()
    assert paper.number in page.locator("main").inner_text()


def test_a_notice_is_there_through_its_last_day_and_gone_the_day_after(
    server: LiveServer, village: Village, calendar: Calendar, page: Page
) -> None:
    ready = village.sheet.tasks.get(closed_at=None).ready_on
    assert ready is not None
    calendar.day = ready - timedelta(days=1)
    answer = page.goto(server.url + village.address)
    assert answer is not None and answer.status == 200
    calendar.day = ready
    answer = page.goto(server.url + village.address)
    assert answer is not None and answer.status == 410
    assert page.locator(".names").count() == 0
