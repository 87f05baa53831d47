"""Acceptance scenarios 3, 4, 5, 22 and 24, and a report, in two windows: the villager's on a phone and
the office's beside it, with axe on each page. What no villager sees of it goes through the door.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from documents.masking import mask_name
from documents.models import Paper
from tests.e2e.officers import Calendar, Desk
from tests.e2e.villagers import Phone
from tests.fixtures.county import household, settle
from workflows.access.models import Officer
from workflows.engine.models import Case
from workflows.procedures.intervention.rehearsal import CHECK, Rehearsal, photo
from workflows.registry.models import Household
from workflows.workdays import clock

pytestmark = pytest.mark.e2e

CLERK, SECOND, REVIEWER = "zhen1_jingban", "zhen1_jingban2", "zhen1_shenhe"
HANDLER, OTHER, APPROVER = "xian_jingban", "xian_jingban2", "xian_shenpi"
WHO, WHERE = "李保密", "0797-0000009"
PHONE = {"width": 360, "height": 740}


@dataclass
class Village:
    """Four households agreed upon, on one notice that is still a draft."""

    county: Rehearsal
    cases: list[Case]
    sheet: Case

    @property
    def place(self) -> int:
        return self.sheet.region

    def head(self, nth: int) -> str:
        return self.cases[nth].head_name


@pytest.fixture
def calendar(monkeypatch: pytest.MonkeyPatch) -> Calendar:
    held = Calendar(date(2026, 6, 1))
    monkeypatch.setattr(clock, "now", held.now)
    return held


@pytest.fixture
def village(server: LiveServer, calendar: Calendar) -> Village:
    settle(households=72)
    county, cases = Rehearsal(township=1), []
    for home in Household.objects.filter(village=household().village_id).order_by("pk")[:4]:
        case = county.accept(county.warn(home))
        county.authorise(case)
        county.check(case)
        county.co_check(case)
        sheet = county.agree(case)
        cases.append(case)
    return Village(county, cases, sheet)


@pytest.fixture
def office(
    server: LiveServer, page: Page, accessible: Callable[[Page], None], tmp_path: Path
) -> Desk:
    file = tmp_path / "board.jpg"
    file.write_bytes(photo().read())
    return Desk(page, server.url, accessible, file)


@pytest.fixture
def phone(
    server: LiveServer,
    browser: Browser,
    browser_context_args: dict[str, Any],
    accessible: Callable[[Page], None],
) -> Any:
    context = browser.new_context(**{**browser_context_args, "viewport": PHONE})
    yield Phone(context.new_page(), server.url, accessible)
    context.close()


def test_a_notice_what_villagers_say_of_it_and_what_becomes_of_that(
    village: Village, office: Desk, phone: Phone, calendar: Calendar
) -> None:
    nothing_but_the_allowed_list_is_posted(village, office, phone, calendar)
    an_anonymous_objection_is_dismissed(village, office, phone)
    a_named_objection_changes_the_notice(village, office, phone, calendar)
    an_objection_upheld_ends_in_a_refusal(village, office, phone)
    a_household_withdraws_during_the_notice(village, office, phone)
    assert not office.findings + phone.findings, "\n".join(office.findings + phone.findings)
    assert len(phone.checked) >= 8 and len(office.checked) >= 8


def nothing_but_the_allowed_list_is_posted(
    village: Village, office: Desk, phone: Phone, calendar: Calendar
) -> None:
    """Scenario 22: an ID number typed into a remark is refused; the page shows the allowed list."""
    number = next(m.id_number for m in home_of(village, 0).members.order_by("pk") if m.id_number)
    office.sign_in(CLERK)
    office.open(f"/desk/case/{village.sheet.uuid}/")
    office.go(office.page.get_by_role("link", name="核对脱敏，送签", exact=True).first)
    form = office.page.locator("main form[method=post]").last
    office.answer(form, "post_on", calendar.day)
    office.answer(form, "place", f"公开栏（{number}）")
    office.answer(form, "screened", True)
    office.go(form.get_by_role("button", name="核对脱敏，送签").first)
    assert "身份证号" in office.page.locator("[role=alert]").first.inner_text()
    village.sheet.refresh_from_db()
    assert village.sheet.stage == "drafted"
    form = office.page.locator("main form[method=post]").last
    office.answer(form, "place", "村务公开栏")
    office.go(form.get_by_role("button", name="核对脱敏，送签").first)
    office.open(f"/notice/{village.sheet.uuid}/preview/")
    preview = office.page.locator(".names").first.inner_text()
    office.take(village.sheet, "签发公示", REVIEWER)
    office.take(village.sheet, "张贴登记", village.county.village(village.sheet), posted_photo=True)
    phone.open(f"/village/{village.place}/")
    phone.go(phone.page.get_by_role("link", name="查看公示"))
    assert phone.page.locator(".names").inner_text() == preview
    html = phone.page.content()
    for case, home in ((case, case.household) for case in village.cases):
        assert home is not None and mask_name(home.head_name) in phone.text
        private = [case.number, home.head_name, home.number, home.address]
        for member in home.members.all():
            private += [member.id_number, member.phone, member.health, member.disability]
        assert [value for value in private if value and value in html] == []


def an_anonymous_objection_is_dismissed(village: Village, office: Desk, phone: Phone) -> None:
    """Scenario 3: looked into by others, dismissed; the case goes on and no new notice is posted."""
    case = village.cases[0]
    receipt = phone.objects(village.sheet, village.cases[0])
    objection = case.children.get(procedure="objection")
    assert "objector" not in objection.answers
    office.take(objection, "受理异议", CLERK)
    office.sign_in(SECOND)  # he checked the household
    office.open(f"/desk/case/{objection.uuid}/")
    assert office.page.get_by_role("link", name="提交核查情况").count() == 0
    office.take(objection, "提交核查情况", CLERK, found="查无车辆登记。")
    office.take(objection, "异议不成立", REVIEWER, answer="名下没有车辆。")
    assert "名下没有车辆。" in phone.follows(receipt)
    case.refresh_from_db()
    assert (case.stage, case.listings.count()) == ("public_notice", 1)


def a_named_objection_changes_the_notice(
    village: Village, office: Desk, phone: Phone, calendar: Calendar
) -> None:
    """Scenario 4: posted again for full days; the objector is answered, village staff never see who."""
    case = village.cases[1]
    receipt = phone.objects(village.sheet, village.cases[1], objector=WHO, contact=WHERE)
    objection = case.children.get(procedure="objection")
    office.take(objection, "受理异议", CLERK)
    assert WHO in Paper.objects.get(dossier=case.uuid, kind="D15").facts["to"]
    office.take(objection, "提交核查情况", CLERK, found="实际共同生活四人。")
    office.take(
        objection, "部分成立，更正公示内容", REVIEWER, answer="人口已更正为四人。", persons=4
    )
    assert "人口已更正为四人。" in phone.follows(receipt)
    staff = village.county.village(village.sheet)
    office.sign_in(staff)
    for address in (f"/desk/case/{case.uuid}/", "/desk/", f"/notice/{village.sheet.uuid}/preview/"):
        office.open(address)
        assert WHO not in office.page.content() and WHERE not in office.page.content()
    assert office.page.goto(f"{office.url}/desk/case/{objection.uuid}/").status == 404  # type: ignore[union-attr]
    calendar.pass_days(1)
    again = village.county.sheet(case, "notice")
    village.county.post(again)
    phone.open(f"/notice/{again.uuid}/")
    assert "，4 人" in phone.text and "还有 6 天" in phone.text
    phone.open(f"/notice/{village.sheet.uuid}/")
    assert mask_name(village.head(1)) not in phone.page.locator(".names").inner_text()


def an_objection_upheld_ends_in_a_refusal(village: Village, office: Desk, phone: Phone) -> None:
    """Scenario 5: struck at once, checked by others; refused, and told why within three workdays."""
    case, county = village.cases[2], village.county
    receipt = phone.objects(village.sheet, village.cases[2])
    objection = case.children.get(procedure="objection")
    office.take(objection, "受理异议", CLERK)
    office.take(objection, "提交核查情况", CLERK, found="名下有经营性用房。")
    office.take(objection, "异议成立", REVIEWER, answer="属实，另派人重新核查。")
    assert "成立，另派人重新核查" in phone.follows(receipt)
    phone.open(f"/notice/{village.sheet.uuid}/")
    assert mask_name(village.head(2)) not in phone.page.locator(".names").inner_text()
    assert "经营性用房" not in phone.page.content()
    again = county.child(case, "household_check")
    county.schedule(again, *officers(CLERK, OTHER))
    found = {**CHECK, "finding": "不符合", "finding_text": "名下有经营性用房，收入稳定。"}
    county.take(again, "submit", CLERK, **found, visited_on=clock.today())
    county.take(again, "accept", REVIEWER)
    county.take(case, "oppose", REVIEWER, opinion="不符合条件。")
    office.take(
        case, "提出审查意见", HANDLER, proposal="不符合条件", handler_opinion="不符合条件。"
    )
    office.take(
        case, "不予确认", APPROVER, facts_found="名下有经营性用房。", reason="收入高于监测线。",
        rule="赣市扶攻字〔2019〕8号 四（二）2",
    )  # fmt: skip
    letter, slip = (Paper.objects.get(dossier=case.uuid, kind=kind) for kind in ("D22", "D50"))
    assert letter.facts["reasons"] == ["收入高于监测线。"] and letter.facts["remedies"]
    assert slip.facts["due_on"] == "2026-06-05"  # three working days after Tuesday the 2nd


def a_household_withdraws_during_the_notice(village: Village, office: Desk, phone: Phone) -> None:
    """Scenario 24: off the list by number; a notice nobody is left on says 因故撤下, and no more."""
    office.take(village.cases[3], "撤回", CLERK, statement="家中已有人照料。")
    office.take(village.sheet, "出具撤下说明", CLERK)
    slip = Paper.objects.filter(dossier=village.sheet.uuid, kind="D12-W").latest("pk")
    assert 4 in slip.facts["lines"] and "照料" not in str(slip.facts)
    phone.open(f"/notice/{village.sheet.uuid}/")
    assert phone.page.locator(".names li").count() == 1
    assert "第 2、3、4 户因故撤下" in phone.text
    last = village.county.sheet(village.cases[1], "notice")
    office.take(village.cases[1], "撤回", CLERK, statement="家中已有人照料。")
    phone.open(f"/notice/{last.uuid}/", status=410)
    assert "因故撤下" in phone.text
    for page in (phone.page.content(), phone.feed(village.place)):
        assert "照料" not in page and mask_name(village.head(1)) not in page


def test_a_report_about_the_township_handler_himself(
    village: Village, office: Desk, phone: Phone
) -> None:
    """举报: he never learns of it, the county looks into it, and whoever reported is answered."""
    phone.open(f"/village/{village.place}/")
    phone.go(phone.page.get_by_role("link", name="我要举报"))
    phone.page.get_by_label("乡镇工作人员").check()
    phone.page.locator("[name=content]").fill("镇里经办人收了礼。")
    phone.page.locator("[name=reporter]").fill(WHO)
    phone.page.locator("[name=contact]").fill(WHERE)
    phone.go(phone.page.get_by_role("button", name="提交举报"))
    receipt = phone.receipt()
    case = Case.objects.get(procedure="report")
    office.sign_in(CLERK)
    office.open("/desk/")
    assert case.number not in office.page.content()
    assert office.page.goto(f"{office.url}/desk/case/{case.uuid}/").status == 404  # type: ignore[union-attr]
    office.take(case, "受理举报", HANDLER, subjects=officers(CLERK))
    office.take(case, "交办查办人员", HANDLER, investigators=officers(HANDLER, OTHER))
    office.take(case, "开始查办", HANDLER)
    office.take(
        case, "提交查办结论", HANDLER, outcome="属实", finding="走访四户，情况属实。",
        consequence="移送有权机关处理",
    )  # fmt: skip
    office.take(case, "审定结论，书面答复举报人", APPROVER, answer="属实，已移送纪检监察机关。")
    office.take(
        case, "移送有权机关", HANDLER, receiver="示例县纪委监委", referred_because="收受财物。"
    )
    office.take(case, "落实后办结", HANDLER, followed_up="已移送。")
    assert "属实，已移送纪检监察机关。" in phone.follows(receipt)
    assert {"D56", "D57", "D58", "D58-T", "D59"} == set(
        Paper.objects.filter(dossier=case.uuid).values_list("kind", flat=True)
    )
    assert not office.findings + phone.findings, "\n".join(office.findings + phone.findings)


def home_of(village: Village, nth: int) -> Household:
    home = village.cases[nth].household
    assert home is not None
    return home


def officers(*accounts: str) -> list[int]:
    return [Officer.objects.get(username=account).pk for account in accounts]
