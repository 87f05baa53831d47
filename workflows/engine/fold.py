"""A case as its journal tells it: the row must be the fold of its events, and nothing more.

Reads only the texts of the events (what the chain proves), never a column. Personal answers are
not in the texts and so not in the fold.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Protocol

from .decide import PROPOSED, TAKEN
from .openings import LISTED, OPENED, STRUCK
from .plans import standing_after
from .procedure import Procedure, find
from .words import HERE, WhereItWas


class Written(Protocol):
    """An event, of which only the hashed text is read."""

    body: str


@dataclass(frozen=True, slots=True)
class Folded:
    """Where a case stands after its events. `proposed` names the step that waits for a second."""

    stage: str = ""
    seq: int = 0
    facts: Mapping[str, Any] = field(default_factory=dict)
    standing: frozenset[str] = frozenset()
    entered_on: date | None = None
    came_from: str = ""
    closed: bool = False
    proposed: str = ""


def fold(events: Iterable[Written]) -> Folded:
    """The state that a case's events, in their order, amount to; days as in China.

    Raises UnknownProcedure when the table the case is bound to is not installed.
    """
    folded = Folded()
    for event in events:
        told = json.loads(event.body)
        folded = _after(folded, told, find(told["procedure"], told["edition"]))
    return folded


def _after(before: Folded, told: Mapping[str, Any], table: type[Procedure]) -> Folded:
    """The state after one more entry."""
    now = replace(before, seq=told["seq"])
    if told["step"] == OPENED:
        facts = {name: value for name, value in told["answers"].items() if name != "opening"}
        return _entered(replace(now, facts=facts), told, table)
    if told["step"] in (LISTED, STRUCK):
        return now
    step = table.steps[told["step"]]
    if told["outcome"] != TAKEN:
        return replace(now, proposed=step.name if told["outcome"] == PROPOSED else "")
    now = replace(
        now,
        facts={**before.facts, **told["answers"]},
        proposed="" if before.proposed == step.name else before.proposed,
    )
    if step.kind == HERE:
        return now
    fallen = frozenset(told["fell"])
    standing = standing_after(table, step, told["from"], told["to"], before.standing, fallen)
    came_from = "" if isinstance(step.target, WhereItWas) else told["from"]
    now = replace(now, standing=standing, came_from=came_from, proposed="")
    return _entered(now, told, table)


def _entered(now: Folded, told: Mapping[str, Any], table: type[Procedure]) -> Folded:
    stage = table.stages[told["to"]]
    entered_on = datetime.fromisoformat(told["recorded_at"]).date()
    return replace(now, stage=stage.name, entered_on=entered_on, closed=stage.end)
