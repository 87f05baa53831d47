"""The search finds bugs: each of these is planted, and each must be reported, every time."""

import pytest

from tests.conformance import plants, plants_of_phase_out  # noqa: F401 - they plant them
from tests.conformance.expected import TABLES
from tests.conformance.planting import PLANTS
from tests.conformance.search import Search
from workflows.engine.decide import decide
from workflows.engine.procedure import newest

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", PLANTS)
def test_a_planted_bug_is_found(forced: pytest.MonkeyPatch, name: str) -> None:
    procedure, plant = PLANTS[name]
    judge = plant(forced) or decide
    search = Search(TABLES[procedure], newest(procedure), judge, first=True).run()
    assert search.differences, f"not found in {search.decisions} decisions"


def test_at_least_thirty_bugs_are_planted() -> None:
    assert len(PLANTS) >= 30
