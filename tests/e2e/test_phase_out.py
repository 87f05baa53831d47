"""A phase-out in a real browser: from the comparison's finding to standing without dibao."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from documents.models import Paper
from tests.e2e.officers import Calendar, Desk
from tests.fixtures.county import household
from workflows.desk.searching import sealed
from workflows.engine.clockwork import tick
from workflows.engine.models import Case
from workflows.procedures.phase_out.models import Instalment
from workflows.procedures.phase_out.rehearsal import MEANS, PhaseOutCast
from workflows.registry.dibao import receives
from workflows.registry.models import Household
from workflows.workdays import clock

pytestmark = pytest.mark.e2e

CLERK, SECOND, REVIEWER = "zhen1_jingban", "zhen1_jingban2", "zhen1_shenhe"
HANDLER, APPROVER, PAYER = "minzheng_jingban", "minzheng_shenpi", "minzheng_zhifu"
POLICY = "xian_zhengce"


@pytest.fixture
def calendar(monkeypatch: pytest.MonkeyPatch) -> Calendar:
    held = Calendar(date(2026, 9, 1))
    monkeypatch.setattr(clock, "now", held.now)
    return held


@pytest.fixture
def home(desk: Desk) -> Household:
    """A carded household."""
    found = household()
    Household.objects.filter(pk=found.pk).update(carded=True)
    return found


def test_from_the_finding_to_the_exit(
    desk: Desk, calendar: Calendar, home: Household, tmp_path: Path
) -> None:
    """拟渐退 → 核实 → 告知陈述申辩 → 公示 → 审批 → 渐退 → 期满复核 → 退出低保, page by page."""
    record(desk, home)
    case = to_the_approver(desk, calendar, home)
    desk.take(case, "批准渐退", APPROVER, months=2, rule="linear", decision_text="同意给予渐退。")
    results = PhaseOutCast(1).sheet(case, "phase_out_results")
    desk.take(results, "签发名单", REVIEWER)
    village = PhaseOutCast(1).village(case)
    desk.take(results, "张贴登记", village, posted_photo=True)
    desk.open(f"/notice/{results.uuid}/")
    assert "每月 439.40 元" in desk.page.inner_text("main")
    for day in (date(2026, 10, 5), date(2026, 11, 5)):
        calendar.day = day
        pay(desk, case, tmp_path)
    desk.sign_in(CLERK)
    desk.open("/desk/phase-outs/")
    assert "2026年11月末期满（剩余1个月）" in desk.page.inner_text("main")
    review(desk, case, calendar)
    desk.take(case, "退出低保", APPROVER, decision_text="期满退出。")
    case.refresh_from_db()
    assert case.stage == "exited"
    assert receives(home.pk, date(2026, 12, 1), "none")
    kinds = set(Paper.objects.filter(dossier=case.uuid).values_list("kind", flat=True))
    assert kinds == {"D05-P", "D40", "D41-D", "D41", "D42", "D44", "D45", "D50"}
    assert desk.findings == []


def record(desk: Desk, home: Household) -> None:
    """The standard, told by one and agreed to by another, and what the household of three draws."""
    desk.sign_in(POLICY)
    desk.open("/desk/dibao/standards/")
    desk.submit("录入，待复核", from_on="2025-01", monthly="632", paper="示例县民政局通知")
    desk.sign_in(APPROVER)
    desk.open("/desk/dibao/standards/")
    desk.go(desk.page.get_by_role("button", name="复核无误"))
    desk.sign_in(HANDLER)
    desk.open(f"/desk/dibao/?find={sealed(home.number)}")
    desk.go(desk.page.get_by_role("link", name=home.head_name))
    desk.submit(
        "登记", from_on="2025-01", kind="dibao", persons=3, eligible=1, monthly="313",
        basis="示民低〔2025〕1号",
    )  # fmt: skip
    assert receives(home.pk, date(2026, 9, 1), "dibao")


def to_the_approver(desk: Desk, calendar: Calendar, home: Household) -> Case:
    """Everything before the decision."""
    desk.sign_in(CLERK)
    desk.open(f"/desk/register/phase_out/?household={home.pk}")
    desk.submit(
        "登记", found_by="信息比对", found_on=calendar.day, cause="就业",
        situation="比对发现有工资收入。",
    )  # fmt: skip
    case = Case.objects.get(household=home, procedure="phase_out")
    checkers = [str(pk) for pk in PhaseOutCast(1).checkers(case)]
    desk.take(case, "安排核查人员", CLERK, checkers=checkers)
    desk.take(
        case, "登记信息核对结果", HANDLER, compared_on=calendar.day, compared="发现差异",
        compared_text="社会保险缴费记录显示有工资收入。",
    )  # fmt: skip
    desk.take(case, "提交核实情况", SECOND, visited_on=calendar.day, **MEANS)
    desk.take(case, "告知拟渐退", CLERK, months=2, rule="linear")
    desk.take(case, "登记告知送达", CLERK, told_way="直接送达", receiver="户主本人")
    calendar.day = date(2026, 9, 9)
    desk.take(case, "期满，提交公示", REVIEWER, opinion="期满未提出异议，同意。")
    notice = PhaseOutCast(1).sheet(case, "phase_out_notice")
    village = PhaseOutCast(1).village(case)
    desk.take(
        notice, "核对脱敏，送签", CLERK, post_on=calendar.day, place="村务公开栏", screened=True
    )
    desk.take(notice, "签发公示", REVIEWER)
    desk.take(notice, "张贴登记", village, posted_photo=True)
    calendar.day = date(2026, 9, 22)
    desk.take(notice, "期满取下登记", village, taken_down_photo=True)
    desk.take(case, "公示期满，报县级审批", CLERK)
    return case


def pay(desk: Desk, case: Case, folder: Path) -> None:
    """The month's list: drawn by the run, confirmed, sent to the bank as a workbook, and settled."""
    tick()
    pay_list = PhaseOutCast(1).run(case)
    assert pay_list is not None
    desk.take(pay_list, "核定清册", APPROVER, checked=True)
    desk.sign_in(PAYER)
    desk.open(f"/desk/case/{pay_list.uuid}/")
    with desk.page.expect_download() as waiting:
        desk.page.get_by_role("link", name="下载给银行的Excel清册").click()
    board, desk.photo = desk.photo, answered(waiting.value.path(), folder)
    desk.take(pay_list, "登记银行回盘", PAYER, paid_on=clock.today(), returned_file=True)
    desk.photo = board
    assert set(Instalment.objects.filter(pay_list=pay_list).values_list("state", flat=True)) == {
        "paid"
    }


def answered(workbook: Path, folder: Path) -> Path:
    """The bank's answer: every payment of the list has succeeded."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook.read_bytes()))
    head, *rows = book.get_sheet_by_index(0).to_python()
    result = head.index("处理结果")
    file = folder / "huipan.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(head)
        for row in rows:
            if row[0] != "合计":
                writer.writerow([*row[:result], "成功", ""])
    return file


def review(desk: Desk, case: Case, calendar: Calendar) -> None:
    """The means once more, before the last month is over."""
    calendar.day = date(2026, 11, 20)
    tick()
    checkers = [str(pk) for pk in PhaseOutCast(1).checkers(case)]
    desk.take(case, "提交期满复核", SECOND, visited_on=calendar.day, checkers=checkers, **MEANS)
