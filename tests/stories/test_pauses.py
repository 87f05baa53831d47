"""Maximum periods that stand still, and the minimum period that never does (domain 3.1)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from tests.fixtures.county import household
from workflows.engine.models import Case, Task
from workflows.engine.refusals import Invalid, NotAllowed, NotNow
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock

BEGAN = date(2026, 6, 3)
WHY: Mapping[str, Any] = {
    "pause_reason": "等待农户补充材料",
    "pause_note": "户主外出未归，已电话告知。",
}


def checked(county: Rehearsal) -> Case:
    """A case in 入户核查 since 3 June, its co-checks sent."""
    with clock.standing_at(BEGAN):
        case = county.accept(county.warn(household()))
        county.authorise(case)
        county.ask_departments(case)
    return case


def due(case: Case) -> dict[str, date | None]:
    """The due days of all open work of a family, by procedure."""
    tasks = Task.objects.open().filter(case__root=case).select_related("case")
    return {task.case.procedure: task.due_on for task in tasks}


def total(case: Case) -> date | None:
    """The last day of the whole case."""
    return case.due_on


def test_no_clock_of_the_family_runs_while_it_is_paused(county: Rehearsal) -> None:
    case = checked(county)
    before, whole = due(case), total(case)
    assert None not in before.values()
    with clock.standing_at(date(2026, 6, 5)):
        county.take(case, "pause", "xian_jingban", paused_from=clock.today(), **WHY)
    assert set(due(case).values()) == {None}
    assert total(case) is None
    with clock.standing_at(date(2026, 6, 12)):
        county.take(case, "resume", "xian_jingban", paused_until=date(2026, 6, 11))
    assert later(whole, total(case)) == 6  # the 6th to the 11th did not count
    after = due(case)
    assert all(later(day, after[procedure]) >= 6 for procedure, day in before.items())


def later(day: date | None, other: date | None) -> int:
    """How many days the other is later; both must be there."""
    assert day
    assert other
    return (other - day).days


def test_a_second_pause_adds_to_the_first(county: Rehearsal) -> None:
    case = checked(county)
    whole = total(case)
    for first, last in ((5, 8), (10, 11)):
        with clock.standing_at(date(2026, 6, last)):
            county.take(case, "pause", "xian_jingban", paused_from=date(2026, 6, first), **WHY)
            county.take(case, "resume", "xian_jingban", paused_until=clock.today())
    assert later(whole, total(case)) == 4


def test_the_county_alone_stops_a_clock_and_only_once(county: Rehearsal) -> None:
    case = checked(county)
    with clock.standing_at(date(2026, 6, 5)):
        with pytest.raises(NotAllowed):
            county.take(case, "pause", county.local("jingban"), paused_from=clock.today(), **WHY)
        with pytest.raises(NotNow):
            county.take(case, "resume", "xian_jingban", paused_until=clock.today())
        county.take(case, "pause", "xian_jingban", paused_from=clock.today(), **WHY)
        with pytest.raises(NotNow):
            county.take(case, "pause", "xian_jingban2", paused_from=clock.today(), **WHY)


@pytest.mark.parametrize("day", [date(2026, 6, 2), date(2026, 6, 6)])
def test_a_pause_begins_between_the_opening_and_today(county: Rehearsal, day: date) -> None:
    case = checked(county)
    with clock.standing_at(date(2026, 6, 5)), pytest.raises(Invalid) as refused:
        county.take(case, "pause", "xian_jingban", paused_from=day, **WHY)
    assert list(refused.value.errors) == ["paused_from"]


@pytest.mark.parametrize("day", [date(2026, 6, 4), date(2026, 6, 9)])
def test_a_pause_ends_between_its_beginning_and_today(county: Rehearsal, day: date) -> None:
    case = checked(county)
    with clock.standing_at(date(2026, 6, 5)):
        county.take(case, "pause", "xian_jingban", paused_from=clock.today(), **WHY)
    with clock.standing_at(date(2026, 6, 8)):
        with pytest.raises(Invalid) as refused:
            county.take(case, "resume", "xian_jingban", paused_until=day)
        assert list(refused.value.errors) == ["paused_until"]
        county.take(case, "resume", "xian_jingban", paused_until=clock.today())
        with pytest.raises(Invalid):  # the seventh belongs to the first pause
            county.take(case, "pause", "xian_jingban", paused_from=date(2026, 6, 7), **WHY)
        county.take(case, "pause", "xian_jingban", paused_from=clock.today(), **WHY)


def test_a_notice_hangs_its_full_days_whatever_stands_still(county: Rehearsal) -> None:
    """最短期间不因暂停而缩短，也不因暂停而停算。"""
    case = checked(county)
    with clock.standing_at(BEGAN):
        county.check(case)
        county.co_check(case)
        sheet = county.agree(case)
        county.post(sheet)
    ready = Task.objects.open().get(case=case).ready_on
    with clock.standing_at(date(2026, 6, 5)):
        county.take(case, "pause", "xian_jingban", paused_from=clock.today(), **WHY)
    assert ready == date(2026, 6, 9)
    assert Task.objects.open().get(case=case).ready_on == ready
