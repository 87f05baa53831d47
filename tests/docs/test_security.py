"""The table of security requirements names tests that are there."""

import re

import pytest

from tests.docs.pages import ROOT, rows

PAGE = ROOT / "SECURITY.md"
ROWS = [row for row in rows(PAGE) if re.match(r"[0-9]+\.[0-9]", row[0])]
HELD_BY = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_each_requirement_is_held_by_a_test_that_is_there(row: list[str]) -> None:
    _, level, asks, held_by = row
    found = HELD_BY.fullmatch(held_by)
    assert found and level in "123" and asks
    file, name = ROOT / found[1], found[2]
    assert file.is_file()
    defined = file.read_text(encoding="utf-8")
    assert re.search(rf"def {name}\(" if name else r"def test_", defined)


def test_no_requirement_stands_twice_nor_among_those_not_met() -> None:
    named = [one for row in ROWS for one in row[0].split(", ")]
    assert len(named) == len(set(named)) > 50
    told = PAGE.read_text(encoding="utf-8")
    unmet = told.split("Not met:")[1].split("## ")[0]
    assert set(re.findall(r"[0-9]+\.[0-9]+\.[0-9]+", unmet)).isdisjoint(named)
