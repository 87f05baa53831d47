"""The tables, line by line, against the expectation written separately from them.

The search forces conditions by name; that the right names stand on the right lines is shown here.
"""

import pytest

from tests.conformance import described
from tests.conformance.expected import TABLES
from tests.conformance.vocabulary import Line
from workflows.engine.procedure import all_procedures, find

LINES = [(key, name) for key, table in TABLES.items() for name in table.lines]
PLACES = [(key, name) for key, table in TABLES.items() for name in table.places]


def test_every_shipped_procedure_has_an_expectation() -> None:
    shipped = {(table.key, table.edition) for table in all_procedures()}
    assert shipped == {(table.key, table.edition) for table in TABLES.values()}


@pytest.mark.parametrize("key", TABLES)
def test_stages_and_steps_are_those_expected_in_the_same_order(key: str) -> None:
    expected = TABLES[key]
    table = find(key, expected.edition)
    assert list(table.stages) == list(expected.places)
    assert set(table.steps) == set(expected.lines)
    assert table.start_stage().name == next(iter(expected.places))


@pytest.mark.parametrize(("key", "name"), PLACES)
def test_a_stage_is_held_and_rests_as_expected(key: str, name: str) -> None:
    expected = TABLES[key]
    stage = find(key, expected.edition).stages[name]
    assert described.place(stage) == expected.places[name]


@pytest.mark.parametrize(("key", "name"), LINES)
def test_a_step_reads_as_expected(key: str, name: str) -> None:
    expected = TABLES[key]
    step = find(key, expected.edition).steps[name]
    wanted = expected.lines[name]
    if not wanted.who and not wanted.due:  # whoever holds the stage
        assert step.by is None
        wanted = _by_holders(key, wanted)
    assert _by_holders(key, described.line(step)) == wanted


@pytest.mark.parametrize("key", TABLES)
def test_duties_are_kept_apart_pair_by_pair(key: str) -> None:
    expected = TABLES[key]
    groups = find(key, expected.edition).apart
    found = {frozenset({a, b}) for group in groups for a in group for b in group if a != b}
    assert found == expected.apart
    assert set(find(key, expected.edition).never_after) == expected.never_after


@pytest.mark.parametrize("key", TABLES)
def test_steps_that_can_fall_due_together_are_declared_in_the_same_order(key: str) -> None:
    """The first declared goes first: an objection upheld before one upheld in part."""
    expected = TABLES[key]
    table = find(key, expected.edition)
    for stage in expected.places:
        wanted = [n for n, line in expected.lines.items() if line.due and stage in line.leaves]
        assert [step.name for step in table.due[stage]] == wanted


def _by_holders(key: str, line: Line) -> Line:
    """The line with the stages' holders spelt out where it names nobody."""
    if line.who or line.due:
        return line
    places = TABLES[key].places
    holders = dict.fromkeys(places[stage].held_by for stage in line.leaves)
    return Line(**{**vars(line), "who": tuple(holders)})
