"""What still stands: which results fall with what is found wrong, and where work resumes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .procedure import Procedure
from .snapshot import Snapshot
from .words import BACK, Stage, Step


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing an officer may name as wrong when returning a case."""

    token: str
    label: str


def _rests_on(stage: Stage) -> Iterable[str]:
    """What a stage rests on: stages by name, kinds of children with a colon, so none is mistaken."""
    for ground in stage.rests_on:
        yield ground.name if isinstance(ground, Stage) else f"{ground.key}:"


def falling(procedure: type[Procedure], wrong: Iterable[str]) -> frozenset[str]:
    """The results named wrong and every stage whose result rests on one of them.

    A child's result is named `kind:key`; stages rest on the whole kind.
    """
    fallen = frozenset(wrong)
    grounds = {"".join(token.partition(":")[:2]) for token in fallen}
    while grounds:
        resting = {n for n, stage in procedure.stages.items() if grounds & set(_rests_on(stage))}
        grounds = resting - fallen
        fallen |= grounds
    return fallen


def causes(procedure: type[Procedure], case: Snapshot) -> tuple[Cause, ...]:
    """What may be named wrong now: each standing result the present stage builds on."""
    here = procedure.order[case.stage]
    found: list[Cause] = []
    for name, stage in procedure.stages.items():
        if name not in case.standing or procedure.order[name] >= here:
            continue
        kinds = [ground for ground in stage.rests_on if not isinstance(ground, Stage)]
        children = [
            Cause(child.token, f"{kind.name}{'：' + child.key if child.key else ''}")
            for kind in kinds
            for child in case.newest
            if child.kind == kind.key and child.stands
        ]
        found.extend(children or [Cause(name, stage.label)])
    return tuple({cause.token: cause for cause in found}.values())


def resumes_at(procedure: type[Procedure], fallen: frozenset[str]) -> str:
    """The earliest stage, in declared order, whose result fell."""
    return min((n for n in fallen if n in procedure.order), key=procedure.order.__getitem__)


def redone(procedure: type[Procedure], target: str, case: Snapshot) -> frozenset[str]:
    """What falls when a step leads back to `target`: its result and the children it gathers."""
    kinds = {g.key for g in procedure.stages[target].rests_on if not isinstance(g, Stage)}
    tokens = {child.token for child in case.newest if child.kind in kinds}
    return falling(procedure, {target, *tokens})


def renewed(procedure: type[Procedure], step: Step, case: Snapshot) -> frozenset[str]:
    """What falls when an officer decides a stage again although its result stood.

    The case came back past it for another reason. What rested on the former result rests on
    nothing now: a township's approval does not outlive a later opinion against the household.
    """
    if step.when or _is_side_exit(step) or case.stage not in case.standing:
        return frozenset()
    return falling(procedure, {case.stage}) - {case.stage}


def standing_after(
    procedure: type[Procedure],
    step: Step,
    source: str,
    target: str,
    standing: frozenset[str],
    fallen: frozenset[str],
) -> frozenset[str]:
    """Results standing after a step: a stage completed stands; what fell does not.

    A step that leaves from a set of stages completes none: it breaks off, or moves aside.
    """
    kept = standing - fallen
    order = procedure.order
    forward = source and step.kind != BACK and order[target] > order[source]
    if forward and not _is_side_exit(step):
        kept |= {source}
    return kept


def _is_side_exit(step: Step) -> bool:
    """A step that leaves from a set of stages breaks work off rather than completing a stage."""
    return not isinstance(step.source, Stage)
