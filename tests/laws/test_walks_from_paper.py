"""Laws of the stored rows on cases that ran on paper (decision 0015), walked by chance."""

from __future__ import annotations

import pytest

from tests.fixtures.county import household
from tests.fixtures.transfer import Transfers
from tests.laws.soundness import faults
from tests.laws.walker import Walker, Way, anywhere
from workflows.engine.models import Case, Event
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock

pytestmark = pytest.mark.slow
OWN = ("transcribe", "hand_in", "take_in")


def gladly(way: Way) -> float:
    """By chance, yet willing to bring the case in."""
    return 1.0 if way[2].step.name in OWN else anywhere(way)


@pytest.mark.parametrize("seed", range(2))
def test_a_walk_by_chance_leaves_every_row_sound(county: Rehearsal, seed: int) -> None:
    """Results typed in, sent back, asked for anew; taken in or not; and what follows."""
    walker = Walker(household(nth=seed), seed)
    with clock.standing_at(walker.day):
        papers = Transfers(township=1)
        case = papers.take_over(walker.household, reached="评议初审")
        papers.bring_originals(case)
    for turn in range(50):
        walker.go(gladly)
        if turn % 5 == 0:
            with clock.standing_at(walker.day):
                heads = Case.objects.filter(household=walker.household, parent=None)
                assert [fault for head in heads for fault in faults(head)] == []
    taken = Event.objects.filter(case__household=walker.household, outcome="taken")
    assert {"take_over", "transcribe"} <= set(taken.values_list("step", flat=True))
