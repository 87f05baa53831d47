"""docs/trust.md is held to the code: each row of its table names a test that is there."""

import ast
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, ROOT, rows, text

PAGE = DOCS / "trust.md"
GOALS = [row for row in rows(PAGE) if len(row) == 4 and row[1].startswith("`tests/")]
FILES = sorted((ROOT / "tests" / "trust").glob("test_*.py"))
# Checks of formats and of this page, which promise nothing by themselves.
BESIDE = {"test_goals.py", "test_merkle.py"}


def names_in(file: Path) -> set[str]:
    """The names of all test functions of a file."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("row", GOALS, ids=lambda row: row[1])
def test_each_promise_names_a_test_its_goal_and_what_was_reached(row: list[str]) -> None:
    file, _, name = row[1].strip("`").partition("::")
    assert (ROOT / file).is_file()
    assert not name or name in names_in(ROOT / file)
    assert row[2] and row[3]


def test_every_file_of_these_tests_has_its_row() -> None:
    named = {Path(row[1].strip("`").partition("::")[0]).name for row in GOALS}
    assert {file.name for file in FILES} - named - BESIDE == set()


def test_every_figure_that_a_test_writes_is_of_a_group_the_measurement_names() -> None:
    """`./run bench trust` writes them by these names; docs/benchmarks.md explains each group."""
    told = text(DOCS / "benchmarks.md")
    written = {
        node.args[0].value.partition(".")[0]
        for file in FILES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "figure"
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }
    assert written
    assert {group for group in written if f"`{group}." not in told} == set()
