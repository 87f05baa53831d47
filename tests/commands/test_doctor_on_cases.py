"""`manage.py doctor` on cases: bound to what is installed, and each with somebody to act."""

from datetime import date, timedelta

import pytest
from django.db.models.functions import Now

from documents.models import Rendition
from documents.models.renditions import State
from tests.commands.reports import marked, report
from tests.fixtures.county import household
from workflows.access.models import Post
from workflows.engine.models import Case, Task
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.registry.models import CalendarDay
from workflows.workdays import clock


@pytest.fixture
def case(installation: Rehearsal) -> Case:
    """A case whose household check and co-checks are open."""
    case = installation.accept(installation.warn(household()))
    installation.authorise(case)
    return case


def change(case: Case, **columns: object) -> None:
    """Change a row past the door, as a restored backup or a careless statement would."""
    Case.objects.filter(pk=case.pk).update(**columns)


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"edition": "1900"}, "1 个案件所属的程序 intervention（1900）没有安装"),
        ({"stage": "nowhere"}, "1 个案件停在程序 intervention（2019）没有的环节 nowhere"),
        ({"pack": "seed@1900-01-01"}, "1 个案件所据的政策包 seed@1900-01-01 不在了"),
    ],
)
def test_a_case_bound_to_what_is_not_installed_is_named_and_left_alone(
    case: Case, columns: dict[str, str], told: str
) -> None:
    change(case, **columns)
    text, well = report("--repair")
    assert not well
    assert f"✗ {told}" in text
    assert "1 个案件所属的程序或政策包没有安装，没有推算。" in text


def test_a_case_in_nobodys_inbox_is_named_and_put_back(case: Case) -> None:
    clue = case.follows
    other = Rehearsal(1).warn(household(nth=1))
    Task.objects.filter(case=other).update(closed_at=Now())
    text = report()[0]
    assert clue is not None
    assert f"1 个在办案件没有承办人，也没有等待的事项：{other.number}" in text
    text, well = report("--repair")
    assert well
    assert "重新推算：待办改动 1 项，日期改动 0 个案件，补登待排版文书 0 份。" in text
    assert (
        "重新推算：待办改动 0 项，日期改动 0 个案件，补登待排版文书 0 份。" in report("--repair")[0]
    )


def test_work_whose_post_is_vacant_is_named(case: Case) -> None:
    assert "✓ 每件待办都有在岗的人承办" in report()[0]
    Post.objects.filter(officer__username="yibao_lianluo").update(ends_on=clock.today())
    child = case.children.get(procedure="co_check", department="医保")
    Rehearsal().take(Rehearsal().sheet(child, "request_letter"), "send", "xian_jingban")
    with clock.standing_at(clock.today() + timedelta(days=1)):
        text, well = report()
    assert not well
    assert "✗ 医保部门联络员的 2 件待办无人承办" in text


def test_a_repair_of_what_is_right_changes_nothing(case: Case) -> None:
    before = list(Task.objects.order_by("pk").values())
    text = report("--repair")[0]
    assert "待办改动 0 项，日期改动 0 个案件" in text
    assert list(Task.objects.order_by("pk").values()) == before


def test_a_wrong_date_of_a_task_is_put_right(case: Case) -> None:
    task = Task.objects.open().get(case__procedure="household_check")
    right = task.due_on
    Task.objects.filter(pk=task.pk).update(due_on=date(2030, 1, 1))
    assert "待办改动 1 项" in report("--repair")[0]
    task.refresh_from_db()
    assert task.due_on == right


def test_the_work_of_a_closed_case_is_taken_out_of_the_inbox(
    installation: Rehearsal, case: Case
) -> None:
    installation.take(case, "withdraw", installation.local("jingban"), statement="不办了。")
    last = Task.objects.filter(case=case).latest("pk")
    Task.objects.filter(pk=last.pk).update(closed_at=None)
    assert "✗ 1 项待办属于已办结的案件" in report()[0]
    assert report("--repair")[1]
    assert not Task.objects.open().filter(case=case).exists()


def announced(county: Rehearsal) -> Case:
    """An announcement that hangs from 12 June and closes by itself on a day it has written down."""
    case = county.accept(county.warn(household()))
    county.authorise(case)
    county.check(case)
    county.co_check(case)
    sheet = county.agree(case)
    county.post(sheet)
    with clock.standing_at(date(2026, 6, 12)):
        county.take_down(sheet)
        county.take(case, "close", county.local("jingban"))
        county.decide(case)
        return county.announce(case)


def test_a_forgotten_day_is_remembered(installation: Rehearsal) -> None:
    sheet = announced(installation)
    due = sheet.wake_on
    assert due is not None
    change(sheet, wake_on=None)
    with clock.standing_at(date(2026, 6, 12)):
        assert sheet.number in report()[0]
        assert "日期改动 1 个案件" in report("--repair")[0]
    sheet.refresh_from_db()
    assert sheet.wake_on == due


def test_a_day_put_off_until_tomorrow_stays_put_off(installation: Rehearsal) -> None:
    """A due step that was blocked is looked at again the next day."""
    sheet = announced(installation)
    assert sheet.wake_on is not None
    later = sheet.wake_on + timedelta(days=3)
    change(sheet, wake_on=later + timedelta(days=1))
    with clock.standing_at(later):
        assert "日期改动 0 个案件" in report("--repair")[0]


def test_an_overslept_case_is_named(installation: Rehearsal) -> None:
    sheet = announced(installation)
    assert sheet.wake_on is not None
    with clock.standing_at(sheet.wake_on + timedelta(days=2)):
        assert "有 1 个案件的到期事项昨天以前就该处理" in report()[0]


def test_periods_are_counted_again_when_the_holiday_table_has_changed(
    installation: Rehearsal, case: Case
) -> None:
    drafts = Task.objects.open().filter(case__procedure="request_letter")
    assert {task.provisional for task in drafts} == {False}
    CalendarDay.objects.all().delete()
    report("--repair")
    assert {task.provisional for task in drafts.all()} == {True}


def test_papers_long_owed_and_papers_given_up_are_named(case: Case) -> None:
    first, second = Rendition.objects.order_by("pk")[:2]
    Rendition.objects.filter(pk=first.pk).update(not_before=Now() - timedelta(hours=1))
    second.park("排版多次中断，没有结果。")
    second.save()
    assert second.state == State.PARKED
    text = report()[0]
    assert marked("✗ 有 1 份文书到期15分钟以上没有生成", text) != []
    assert f"✗ 文书 {second.paper.kind}" in text
    assert "已搁置：排版多次中断，没有结果。" in text


def test_a_long_list_of_given_up_papers_is_cut_short(installation: Rehearsal) -> None:
    announced(installation)
    for rendition in Rendition.objects.order_by("pk")[:21]:
        rendition.park("缺字。")
        rendition.save()
    assert "✗ 另有 1 份文书已搁置" in report()[0]
