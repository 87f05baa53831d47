"""Commands: what households receive is loaded, and a month is run."""

from __future__ import annotations

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.phase_out.walks import granted, month, states
from workflows.procedures.phase_out.rehearsal import PhaseOutCast
from workflows.registry import dibao
from workflows.registry.models import DibaoEntry, DibaoStandard, Household
from workflows.workdays import clock

HEAD = "户编号,起始月份,享受人数,增发人数,月保障金额"


def said(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def listed(folder: Path, *rows: str) -> str:
    file = folder / "dibao.csv"
    file.write_text("\n".join((HEAD, *rows)), encoding="utf-8")
    return str(file)


def test_the_run_is_the_same_however_often_it_is_called(
    cast: PhaseOutCast, home: Household
) -> None:
    case = granted(cast, home)
    with clock.standing_at(month(1)):
        first = said("phase_out_run")
        assert "1笔439.40元" in first
        assert said("phase_out_run") == first
        with pytest.raises(CommandError, match="2026年11月还没有到"):
            said("phase_out_run", "--month", "2026-11")
        with pytest.raises(CommandError, match="应写成2026-10"):
            said("phase_out_run", "--month", "October")
    assert states(case) == ["due"] + ["planned"] * 5


def test_records_are_loaded_once(cast: PhaseOutCast, tmp_path: Path) -> None:
    homes = list(Household.objects.order_by("pk")[:2])
    file = listed(
        tmp_path, f"{homes[0].number},2026-01,3,1,313", f"{homes[1].number},2026-02,2,0,500.50"
    )
    assert said("load_dibao", "360799", file) == "新记 2 条低保享受记录。\n"
    assert said("load_dibao", "360799", file) == "新记 0 条低保享受记录。\n"
    entry = dibao.standing(homes[1].pk, date(2026, 9, 1))
    assert entry is not None
    assert (str(entry.monthly), entry.persons, entry.source) == ("500.50", 2, "imported")
    assert dibao.since(homes[1].pk, date(2026, 9, 1)) == date(2026, 2, 1)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("没有,2026-01,3,1,313", "第2行：农户册中没有户编号“没有”"),
        ("{},January,3,1,313", "第2行：起始月份应写成2026-10"),
        ("{},2026-01,x,1,313", "第2行：享受人数应为整数"),
        ("{},2026-01,1,2,313", "第2行：享受人数至少1人"),
        ("{},2026-01,3,1,313.005", "第2行：月保障金额不得为负，最多两位小数"),
        ("{},2026-01,3,1,many", "第2行：月保障金额应为数字"),
        ("{},2020-01,3,1,313", "第2行：没有2020年1月的低保标准"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_stored(
    cast: PhaseOutCast, tmp_path: Path, row: str, why: str
) -> None:
    home = Household.objects.order_by("pk")[0]
    file = listed(tmp_path, row.format(home.number))
    with pytest.raises(CommandError, match=why):
        said("load_dibao", "360799", file)
    assert not DibaoEntry.objects.exists()


def test_a_standard_is_set_with_its_paper(cast: PhaseOutCast) -> None:
    with pytest.raises(CommandError, match="--paper"):
        said("load_dibao", "360799", "--standard", "700", "--since", "2026-10")
    said("load_dibao", "360799", "--standard", "700", "--since", "2026-10", "--paper", "某号文")
    assert str(dibao.standards(360799101201)(date(2026, 10, 1))) == "700.00"
    assert str(dibao.standards(360799101201)(date(2026, 9, 1))) == "632.00"
    assert DibaoStandard.objects.count() == 2


def test_the_entry_recorded_last_rules_the_months_from_its_own_on(
    cast: PhaseOutCast, home: Household
) -> None:
    """So no month is two things at once, whatever is recorded late."""
    entry = dibao.standing(home.pk, date(2026, 1, 1))
    assert entry is not None
    kinds = DibaoEntry.Kind
    for kind, since in ((kinds.PHASE_OUT, 10), (kinds.NONE, 12), (kinds.DIBAO, 11)):
        entry.pk, entry.kind, entry.from_on = None, kind, date(2026, since, 1)
        entry.monthly = 0 if kind == kinds.NONE else entry.monthly
        entry.save()
    found = [dibao.standing(home.pk, date(2026, month, 5)) for month in (9, 10, 11, 12)]
    assert [one.kind for one in found if one] == ["dibao", "phase_out", "dibao", "dibao"]
