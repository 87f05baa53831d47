"""Late entries, calendars that are missing, packs that change: acceptance scenarios 21 and 23."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from pytest_django import Settings

from tests.engine.ways import june, to_reviewing
from tests.fixtures.county import household
from workflows.engine import policies
from workflows.engine.clockwork import tick
from workflows.engine.door import advance
from workflows.engine.models import Case
from workflows.engine.refusals import Blocked
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.registry.models import CalendarDay
from workflows.workdays import clock


def confirmed(county: Rehearsal, on: date, free: date) -> Case:
    with clock.standing_at(on):
        case = county.accept(county.warn(household()))
        county.authorise(case)
        county.check(case)
        county.co_check(case)
        sheet = county.agree(case)
        county.post(sheet)
    with clock.standing_at(free):
        county.take_down(sheet)
        county.take(case, "close", county.local("jingban"))
        county.decide(case)
    return case


def test_a_missing_holiday_year_gives_an_estimate_that_is_counted_again(
    county: Rehearsal,
) -> None:
    """节假日表缺下一年的，期限标为暂估，载入后重新计算，程序不中断。"""
    case = confirmed(county, date(2026, 12, 16), date(2026, 12, 30))
    task = case.tasks.get(closed_at=None)
    assert (task.due_on, task.provisional) == (date(2027, 1, 6), True)
    CalendarDay.objects.create(day=date(2027, 1, 1), is_workday=False, name="元旦", source="测试")
    with clock.standing_at(date(2026, 12, 31)):
        tick()
    task.refresh_from_db()
    assert (task.due_on, task.provisional) == (date(2027, 1, 7), False)


@pytest.fixture
def two_packs(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """A folder of packs to which a later one can be added."""
    for file in Path(django_settings.BASE_DIR, "config", "policy").glob("*.toml"):
        (tmp_path / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    settings.POLICY_DIR = tmp_path
    policies.shelf.cache_clear()
    yield tmp_path
    policies.shelf.cache_clear()


def test_a_running_case_keeps_its_pack_and_a_new_one_takes_the_new(
    county: Rehearsal, two_packs: Path
) -> None:
    """政策包中途变更：在办案件仍按受理时的规定，新案件按新规定。"""
    with clock.standing_at(date(2026, 6, 3)):
        old = county.accept(county.warn(household()))
    seed = (two_packs / "seed.toml").read_text(encoding="utf-8")
    longer = seed.replace("effective_from = 2019-10-09", "effective_from = 2026-06-04").replace(
        '"notice.days" = { name = "防贫干预对象公示期", value = 5',
        '"notice.days" = { name = "防贫干预对象公示期", value = 9',
    )
    assert longer != seed
    (two_packs / "seed-2026.toml").write_text(longer, encoding="utf-8")
    policies.shelf.cache_clear()
    with clock.standing_at(date(2026, 6, 4)):
        new = county.accept(county.warn(household(nth=5)))
    assert (old.pack, new.pack) == ("seed@2019-10-09", "seed@2026-06-04")
    assert policies.shelf().get(old.pack)["notice.days"] == 5
    assert policies.shelf().get(new.pack)["notice.days"] == 9


def test_what_was_signed_on_paper_is_entered_with_both_days_and_shortens_nothing(
    county: Rehearsal,
) -> None:
    """系统停用期间在纸上办理的可以补录：发生日期、记录时间都保留；法定期间不因补录缩短。"""
    case = to_reviewing(county)
    with clock.standing_at(june(8)):
        by = county.actor(county.local("shenhe"))
        event = advance(
            case, "agree", by=by, seen=case.seq, command_id=uuid4(), occurred_on=june(5),
            answers={"opinion": "符合条件。"},
        )  # fmt: skip
        assert (event.occurred_on, clock.day_of(event.recorded_at)) == (june(5), june(8))
        case.refresh_from_db()
        assert case.entered_on == june(8)
        sheet = county.sheet(case, "notice")
        county.post(sheet)
    with clock.standing_at(june(11)), pytest.raises(Blocked):  # enough, were it from the 5th
        county.take_down(sheet)
