"""The one door: `start` opens a case, `advance` moves one. Nothing else writes cases.

Lock order everywhere: household (only when opening), root cases by key, sheet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction

from documents import rows
from workflows.access.actors import SYSTEM, Actor
from workflows.registry.models import Household
from workflows.workdays import clock

from .answers import cleaned, kept_photos
from .decide import Decision, admit, decide, is_second
from .elsewhere import open_elsewhere, opened_before
from .family import Family
from .locking import lock_row
from .matter import Matter
from .models import Case, Event
from .openings import LABELS, STRUCK, blank, numbered
from .procedure import Procedure, newest
from .refusals import Blocked, NotNow, Refusal, Stale
from .sheets import lock_listed, note_of, takes_along, waiting
from .snapshot import Command, Snapshot
from .storing import flush
from .words import Step
from .writer import Writer

OPEN_ELSEWHERE = "open_elsewhere"
# The answer in which a case about no household names, by its number, the open case it tells.
ABOUT_CASE = "about_case"


def advance(
    case: Case,
    step: str,
    *,
    by: Actor,
    seen: int,
    command_id: UUID,
    answers: Mapping[str, Any] | None = None,
    files: Mapping[str, Any] | None = None,
    occurred_on: date | None = None,
    verdict: str = "take",
) -> Event:
    """Take a step of a case, or countersign ("take") or decline ("decline") a proposed one.

    `answers` and `files` are what the step's form was given, as from a page; `seen` is the
    case's `seq` when the person looked. The same `command_id` returns the first outcome again.
    Raises a Refusal; then nothing has changed.
    """
    kept = kept_photos(case.table.steps.get(step), files or {})
    asked = Command(step, by, seen, answers or {}, verdict)
    try:
        with transaction.atomic():
            return _advance(case, asked, kept, command_id, occurred_on)
    except IntegrityError:
        # An id used before, sent again from a newer page: the journal admits it once.
        earlier = Event.objects.filter(case=case, command_id=command_id).first()
        if earlier is None:
            raise
        return earlier


def _advance(
    case: Case,
    asked: Command,
    files: Mapping[str, Any],
    command_id: UUID,
    occurred_on: date | None,
) -> Event:
    today = clock.today()
    held = lock_listed(case) if takes_along(case, asked.step) else frozenset()
    family = Family.lock(case, today)
    case = family.cases[case.pk]
    if asked.seen != case.seq:
        earlier = Event.objects.filter(case=case, command_id=command_id).first()
        if earlier:
            return earlier
    decision = _decided(family, case, asked, files)
    writer = Writer(family, asked.actor, command_id, occurred_on or today)
    event = writer.apply(case, decision)
    writer.settle()
    along = decision.moves and takes_along(case, asked.step)
    _finish(writer, *(_taken_along(writer, held) if along else ()))
    return event


@transaction.atomic
def start(
    procedure: type[Procedure],
    *,
    by: Actor,
    household: Household | None = None,
    region: int = 0,
    command_id: UUID,
    answers: Mapping[str, Any] | None = None,
    files: Mapping[str, Any] | None = None,
    occurred_on: date | None = None,
    key: str = "",
) -> Case:
    """Open a case of a procedure for a household by the opening step that applies.

    A case about no household (a report about an office) stands in a `region` instead. A
    household has one open case of a procedure, or one for each `key` (each list it stands on).

    The household's row is locked first, so that two clues at the same moment become one case.
    The same `command_id` returns the case opened first. Raises a Refusal.
    """
    today = clock.today()
    if household:
        lock_row(Household, household.pk)
    elsewhere = opened_before(procedure, household, command_id)
    if elsewhere and elsewhere.uuid == command_id:
        return elsewhere
    case = blank(
        procedure,
        region=household.village_id if household else region,
        on=today,
        household_id=household.pk if household else None,
        number="",
        key=key,
    )
    case.uuid, case.household, case.stage, case.seq = command_id, household, "", 0
    family = Family([case], today, locked=True)
    case.facts = {OPEN_ELSEWHERE: elsewhere is not None}
    step = _opening_step(procedure, family.snapshot(case), by)
    decision = _decided(family, case, Command(step.name, by, 0, answers or {}), files or {})
    case.number, case.facts = numbered(procedure, case.region, today), {}
    case.closed = procedure.stages[decision.target].end
    rows.insert([case])
    family.add(case)
    writer = Writer(family, by, command_id, occurred_on or today)
    writer.opened.add(case.pk)
    writer.apply(case, decision)
    _finish(writer)
    return case


@transaction.atomic
def wake(case: Case) -> None:
    """Take what has become due in a case because a day has come. Doing it twice changes nothing.

    A step that is due but blocked is looked at again the next day.
    """
    today = clock.today()
    family = Family.lock(case, today)
    case, head = family.cases[case.pk], family.head
    _finish(Writer(family, SYSTEM, uuid5(head.uuid, f"wake {head.last_hash}"), today))
    if case.wake_on and case.wake_on <= today:
        case.wake_on = today + timedelta(days=1)
        case.save(update_fields=["wake_on"])


def judged(family: Family, case: Case, step: Step, by: Actor) -> Snapshot:
    """The snapshot a step is judged by, with what its conditions must look up looked up."""
    matter = Matter(family, case, by, step)
    conditions = (*step.needs, *step.only_if)
    found = {c.name: c.look(matter) for c in conditions if c.look}
    return family.snapshot(case, found)


def _decided(family: Family, case: Case, asked: Command, files: Mapping[str, Any]) -> Decision:
    """Judge in the order of `decide`: person before form, so nobody probes by filling in forms."""
    table = case.table
    step = table.steps.get(asked.step)
    if step is None:
        raise NotNow("没有这一步骤，请刷新页面。")
    here = case.stage in step.sources
    snapshot = judged(family, case, step, asked.actor) if here else family.snapshot(case)
    seat = admit(table, snapshot, asked)
    if isinstance(seat, Refusal):
        raise _explained(seat, case)
    if is_second(step, snapshot):
        clean = {name: text for name, text in asked.answers.items() if name == "reason" and text}
        if asked.verdict == "decline" and not clean:
            raise Blocked("不同意须说明理由。", ["请填写不同意的理由。"])
    else:
        clean = cleaned(step, asked.answers, files, Matter(family, case, asked.actor, step, seat))
    outcome = decide(table, snapshot, replace(asked, answers=clean))
    if isinstance(outcome, Refusal):
        raise _explained(outcome, case)
    return outcome


def _explained(refusal: Refusal, case: Case) -> Refusal:
    """Tell the one who came second who has dealt with it, and when."""
    if isinstance(refusal, NotNow | Stale) and case.pk:
        last = case.events.select_related("officer").latest("seq")
        who = last.officer.get_full_name() if last.officer else "系统"
        when = f"{last.recorded_at.astimezone(clock.SHANGHAI):%Y年%-m月%-d日 %H:%M}"
        step = case.table.steps.get(last.step)
        label = step.label if step else LABELS[last.step]
        refusal.message += f"已由{who}于{when}办结“{label}”。"
    return refusal


def _finish(*writers: Writer) -> None:
    """Settle and write families; then what they touched outside: sheets and further cases."""
    for writer in writers:
        writer.settle()
    flush(*writers)
    for writer in writers:
        for sheet in writer.struck.values():
            _note_struck(writer, sheet)
        for case, decision in writer.started:
            if decision.step.starts:
                _begin(writer, case, decision)
            if decision.step.tells:
                _tell(writer, case, decision)


def _note_struck(writer: Writer, sheet: Case) -> None:
    """Write into the sheet's journal which household has left; an emptied one ends."""
    family = Family.lock(sheet, writer.family.today)
    other = Writer(family, SYSTEM, writer.derived(sheet), writer.occurred_on)
    family.head.seq += 1
    note = note_of(STRUCK, family.head, writer.family.head)
    other.write_down(family.head, note, automatic=True)
    other.settle()
    flush(other)


def _taken_along(writer: Writer, locked: frozenset[int]) -> list[Writer]:
    """A writer for each family that waits on a sheet, to take what the sheet's move makes due."""
    listed = waiting(writer.family, locked)
    others = []
    for family in Family.beside(writer.family, listed):
        for case in listed[family.head.pk]:
            family.put_on(family.cases[case.pk], writer.family.head)
        derived = writer.derived(family.head)
        others.append(Writer(family, SYSTEM, derived, writer.occurred_on))
    return others


def _begin(writer: Writer, origin: Case, decision: Decision) -> None:
    """Open the independent case a step starts, for the same household."""
    starts = decision.step.starts
    assert starts is not None
    table, today = newest(starts.procedure.key), writer.family.today
    carried = {name for name in starts.carrying if name in origin.answers}
    number = numbered(table, origin.region, today)
    case = blank(
        table, region=origin.region, on=today, household_id=origin.household_id, number=number
    )
    case.follows = origin
    case.facts = {name: origin.facts[name] for name in carried & set(origin.facts)}
    case.private = {name: origin.private[name] for name in carried & set(origin.private or {})}
    family = Family([case], today, locked=True)
    other = Writer(family, writer.by, writer.derived(case), writer.occurred_on)
    other.set_clocks(case)
    other.open([case], automatic=False)
    other.open_for_stage(case)
    _finish(other)


def _tell(writer: Writer, case: Case, decision: Decision) -> None:
    """Hand a further clue to the household's other open case, whose table has the step.

    A case about no household tells the open case it names. Raises NotNow when that has ended meanwhile: a clue merged into nothing would be lost.
    """
    if case.household:
        target = open_elsewhere(case.table, case.household)
    else:
        number = decision.answers[ABOUT_CASE]
        target = Case.objects.filter(number=number, parent=None, closed=False).first()
    if target is None:
        raise NotNow("该户的在办事项刚刚办结，请刷新页面后另行受理。")
    case.follows = target
    case.save(update_fields=["follows"])
    family = Family.lock(target, writer.family.today)
    target = family.cases[target.pk]
    outline = family.outline(target)
    told = {**decision.answers, "clue": case.number}
    personal = decision.step.asks.personal if decision.step.asks else frozenset()
    told = {name: value for name, value in told.items() if name not in personal}
    command = Command(decision.step.tells, SYSTEM, outline.seq, told)
    outcome = decide(target.table, outline, command)
    if isinstance(outcome, Refusal):
        raise outcome
    other = Writer(family, writer.by, writer.derived(target), writer.occurred_on)
    other.apply(target, outcome)
    _finish(other)


def _opening_step(procedure: type[Procedure], snapshot: Snapshot, by: Actor) -> Step:
    """The first opening step that applies and is this actor's; else the first, which refuses him."""
    steps = [s for s in procedure.leaving[""] if all(c.holds(snapshot) for c in s.only_if)]
    if not steps:
        raise NotNow("该户已有在办事项，不能重复登记。")
    return next((step for step in steps if by.holds(*(step.by or ()))), steps[0])
