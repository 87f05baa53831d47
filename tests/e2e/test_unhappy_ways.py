"""Two ways that go wrong, by hand in a real browser, with axe on every page visited.

What leads there goes through the door by rehearsal; what the stories are about, page by page.
"""

from datetime import date

import pytest

from documents import kinds
from documents.models import Paper
from documents.rendering import render
from tests.e2e.officers import Calendar, Desk
from tests.fixtures.county import household
from tests.papers.reading import text
from tests.stories.decided import REFUSAL, check_again
from workflows.engine.models import Case
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock

pytestmark = pytest.mark.e2e

CLERK, REVIEWER = "zhen1_jingban", "zhen1_shenhe"
HANDLER, APPROVER = "xian_jingban", "xian_shenpi"


@pytest.fixture
def calendar(monkeypatch: pytest.MonkeyPatch) -> Calendar:
    held = Calendar(date(2026, 6, 3))
    monkeypatch.setattr(clock, "now", held.now)
    return held


def begun(county: Rehearsal) -> Case:
    """A household whose check is accepted and whose departments have their letters."""
    case = county.accept(county.warn(household()))
    county.authorise(case)
    county.check(case)
    return case


def opinion_and_decision(desk: Desk, case: Case, outcome: str) -> None:
    """The county examines, and the approver finds the case among those that wait for him."""
    desk.take(case, "提出审查意见", HANDLER, proposal=outcome, handler_opinion=f"经审查{outcome}。")
    desk.sign_in(APPROVER)
    desk.open("/desk/approvals/")


def test_an_objection_upheld_ends_in_refusal(desk: Desk, calendar: Calendar) -> None:
    """异议成立 → 另派人核查 → 初审不符合 → 县级不予确认 → 书面告知、送达登记。"""
    county = Rehearsal(1)
    case = begun(county)
    county.co_check(case)
    notice = county.agree(case)
    county.post(notice)
    calendar.pass_days(1)
    desk.take(case, "登记异议", CLERK, content="该户有经营性用房。", objector="罗某某")
    objection = county.child(case, "objection")
    desk.take(objection, "受理异议", CLERK)
    desk.take(objection, "提交核查情况", CLERK, found="经查，该户有门面一间出租。")
    desk.take(objection, "异议成立", REVIEWER, answer="异议成立，另派人核查。")
    check_again(county, case, finding="不符合", finding_text="有门面出租，收入稳定。")
    desk.take(case, "初审不符合，报县级审查", REVIEWER, opinion="不符合条件。")
    opinion_and_decision(desk, case, "不符合条件")
    desk.take(case, "不予确认", APPROVER, **REFUSAL)
    case.refresh_from_db()
    assert (case.stage, case.closed) == ("not_confirmed", True)
    notice.refresh_from_db()
    assert notice.stage == "coming_down"  # its only household is struck
    letter = Paper.objects.get(dossier=case.uuid, kind="D22")
    tell(desk, calendar, letter)
    assert not desk.findings, "\n".join(desk.findings)


def tell(desk: Desk, calendar: Calendar, letter: Paper) -> None:
    """The letter is owed in the register of deliveries until its service is entered."""
    desk.sign_in(CLERK)
    desk.open("/desk/deliveries/?state=owed")
    desk.go(desk.page.locator(f"a[href*='{letter.uuid}']"))
    desk.submit(
        "登记送达", way="in_person", served_on=calendar.day, place="户内", receiver="户主本人"
    )
    desk.open("/desk/deliveries/")
    assert letter.number in desk.page.locator("main").inner_text()
    desk.open("/desk/kin/")


def test_a_department_overdue_is_waived_and_the_reason_printed(
    desk: Desk, calendar: Calendar
) -> None:
    """部门逾期 → 督办 → 县级审批人免查并写明理由 → 审批表上印着 → 批准。"""
    county = Rehearsal(1)
    case = begun(county)
    silent, *others = county.ask_departments(case)
    for child in others:
        county.reply(child)
        county.accept_reply(child)
    calendar.pass_days(8)
    desk.sign_in(HANDLER)
    desk.open("/desk/late/")
    assert "民政" in desk.page.locator("main").inner_text()
    reason, instead = "查询平台停机检修", "已调取纸质证明核对"
    desk.take(silent, "免查", APPROVER, waived_because=reason, instead=instead)
    case.refresh_from_db()
    assert case.stage == "reviewing"
    notice = county.agree(case)
    county.post(notice)
    calendar.pass_days(7)
    county.take_down(notice)
    county.take(case, "close", CLERK)
    county.take(case, "pass_on", REVIEWER, opinion="材料齐全，同意上报。")
    opinion_and_decision(desk, case, "符合条件")
    county.visit_if_drawn(case)
    desk.take(case, "批准", APPROVER, decision_text="同意。", subject_class="突发严重困难户")
    form = Paper.objects.get(dossier=case.uuid, kind="D18")
    desk.open(f"/desk/paper/{form.uuid}/")
    printed = text(render(kinds.get("D18"), form.facts, form.meta, {}))
    assert f"逾期未复，{reason}，以{instead}替代" in printed
    assert not desk.findings, "\n".join(desk.findings)
