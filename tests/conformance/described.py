"""The engine's tables retold in the words of the expectation, to be compared line by line."""

from __future__ import annotations

from tests.conformance.vocabulary import RETURNS, STAYS, WHERE_IT_WAS, Due, Line, Place
from workflows.engine.procedure import Opening, Procedure, as_opening
from workflows.engine.triggers import (
    ChildIn,
    ChildrenIn,
    Emptied,
    On,
    ParentIn,
    SheetIn,
    Stands,
    Trigger,
)
from workflows.engine.words import BACK, HERE, New, Stage, Step


def place(stage: Stage) -> Place:
    """What a table says of a stage."""
    grounds = (g.name if isinstance(g, Stage) else f"{g.key}:" for g in stage.rests_on)
    return Place(
        held_by=stage.held_by or "",
        end=stage.end,
        rests_on=tuple(grounds),
        opens=_kinds(stage.opens),
        shares=stage.shares.key if stage.shares else "",
        within=stage.within.key if stage.within else "",
        lasts=stage.lasts.key if stage.lasts else "",
        counts_from=stage.lasts.start if stage.lasts else "",
        watched_by=stage.watched_by or "",
        due_from=stage.within.start if stage.within else "",
        longer_by=stage.within.more if stage.within else "",
    )


def line(step: Step) -> Line:
    """What a table says of a step."""
    return Line(
        leaves=step.sources,
        to=_whither(step),
        who=tuple(role.value for role in step.by or ()),
        due=due(step.when) if step.when else None,
        duty=step.duty,
        duty_shared_by=step.shared_by,
        bars=step.bars,
        countersigned_by=step.agreed_by or "",
        asks=step.required,
        holds=tuple(condition.name for condition in step.needs),
        only_if=tuple(condition.name for condition in step.only_if),
        stand=tuple(stage.name for stage in step.upon),
        full_period=step.waits,
        in_time=step.in_time.key if step.in_time else "",
        opens=_kinds(step.opens),
        starts=step.starts.procedure.key if step.starts else "",
        tells=step.tells,
        strikes=step.strikes.key if step.strikes else "",
        papers=tuple(sorted(paper.kind.code for paper in step.issues)),
        works_out=tuple(give.__name__ for give in step.gives),
        books=tuple(keep.__name__ for keep in step.books),
        by_several=not isinstance(step.source, Stage | New),
    )


def due(trigger: Trigger) -> Due:
    """What a table says makes a step happen by itself."""
    match trigger:
        case ChildrenIn(outcomes):
            kinds: dict[str, tuple[str, ...]] = {}
            for stage in outcomes:
                kinds[stage.owner.key] = (*kinds.get(stage.owner.key, ()), stage.name)
            return Due(children=tuple(kinds.items()))
        case ChildIn(outcome):
            return Due(child=(outcome.owner.key, outcome.name))
        case ParentIn(stages):
            return Due(parent=stages)
        case SheetIn(stages):
            return Due(sheet=stages)
        case On(fact):
            return Due(day=fact)
        case Stands():
            return Due(stands=True)
        case Emptied():
            return Due(emptied=True)


def _whither(step: Step) -> str:
    if step.kind == HERE:
        return STAYS
    if step.kind == BACK:
        return RETURNS
    return step.target.name if isinstance(step.target, Stage) else WHERE_IT_WAS


def _kinds(openings: tuple[Opening | type[Procedure], ...]) -> tuple[str, ...]:
    return tuple(as_opening(opening).procedure.key for opening in openings)
