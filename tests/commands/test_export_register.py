"""A register as a workbook that can be taken in again."""

import stat
from pathlib import Path
from typing import Any

import pytest
import python_calamine
from django.core.management import CommandError, call_command

from tests.fixtures.county import settle
from workflows.registry.models import Household


def people(file: Path) -> list[list[Any]]:
    return python_calamine.CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()


def test_a_countys_register_and_one_that_is_only_drawn_are_alike(db: None, tmp_path: Path) -> None:
    settle(24)
    kept, drawn = tmp_path / "kept.xlsx", tmp_path / "drawn.xlsx"
    call_command("export_register", str(kept), county="360799")
    call_command("export_register", str(drawn), synthetic=24, seed=7)
    titles, *rows = people(kept)
    numbers = {row[titles.index("户编号")] for row in rows} - {""}
    assert numbers == set(Household.objects.values_list("number", flat=True))
    assert sorted(map(str, rows)) == sorted(map(str, people(drawn)[1:]))
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("county", "said"), [("36079", "不是区划代码"), ("110101", "没有村级区划")]
)
def test_what_cannot_be_written_is_said(db: None, tmp_path: Path, county: str, said: str) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("export_register", str(tmp_path / "x.xlsx"), county=county, synthetic=3)
