"""What must be true of the stored rows after any step, whoever took it and whatever came before."""

from __future__ import annotations

import json
from collections.abc import Iterator

from workflows.engine.family import Family
from workflows.engine.fold import fold
from workflows.engine.journal import verify
from workflows.engine.models import Case, Event, SheetEntry, Task
from workflows.engine.tasks import wanted_of
from workflows.engine.triggers import ParentIn
from workflows.workdays import clock


def faults(head: Case) -> Iterator[str]:
    """Every law a family of cases breaks, in a sentence; none is the wish."""
    family = Family.read(head, clock.today())
    for case in family.cases.values():
        for fault in (*_of_the_journal(case), *_of_the_work(family, case), *_of_lines(case)):
            yield f"{case}: {fault}"
    yield from _of_tasks(family)
    yield from _of_duties(family)
    yield from _of_children(family)


def _of_the_journal(case: Case) -> Iterator[str]:
    """The row is the fold of its events, and their chain holds."""
    events = list(Event.objects.filter(case=case).order_by("seq").select_related("personal"))
    yield from (finding.text for finding in verify(events))
    folded = fold(events)
    told = (
        folded.stage,
        folded.seq,
        dict(folded.facts),
        folded.standing,
        folded.entered_on,
        folded.came_from,
        folded.closed,
        folded.proposed,
    )
    kept = (
        case.stage,
        case.seq,
        case.facts,
        frozenset(case.standing),
        case.entered_on,
        case.came_from,
        case.closed,
        case.proposal["step"] if case.proposal else "",
    )
    if told != kept:
        yield f"the events tell {told}, the row says {kept}"
    if case.last_hash != events[-1].hash:
        yield "the row does not hold the last hash"


def _ends_with_its_parent(child: Case) -> bool:
    return any(isinstance(step.when, ParentIn) for step in child.table.steps.values())


def _of_the_work(family: Family, case: Case) -> Iterator[str]:
    """Somebody, some child, sheet or day moves every open case on; a closed one has no open work.

    A child whose table does not end with the parent's may outlast it: relief to be explained, a
    review of the decision.
    """
    children = [child for child in family.children_of(case) if not child.closed]
    tasks = Task.objects.open().filter(case=case).exists()
    if case.closed and (tasks or any(map(_ends_with_its_parent, children))):
        yield "closed with open work"
    shares = case.table.stages[case.stage].shares
    listed = case.listings.filter(struck_on=None, sheet__closed=False).exists() if shares else False
    if not (case.closed or tasks or children or listed or case.wake_on):
        yield f"open in {case.stage}, and nothing moves it on"


def _of_lines(case: Case) -> Iterator[str]:
    """A case stands on one open sheet of a kind at most, and only if a stage had it put there.

    One that was moved aside stands where the stage it came from had put it.
    """
    lines = SheetEntry.objects.filter(case=case, struck_on=None, sheet__closed=False)
    kinds = list(lines.values_list("sheet__procedure", flat=True))
    been = filter(None, (case.stage, case.came_from, *case.standing))
    stages = (case.table.stages[name] for name in been)
    shared = {stage.shares.key for stage in stages if stage.shares}
    if len(set(kinds)) < len(kinds) or not set(kinds) <= shared:
        yield f"stands in {case.stage} on {kinds}"


def _of_tasks(family: Family) -> Iterator[str]:
    """Open tasks and their dates are what the facts ask for."""
    wanted = {
        (*key, task.department, task.region, task.ready_on, task.due_on, task.provisional)
        for key, task in wanted_of(family, family.cases).items()
    }
    kept = set(
        Task.objects.open()
        .filter(case__in=family.cases)
        .values_list(
            "case", "stage", "role", "department", "region", "ready_on", "due_on", "provisional"
        )
    )
    if wanted != kept:
        yield f"{family.head}: asked for {wanted - kept}, open {kept - wanted}"


def _of_children(family: Family) -> Iterator[str]:
    """A child is heeded, and its result set aside, by an event of its parent and not otherwise."""
    for case in family.cases.values():
        told = [
            (event.pk, json.loads(event.body))
            for event in Event.objects.filter(case=case).order_by("seq")
        ]
        for child in family.children_of(case):
            born = Event.objects.filter(case=child).order_by("seq").values_list("pk", flat=True)[0]
            token = f"{child.procedure}:{child.key}"
            fell = any(pk > born and token in body["fell"] for pk, body in told)
            heeded = any(body["heeds"] == child.pk for _, body in told)
            if (child.stands, child.heeded) != (not fell, heeded):
                yield f"{child}: stands {child.stands}, heeded {child.heeded}"


def _of_duties(family: Family) -> Iterator[str]:
    """No person had two duties that are kept apart, in person or through who acted for him."""
    had = {duty: set(persons) for duty, persons in family.head.duties.items()}
    for case in family.cases.values():
        for event in Event.objects.filter(case=case, outcome="taken").exclude(officer=None):
            duty = case.table.steps[event.step].duty if event.step in case.table.steps else ""
            if duty:
                had.setdefault(duty, set()).update({event.officer_id, event.for_whom_id} - {None})
        for group in case.table.apart:
            for one in group:
                for other in group - {one}:
                    if both := had.get(one, set()) & had.get(other, set()):
                        yield f"{family.head}: {both} had {one} and {other}"
