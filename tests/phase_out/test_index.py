"""No line of the phase-out without its test, and each named test is there."""

import ast

import pytest

from tests.phase_out.index import LINES, SCENARIOS, VECTORS
from tests.stories.test_index import functions

NAMED = sorted({name for part in (LINES, VECTORS, SCENARIOS) for named in part.values()
                for name in named})  # fmt: skip


def test_every_line_and_scenario_has_its_tests() -> None:
    assert list(LINES) == [f"P{number}" for number in range(1, 25)]
    assert sorted(SCENARIOS) == [16, 17, 18, 19, 20]
    assert all(LINES.values()) and all(VECTORS.values()) and all(SCENARIOS.values())


@pytest.mark.parametrize("name", NAMED)
def test_the_named_test_is_there_and_runs(name: str) -> None:
    file, _, function = name.partition("::")
    found = functions(file).get(function)
    assert found is not None, name
    marks = " ".join(ast.unparse(mark) for mark in found.decorator_list)
    assert "skip" not in marks and "xfail" not in marks
