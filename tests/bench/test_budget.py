"""The budget of statements, held on the real main line."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.engine.main_line import statements
from tests.engine.ways import june, to_household_check
from tests.fixtures.county import household
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock

# The design's budget, on either database; PostgreSQL has one statement more, that locks the root.
BUDGET = 12


@pytest.mark.slow
def test_a_step_of_the_main_line_costs_at_most_twelve_statements(county: Rehearsal) -> None:
    """On average: a step that issues three papers costs more, one that issues none far less."""
    spent = statements(household())
    assert sum(spent.values()) / len(spent) <= BUDGET, spent


@pytest.mark.slow
def test_a_step_without_a_paper_stays_far_below(county: Rehearsal) -> None:
    spent = statements(household())
    examined = next(
        count for step, count in spent.items() if step.endswith(" intervention.examine")
    )
    accepted = [count for step, count in spent.items() if step.endswith(" co_check.accept")]
    assert examined <= 8
    assert max(accepted) <= 8


@pytest.mark.slow
def test_each_further_household_on_a_letter_costs_one_statement(county: Rehearsal) -> None:
    """Its own row; all else is read, locked and written for the whole letter together."""
    spent = {}
    for department, households in (("公安", 1), ("医保", 2), ("民政", 3)):
        case = to_household_check(county, nth=households - 1)
        letter = county.sheet(case.children.get(key=department), "request_letter")
        with clock.standing_at(june(3)), CaptureQueriesContext(connection) as sent:
            county.take(letter, "send", "xian_jingban")
        spent[households] = len(sent)
    assert (spent[2] - spent[1], spent[3] - spent[2]) == (1, 1)
