"""The month's list is owed work: drawn from its day on, once, however late and by whomever."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import call_command

from documents import owed as documents_owed
from tests.commands.reports import marked, report
from tests.phase_out.walks import granted, month, states, totals
from workflows.engine.models import Case, Event
from workflows.engine.policies import shelf
from workflows.policy.pack import Pack
from workflows.procedures.phase_out import monthly
from workflows.procedures.phase_out.models import Instalment
from workflows.procedures.phase_out.monthly import MonthlyRuns, owed
from workflows.procedures.phase_out.rehearsal import PhaseOutCast, standardise
from workflows.registry.models import DibaoStandard, Household
from workflows.workdays import clock

COUNTY = 360799000000
FIRST = date(2026, 10, 1)


@pytest.fixture
def case(cast: PhaseOutCast, home: Household) -> Case:
    return granted(cast, home)


def lists() -> list[str]:
    return [sheet.facts["month"] for sheet in Case.objects.filter(procedure="pay_list")]


def work_all_day(*days: date | datetime) -> None:
    """Workers that look at these moments, each a new process."""
    for day in days:
        with clock.standing_at(day):
            documents_owed.work([MonthlyRuns()], worker="w")


def test_the_worker_draws_it_from_the_first_on_and_no_day_earlier(case: Case) -> None:
    work_all_day(date(2026, 9, 30))
    assert lists() == [] and states(case) == ["planned"] * 6
    work_all_day(FIRST)
    assert lists() == ["2026-10"] and states(case) == ["due"] + ["planned"] * 5


def test_it_is_one_of_the_works_a_worker_asks_for() -> None:
    assert MonthlyRuns.name in [kind.name for kind in documents_owed.kinds()]


TWICE = (FIRST, FIRST, date(2026, 10, 2), date(2026, 11, 1), date(2026, 12, 1))
LATE = (date(2026, 12, 31),)
EARLY = (date(2026, 9, 30), date(2026, 10, 31), date(2026, 11, 30), date(2026, 12, 1))
# 2026-10-25 02:00 and 2026-11-01: clocks are put back in Europe and America; Shanghai has no such day
ACROSS = (
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    datetime(2026, 10, 31, 16, 0, tzinfo=UTC), datetime(2026, 11, 1, 9, 30, tzinfo=UTC),
    datetime(2026, 11, 30, 15, 59, tzinfo=UTC), datetime(2026, 11, 30, 16, 0, tzinfo=UTC),
)  # fmt: skip


@pytest.mark.parametrize("days", [TWICE, LATE, EARLY, ACROSS])
def test_twice_late_early_or_across_a_clock_change_the_instalments_are_the_same(
    case: Case, days: tuple[date, ...]
) -> None:
    work_all_day(*days)
    assert states(case) == ["due"] * 3 + ["planned"] * 3
    assert totals(case)[:3] == ["439.40", "387.23", "335.07"]
    rows = Instalment.objects.filter(grant__case=case, state="due")
    assert rows.exclude(pay_list=None).count() == 3
    assert len(lists()) == len(set(lists()))
    for sheet in Case.objects.filter(procedure="pay_list"):
        assert Event.objects.filter(case=sheet).count() == 1


def test_the_packs_day_rules_when_it_is_drawn(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """A county that draws on the 5th owes nothing before, and the month before is not lost."""
    packs = [_from_the_fifth(pack) for pack in shelf().packs]
    fifth = replace(shelf(), packs=tuple(packs))
    monkeypatch.setattr(monthly, "shelf", lambda: fifth)
    work_all_day(date(2026, 10, 4))
    assert lists() == []
    work_all_day(date(2026, 10, 5))
    assert lists() == ["2026-10"]
    assert list(owed(date(2026, 11, 4))) == []
    assert list(owed(date(2026, 11, 5))) == [(COUNTY, date(2026, 11, 1))]


def _from_the_fifth(pack: Pack) -> Pack:
    key = "pay.run_day"
    changed = replace(pack.parameters[key], value=5)
    return replace(pack, parameters={**pack.parameters, key: changed})


def test_a_county_without_its_standard_is_asked_again_and_the_doctor_says_so(case: Case) -> None:
    DibaoStandard.objects.all().delete()
    worker = MonthlyRuns()
    with clock.standing_at(datetime(2026, 10, 2, 9, 0, tzinfo=clock.SHANGHAI)):
        assert not worker.work_one("w")
        assert worker.waiting() == 1
        said = marked("✗", report()[0])
        assert any("示例县2026年10月的渐退金还没有生成发放清册" in line for line in said)
        err = StringIO()
        call_command("tick", stdout=StringIO(), stderr=err)
        assert "没有2026年10月的低保标准" in err.getvalue()
    standardise(case.region, date(2025, 1, 1))
    with clock.standing_at(datetime(2026, 10, 2, 9, 9, tzinfo=clock.SHANGHAI)):
        assert not worker.work_one("w")
    with clock.standing_at(datetime(2026, 10, 2, 9, 10, tzinfo=clock.SHANGHAI)):
        assert worker.work_one("w") and lists() == ["2026-10"]
        assert not any("清册" in line for line in marked("✗", report()[0]))
        worker.close()


def test_the_doctor_is_patient_for_a_day(case: Case) -> None:
    with clock.standing_at(FIRST):
        assert not any("清册" in line for line in marked("✗", report()[0]))


def test_tick_draws_it_too(case: Case) -> None:
    with clock.standing_at(month(1)):
        out = StringIO()
        call_command("tick", stdout=out)
    assert "已生成 1 份渐退金发放清册。" in out.getvalue()
    assert lists() == ["2026-10"]
