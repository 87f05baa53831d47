"""Every reachable state, every step, everyone: the engine and the papers agree.

The search is exhaustive, not random: random walks rarely come to the day before a notice ends.
"""

from collections.abc import Callable

import pytest

from tests.conformance.expected import TABLES
from tests.conformance.search import Search
from tests.conformance.vocabulary import NOWHERE
from tests.conformance.worlds import GATHERED

Searched = Callable[[str], Search]
pytestmark = pytest.mark.slow  # half a minute: hundreds of thousands of decisions
EVERY = pytest.mark.parametrize("key", TABLES)


@EVERY
def test_engine_and_expectation_agree_on_every_decision(searched: Searched, key: str) -> None:
    assert searched(key).differences == []


@EVERY
def test_every_step_is_taken_at_least_once(searched: Searched, key: str) -> None:
    assert set(searched(key).taken) == set(TABLES[key].lines)


@EVERY
def test_every_stage_is_reached(searched: Searched, key: str) -> None:
    reached = {world.stage for world in searched(key).seen} - {NOWHERE}
    assert reached == set(TABLES[key].places)


@EVERY
def test_any_walk_can_still_end(searched: Searched, key: str) -> None:
    """From every state there is a way to an end, whatever was returned, withdrawn or regretted."""
    search = searched(key)
    sources: dict[int, list[int]] = {}
    for number, following in search.ways.items():
        for target in following:
            sources.setdefault(target, []).append(number)
    places = TABLES[key].places
    ends = [n for world, n in search.seen.items() if world.stage and places[world.stage].end]
    can_end, waiting = set(ends), ends
    while waiting:
        fresh = [number for number in sources.get(waiting.pop(), ()) if number not in can_end]
        can_end.update(fresh)
        waiting += fresh
    assert [world for world, number in search.seen.items() if number not in can_end] == []


def test_a_hundred_thousand_decisions_are_compared(searched: Searched) -> None:
    assert sum(searched(key).decisions for key in TABLES) >= 100_000


def test_nobody_confirms_without_what_confirmation_rests_on(searched: Searched) -> None:
    """C15 as a sentence of its own, read off the states and not off the table."""
    kept = {"household_check", "department_co_check", "reviewing", "public_notice", "township"}
    confirmed = [w for w in searched("intervention").seen if w.stage in ("confirmed", "filed")]
    assert confirmed
    for world in confirmed:
        assert kept <= world.standing
        # Once it is filed, a doubt about the confirmation has the household checked again.
        decided = world.stage == "confirmed"
        assert all(kid.closed for kid in world.kids if kid.kind in GATHERED and decided)


def test_a_decision_always_has_a_township_opinion_and_an_examination(searched: Searched) -> None:
    """Why `refuse` need not fear that a return has dropped them: every way back passes them again."""
    deciding = [w for w in searched("intervention").seen if w.stage == "deciding"]
    assert all({"reviewing", "examining"} <= world.standing for world in deciding)
