"""The journal of a case as a person reads it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django import forms

from workflows.access.actors import Actor
from workflows.desk.reading import may_read_personal
from workflows.engine.decide import DECLINED, PROPOSED
from workflows.engine.models import Case, Event
from workflows.engine.openings import LABELS
from workflows.workdays import clock

OUTCOMES = {PROPOSED: "（提出，待会签）", DECLINED: "（会签不同意）"}


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry: `late` is the day it happened when it was entered afterwards."""

    label: str
    at: datetime
    who: str
    for_whom: str
    note: str
    late: date | None


def journal_of(case: Case, actor: Actor) -> list[Event]:
    """The events of a case, latest first; one statement, personal answers only where they are read."""
    beside = ["personal"] if may_read_personal(actor, case) else []
    return list(case.events.select_related("officer", "for_whom", *beside).order_by("-seq"))


def timeline(case: Case, events: Iterable[Event], actor: Actor) -> list[Happening]:
    """The entries in the order given.

    What somebody wrote in a step (an opinion, a reason) is shown to those only who may read the
    case's personal answers.
    """
    reads = may_read_personal(actor, case)
    return [_one(case, event, _written(case, event) if reads else "") for event in events]


def _one(case: Case, event: Event, note: str) -> Happening:
    step = case.table.steps.get(event.step)
    label = step.label if step else LABELS[event.step]
    recorded = clock.day_of(event.recorded_at)
    return Happening(
        f"{label}{OUTCOMES.get(event.outcome, '')}",
        event.recorded_at,
        event.officer.name if event.officer else json.loads(event.body)["actor"]["name"],
        event.for_whom.name if event.for_whom else "",
        note,
        event.occurred_on if event.occurred_on != recorded else None,
    )


def _written(case: Case, event: Event) -> str:
    """The first answer of several lines the step's form asked for: it says why."""
    step = case.table.steps.get(event.step)
    if step is None or step.asks is None:
        return ""
    personal = getattr(event, "personal", None)
    answers = json.loads(event.body)["answers"] | (json.loads(personal.text) if personal else {})
    lines = (
        str(answers[name])
        for name, field in step.asks.base_fields.items()
        if isinstance(field.widget, forms.Textarea) and answers.get(name)
    )
    return next(lines, "")
