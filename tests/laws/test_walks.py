"""Laws of the stored rows, tried on walks through the door: by chance, and through every exit."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.fixtures.county import household
from tests.laws.soundness import faults
from tests.laws.walker import Walker, Way, anywhere, forward
from workflows.access.models import Officer, Post
from workflows.engine.door import advance
from workflows.engine.family import Family
from workflows.engine.models import Case, Event
from workflows.engine.plans import causes, falling
from workflows.procedures.intervention.clue import Clue
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock

pytestmark = pytest.mark.slow
MOST = 200


def intervention(walker: Walker) -> Case:
    return Case.objects.filter(household=walker.household, procedure="intervention").latest("pk")


def heads(walker: Walker) -> list[Case]:
    """Every family the walk has touched, its sheets' included."""
    own = Case.objects.filter(household=walker.household, parent=None)
    return [*own, *Case.objects.filter(entries__case__in=own).distinct()]


def expect_sound(walker: Walker) -> None:
    with clock.standing_at(walker.day):
        assert [fault for head in heads(walker) for fault in faults(head)] == []


def until(walker: Walker, stage: str, gladly: Callable[[Way], float] = forward) -> Case:
    """Walk until the intervention stands in a stage."""
    for _ in range(MOST):
        walker.go(gladly)
        cases = Case.objects.filter(household=walker.household, procedure="intervention")
        if cases.filter(stage=stage).exists():
            return intervention(walker)
    raise AssertionError(f"never came to {stage}, but to {intervention(walker).stage}")


@pytest.mark.parametrize("seed", range(5))
def test_a_walk_by_chance_leaves_every_row_sound(county: Rehearsal, seed: int) -> None:
    """Sixty steps and days, taken by whoever may; side ways, returns and objections included.

    A household whose matter has ended is warned of anew.
    """
    walker = Walker(household(nth=seed), seed)
    for turn in range(60):
        if not Case.objects.filter(household=walker.household, closed=False).exists():
            walker.begin(Clue)
        walker.go(anywhere)
        if turn % 5 == 0:
            expect_sound(walker)
    expect_sound(walker)
    assert Event.objects.filter(case__household=walker.household).count() > 20


def test_the_main_line_is_sound_at_every_stage_and_ends(county: Rehearsal) -> None:
    walker = Walker(household())
    walker.begin(Clue)
    case = until(walker, "confirmed")
    expect_sound(walker)
    with clock.standing_at(walker.day):
        announcement = county.announce(case)
        county.serve(case)
        county.attach_originals(case)
    until(walker, "filed")
    expect_sound(walker)
    for _ in range(10):  # the announcement closes by itself when its days are over
        walker.pass_day()
    announcement.refresh_from_db()
    assert announcement.stage == "closed"
    expect_sound(walker)


def test_a_household_may_withdraw_and_regret_at_every_stage(county: Rehearsal) -> None:
    """C24: regret leads back to where the case was, with nothing lost that stood."""
    walker = Walker(household())
    walker.begin(Clue)
    seen: set[str] = set()
    for _ in range(MOST):
        walker.go(forward)
        cases = Case.objects.filter(household=walker.household, procedure="intervention")
        if cases.filter(stage="confirmed").exists():
            break
        if cases.exclude(stage__in=seen).exists():
            seen.add(case_withdrawn_and_back(walker))
    assert seen == {
        "preliminary", "authorising", "household_check", "department_co_check", "reviewing",
        "public_notice", "township", "examining", "deciding",
    }  # fmt: skip


def case_withdrawn_and_back(walker: Walker) -> str:
    """Withdraw, twice even, and regret; the stage the case is in."""
    case = intervention(walker)
    before, standing = case.stage, case.standing
    with clock.standing_at(walker.day):
        for step, stage in (("withdraw", "withdrawn"), ("regret", before)) * 2:
            walker.take(walker.way(case, step))
            after = intervention(walker)
            assert (after.stage, after.standing) == (stage, standing)
            expect_sound(walker)
    return before


def test_whatever_is_named_wrong_falls_alone_and_the_case_comes_back(county: Rehearsal) -> None:
    """Each cause by itself: what rests on it is done again, everything else keeps standing."""
    walker = Walker(household())
    walker.begin(Clue)
    case = until(walker, "deciding")
    with clock.standing_at(walker.day):
        tokens = [c.token for c in causes(case.table, Family.read(case, walker.day).outline(case))]
    assert len(tokens) == 13
    for token in tokens:
        case = returned(walker, token)
        stood, stands = set(case.standing), set(intervention(walker).standing)
        assert stands == stood - falling(case.table, [token])
        expect_sound(walker)
        until(walker, "deciding")
        expect_sound(walker)


@pytest.mark.parametrize(
    "outcomes",
    [("dismiss",), ("accept_part",), ("uphold",), ("uphold", "accept_part")],
    ids=" and ".join,
)
def test_an_objection_of_any_outcome_leaves_the_case_sound_and_going(
    county: Rehearsal, outcomes: tuple[str, ...]
) -> None:
    """Two at once too: the one is heeded when the other has been, on the next notice."""
    reinforce(county, 4)
    walker = Walker(household())
    walker.begin(Clue)
    case = until(walker, "public_notice")
    while county.sheet(case, "notice").stage != "posted":
        walker.go(forward)
    with clock.standing_at(walker.day):
        for _ in outcomes:
            walker.take(walker.way(case, "object_"))
        objections = list(case.children.filter(procedure="objection").order_by("pk"))
        for objection in objections:
            for step in ("accept", "report"):
                walker.take(walker.way(objection, step))
        for objection, outcome in zip(objections, outcomes, strict=True):
            walker.take(walker.way(objection, outcome))
    expect_sound(walker)
    until(walker, "deciding", forward_with_a_meeting)
    expect_sound(walker)
    heeded = [o.heeded for o in case.children.filter(procedure="objection").order_by("pk")]
    assert heeded == [outcome != "dismiss" for outcome in outcomes]


def forward_with_a_meeting(way: Way) -> float:
    """After an objection that was right the villagers' meeting is held, once upon each finding."""
    case, _, offer = way
    wanted = offer.step.name == "meet" and not case.facts.get("meeting")
    return 1.0 if wanted else forward(way)


def reinforce(county: Rehearsal, clerks: int) -> None:
    """More clerks in the township: two to check and one to write it down, two to investigate, others to check again."""
    known = Post.objects.get(officer__username=county.local("jingban"))
    for number in range(clerks):
        officer = Officer.objects.create(username=f"more{number}", name=f"增援{number}")
        Post.objects.create(
            officer=officer, role=known.role, agency=known.agency, starts_on=known.starts_on
        )


def returned(walker: Walker, token: str) -> Case:
    """The case as it was before the approver returned it for one thing."""
    before = intervention(walker)
    with clock.standing_at(walker.day):
        case, actor, _ = walker.way(before, "return_")
        answers = {"wrong": [token], "return_reason": "请核实。"}
        command = walker.command()
        for _ in range(2):  # sent again: the first outcome, not a second return
            event = advance(
                case, "return_", by=actor, seen=case.seq, command_id=command, answers=answers
            )
            assert event.seq == case.seq + 1
    return before
