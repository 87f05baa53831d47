"""The budget of statements, held on the real main line."""

import pytest
from django.db import connection

from bench.engine.main_line import statements
from tests.fixtures.county import household

# The design's budget. PostgreSQL locks each listed family's root by a statement of its own, which
# since departments are asked by one letter a township costs more than that: see docs/benchmarks.md.
BUDGET = {"sqlite": 12, "postgresql": 14}


@pytest.mark.slow
def test_a_step_of_the_main_line_costs_at_most_twelve_statements(county: None) -> None:
    """On average: a step that issues three papers costs more, one that issues none far less."""
    spent = statements(household())
    assert sum(spent.values()) / len(spent) <= BUDGET[connection.vendor], spent


@pytest.mark.slow
def test_a_step_without_a_paper_stays_far_below(county: None) -> None:
    spent = statements(household())
    examined = next(
        count for step, count in spent.items() if step.endswith(" intervention.examine")
    )
    accepted = [count for step, count in spent.items() if step.endswith(" co_check.accept")]
    assert examined <= 8
    assert max(accepted) <= 8
