"""One household through all stages in a real browser, with axe on every page visited."""

from datetime import date

import pytest

from documents.models import Paper
from tests.e2e.officers import Calendar, Desk, children
from tests.fixtures.county import household
from workflows.access.models import Officer
from workflows.engine.models import Case
from workflows.procedures.intervention import dossier
from workflows.procedures.intervention.rehearsal import CHECK, Rehearsal
from workflows.workdays import clock

pytestmark = pytest.mark.e2e

CLERK, SECOND, REVIEWER = "zhen1_jingban", "zhen1_jingban2", "zhen1_shenhe"
HANDLER, APPROVER, ARCHIVIST = "xian_jingban", "xian_shenpi", "zhen1_dangan"


@pytest.fixture
def calendar(monkeypatch: pytest.MonkeyPatch) -> Calendar:
    held = Calendar(date(2026, 6, 1))
    monkeypatch.setattr(clock, "now", held.now)
    return held


def test_from_the_warning_to_the_filed_dossier(desk: Desk, calendar: Calendar) -> None:
    """入户核查 → 部门协查 → 公示公告 → 审批建档, by hand, page by page."""
    case = register(desk, calendar)
    village = Rehearsal(1).village(case)
    desk.take(case, "交办核查", HANDLER)
    desk.take(
        case, "授权齐备，开展核查", CLERK, consent=True, signed_on=calendar.day, kin_declared=True
    )
    check_household(desk, case, calendar, village)
    ask_departments(desk, case, calendar)
    desk.take(case, "初审符合，提交公示", REVIEWER, opinion="符合条件，同意公示。")
    desk.open("/desk/staff/")  # the reviewer leads the township
    desk.open("/desk/late/")
    notice = Rehearsal(1).sheet(case, "notice")
    desk.take(
        notice, "核对脱敏，送签", CLERK, post_on=calendar.day, place="村务公开栏", screened=True
    )
    desk.take(notice, "签发公示", REVIEWER)
    desk.take(notice, "张贴登记", village, posted_photo=True)
    villager_reads(desk, case, notice)
    calendar.pass_days(9)
    desk.account = ""
    desk.take(notice, "期满取下登记", village, taken_down_photo=True)
    desk.take(case, "公示期满，确认公示结果", CLERK)
    decide(desk, case)
    file(desk, case, calendar, village)
    case.refresh_from_db()
    assert (case.stage, case.closed) == ("filed", True)
    assert Paper.objects.filter(dossier=case.uuid).count() >= 12
    assert len(desk.checked) >= 25
    assert not desk.findings, "\n".join(desk.findings)


def register(desk: Desk, calendar: Calendar) -> Case:
    home = household()
    desk.sign_in(CLERK)
    desk.open("/desk/register/")
    desk.page.get_by_label("先查登记册").fill(home.head_name)
    desk.go(desk.page.get_by_role("button", name="查找"))
    desk.go(desk.page.get_by_role("link", name="选这一户").first)
    desk.submit(
        "提交登记", channel="乡村预警", clue_on=calendar.day, source="村委会走访", risks=["因病"],
        situation="主要劳动力住院。",
    )  # fmt: skip
    clue = Case.objects.get(procedure="clue")
    desk.take(clue, "受理，列为初步预警对象", CLERK, identified=True)
    return Case.objects.get(procedure="intervention")


def check_household(desk: Desk, case: Case, calendar: Calendar, village: str) -> None:
    (check,) = children(case, "household_check")
    going = [Officer.objects.get(username=name).pk for name in (village, SECOND)]
    desk.take(check, "安排核查人员", CLERK, checkers=going, visit_on=calendar.day, told_by="电话")
    answers = {**CHECK, "visited_on": calendar.day}
    desk.take(check, "提交入户核查表", SECOND, **answers)
    desk.take(check, "采信核查结果", REVIEWER)


def ask_departments(desk: Desk, case: Case, calendar: Calendar) -> None:
    """Two departments by hand, as every one looks; the others through the door."""
    county = Rehearsal(1)
    first, second, *_ = children(case, "co_check")
    for child in (first, second):
        desk.take(county.sheet(child, "request_letter"), "发出协查函", HANDLER)
    for child in (first, second):
        liaison = Officer.objects.get(
            posts__role="liaison", posts__agency__department=child.department
        )
        desk.take(county.sheet(child, "request_letter"), "签收", liaison.username)
        desk.sign_in(liaison.username)
        desk.open("/desk/asked/")
        desk.go(desk.page.get_by_role("link", name="反馈").first)
        results = {f"result_{n}": "无异常" for n in range(2)}
        shown = {n: v for n, v in results.items() if desk.page.locator(f"[name={n}]").count()}
        desk.submit("反馈协查结果", as_of=calendar.day, signer="联络员", **shown)
    for child in (first, second):
        desk.take(child, "采信协查结果", HANDLER)
    county.co_check(case)
    case.refresh_from_db()
    assert case.stage == "reviewing"


def villager_reads(desk: Desk, case: Case, notice: Case) -> None:
    """The village board shows the notice with a masked name, and no more of the household."""
    desk.page.context.clear_cookies()
    desk.account = ""
    desk.open(f"/village/{case.region}/")
    desk.go(desk.page.locator(f"a[href*='{notice.uuid}']").first)
    text = desk.page.locator("main").inner_text()
    assert case.household is not None
    assert case.household.head_name not in text
    assert "能提不同意见" in text


def decide(desk: Desk, case: Case) -> None:
    desk.take(case, "审核同意，报县级审查", REVIEWER, opinion="材料齐全，同意上报。")
    desk.take(
        case, "提出审查意见", HANDLER, proposal="符合条件", handler_opinion="经审查符合条件。"
    )
    desk.sign_in(APPROVER)
    desk.open("/desk/approvals/")
    desk.take(case, "批准", APPROVER, decision_text="同意。", subject_class="突发严重困难户")


def file(desk: Desk, case: Case, calendar: Calendar, village: str) -> None:
    announcement = Rehearsal(1).sheet(case, "announcement")
    desk.take(announcement, "签发公告", REVIEWER)
    desk.take(announcement, "张贴登记", village, posted_photo=True)
    letter = Paper.objects.get(dossier=case.uuid, kind="D21")
    desk.sign_in(CLERK)
    desk.open(f"/desk/paper/{letter.uuid}/")
    Rehearsal(1).serve(case)
    Rehearsal(1).attach_originals(case)
    assert dossier.complete(case)
    desk.take(case, "建档归卷", CLERK, pages=36, keeper="乡镇档案室")
    desk.sign_in(ARCHIVIST)
    desk.open(f"/desk/case/{case.uuid}/")
    desk.go(desk.page.get_by_role("link", name="会签：建档归卷"))
    desk.submit("同意")
