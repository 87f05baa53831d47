"""The index of unhappy paths and the acceptance scenarios: no line without its test."""

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.stories.index import AHEAD, LINES, SCENARIOS
from workflows.engine.procedure import all_procedures

TESTS = Path(__file__).resolve().parents[1]
HOW_MANY_LINES, HOW_MANY_SCENARIOS = 25, 25
# Fixtures whose people take their steps through the door.
ACTING = {"county", "cast", "own_database"}

NAMED = sorted(
    {name for line in LINES.values() for name in line.values()}
    | {name for names in SCENARIOS.values() for name in names}
)


@cache
def functions(file: str) -> dict[str, ast.FunctionDef]:
    """The tests of a file, those of classes as Class::name."""
    body = ast.parse((TESTS / file).read_text(encoding="utf-8")).body
    found = {node.name: node for node in body if isinstance(node, ast.FunctionDef)}
    for group in body:
        if isinstance(group, ast.ClassDef):
            for node in group.body:
                if isinstance(node, ast.FunctionDef):
                    found[f"{group.name}::{node.name}"] = node
    return found


def test_every_line_has_its_tests() -> None:
    assert len(LINES) == HOW_MANY_LINES
    assert [line for line, situations in LINES.items() if not situations] == []


def test_every_scenario_has_its_tests_or_waits_for_a_procedure() -> None:
    ahead = {int(word) for told in AHEAD.values() for word in told.split() if word.isdigit()}
    assert set(SCENARIOS) == set(range(1, HOW_MANY_SCENARIOS + 1)) - ahead
    assert all(SCENARIOS.values())


@pytest.mark.parametrize("name", NAMED)
def test_the_named_test_is_there_and_somebody_acts_in_it(name: str) -> None:
    file, _, function = name.partition("::")
    found = functions(file).get(function)
    assert found is not None, name
    assert function.rpartition("::")[2].startswith("test_")
    assert ACTING & {argument.arg for argument in found.args.args}
    marks = " ".join(ast.unparse(mark) for mark in found.decorator_list)
    assert "skip" not in marks and "xfail" not in marks


@pytest.mark.parametrize("key", AHEAD)
def test_what_waits_for_a_procedure_is_written_when_it_comes(key: str) -> None:
    """When this fails, the procedure has come: its lines and scenarios want their stories."""
    assert key not in {table.key for table in all_procedures()}
