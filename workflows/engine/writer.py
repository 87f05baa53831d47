"""The one writer of cases: carries a decision out and everything that follows from it.

Rows are gathered and written together at the end, so that a step that opens six co-checks costs
no more statements than one that opens none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from documents import rows
from workflows.access.actors import SYSTEM, Actor
from workflows.workdays import clock

from . import openings, sheets
from .decide import PROPOSED, TAKEN, Decision, decide, due_step
from .entry import Entry, record
from .family import PROPOSED as PROPOSED_ANSWERS
from .family import Family
from .machine import machine_of
from .matter import Matter
from .models import Case, CasePaper, Event, PersonalAnswers, Task
from .papers import issue_for
from .periods import end_of
from .procedure import as_opening
from .refusals import Refusal
from .snapshot import PAUSES, Command
from .words import On, Step, WhereItWas

# More automatic steps than this in one command means a table that chases its own tail.
MOST_DUE_STEPS = 200


class Writer:
    """Applies decisions to one family of cases within the caller's transaction."""

    def __init__(self, family: Family, by: Actor, command_id: UUID, occurred_on: date) -> None:
        self.family, self.by = family, by
        self.command_id, self.occurred_on = command_id, occurred_on
        self.now = clock.now()
        self.dirty: dict[int, Case] = {}
        self.events: list[tuple[Event, PersonalAnswers | None]] = []
        self.links: list[CasePaper] = []
        self.asked: list[Task] = []
        self.opened: set[int] = set()
        self.moved: set[int] = set()
        self.replanned: set[int] = set()
        self.struck: dict[int, Case] = {}
        self.started: list[tuple[Case, Decision]] = []

    def apply(self, case: Case, decision: Decision, *, automatic: bool = False) -> Event:
        """Write one decision: row, children, sheet, tasks, papers, journal."""
        step = decision.step
        if decision.outcome == TAKEN:
            if decision.moves:
                machine_of(case.table)(case).take(step, decision.target)
            if decision.source != decision.target:
                self.moved.add(case.pk)
            self._keep_facts(case, decision)
            self._keep_results(case, decision)
            if decision.moves or (case.proposal and case.proposal["step"] == step.name):
                self._drop_proposal(case)
            if decision.moves:
                self._enter(case, decision)
            self._count_duty(case, decision)
            self._bar(case, decision)
            matter = self._matter(case, decision)
            for keep in step.books:
                keep(matter)
        elif decision.outcome == PROPOSED:
            self._keep_proposal(case, decision)
        else:  # declined
            self._drop_proposal(case)
        event = self._record(case, decision, automatic=automatic)
        if decision.outcome == TAKEN:
            self._follow_on(case, decision)
        return event

    def settle(self) -> None:
        """Take every step that has become due anywhere in the family."""
        for _ in range(MOST_DUE_STEPS):
            due = next(filter(None, map(self._due, list(self.family.cases.values()))), None)
            if due is None:
                return
            self.apply(*due, automatic=True)
        raise RuntimeError(f"{self.family.head}: steps fall due without end")

    def derived(self, case: Case) -> UUID:
        """The command id of what a command entails for another event: the same when repeated."""
        return uuid5(self.command_id, f"{case.uuid}#{case.seq}")

    def _due(self, case: Case) -> tuple[Case, Decision] | None:
        table = case.table
        if not table.due[case.stage]:
            return None
        outline = self.family.outline(case, shared=self.family.at_hand(case))
        step = due_step(table, outline)
        if step is None:
            return None
        decision = decide(table, outline, Command(step.name, SYSTEM, None))
        return None if isinstance(decision, Refusal) else (case, decision)

    def _keep_facts(self, case: Case, decision: Decision) -> None:
        open_part, personal = split(decision)
        case.facts = {**case.facts, **open_part}
        if PAUSES in open_part:  # the clocks of the children stop and go on with the head's
            self.replanned.update(pk for pk, one in self.family.cases.items() if not one.closed)
        if personal:
            self._keep_private(case, personal)

    def _keep_private(self, case: Case, changes: Mapping[str, Any]) -> None:
        kept = {**(case.private or {}), **changes}
        case.private = {name: value for name, value in kept.items() if value is not None}

    def _keep_results(self, case: Case, decision: Decision) -> None:
        case.standing = sorted(decision.standing)
        for child in self.family.children_of(case):
            token = f"{child.procedure}:{child.key}"
            if token in decision.fallen and child.stands:
                child.stands = False
                self.dirty[child.pk] = child
            if child.pk == decision.heeds:
                child.heeded = True
                self.dirty[child.pk] = child

    def _enter(self, case: Case, decision: Decision) -> None:
        stage = case.table.stages[decision.target]
        case.came_from = "" if isinstance(decision.step.target, WhereItWas) else decision.source
        case.entered_on = self.family.today
        case.closed = stage.end
        case.collecting = case.table.is_sheet and stage.start

    def _count_duty(self, case: Case, decision: Decision) -> None:
        step, head = decision.step, self.family.head
        if not step.duty:
            return
        named = {**case.facts, **decision.answers}.get(step.shared_by) or ()
        persons = {p for p in (self.by.person, decision.seat.for_whom, *named) if p is not None}
        head.duties = {
            **head.duties,
            step.duty: sorted({*head.duties.get(step.duty, ()), *persons}),
        }
        self.dirty[head.pk] = head

    def _bar(self, case: Case, decision: Decision) -> None:
        """Whoever had the duties the step names is done with this case: others take it up."""
        duties = self.family.head.duties
        gone = {person for duty in decision.step.bars for person in duties.get(duty, ())}
        if gone - set(case.barred):
            case.barred = sorted({*case.barred, *gone})

    def _keep_proposal(self, case: Case, decision: Decision) -> None:
        open_part, personal = split(decision)
        case.proposal = {
            "step": decision.step.name,
            "person": self.by.person,
            "for_whom": decision.seat.for_whom,
            "answers": open_part,
        }
        if personal:
            self._keep_private(case, {PROPOSED_ANSWERS: personal})

    def _drop_proposal(self, case: Case) -> None:
        """Nothing waits for a second person any more, nor do the personal answers of what did."""
        case.proposal = None
        if PROPOSED_ANSWERS in (case.private or {}):
            self._keep_private(case, {PROPOSED_ANSWERS: None})

    def _record(self, case: Case, decision: Decision, *, automatic: bool) -> Event:
        """Number the event, issue its papers, then hash both into the chain."""
        case.seq += 1
        papers = []
        if decision.outcome == TAKEN and decision.step.issues:
            matter = self._matter(case, decision)
            for form in decision.step.issues:
                paper, link = issue_for(form, matter, case.seq)  # type: ignore[arg-type]
                papers.append(paper.facts_digest)
                self.links.append(link)
        open_part, personal = split(decision)
        entry = Entry(
            step=decision.step.name,
            outcome=decision.outcome,
            source=decision.source,
            target=decision.target,
            actor=SYSTEM if automatic else self.by,
            seat=decision.seat,
            duty="" if automatic else decision.step.duty,
            answers=open_part,
            personal=personal,
            fell=sorted(decision.fallen),
            heeds=decision.heeds,
            papers=papers,
        )
        return self.write_down(case, entry, automatic=automatic)

    def _matter(self, case: Case, decision: Decision) -> Matter:
        step, seat = decision.step, decision.seat
        return Matter(self.family, case, self.by, step, seat, decision.answers)

    def write_down(self, case: Case, entry: Entry, *, automatic: bool) -> Event:
        """Append one entry to a case's chain; the case's `seq` is the entry's number."""
        command = self.derived(case) if automatic else self.command_id
        event, row = record(case, entry, command, self.now, self.occurred_on)
        self.events.append((event, row))
        self.dirty[case.pk] = case
        self.replanned.add(case.pk)
        return event

    def open(self, cases: Sequence[Case], *, automatic: bool) -> None:
        """Store new cases, each with the first entry of its chain, so that none is written twice."""
        for case in cases:
            command = self.derived(case) if automatic else self.command_id
            entry = openings.opening_entry(case, self)
            self.events.append(record(case, entry, command, self.now, self.occurred_on))
        rows.insert(cases)
        for case, (event, _) in zip(
            cases, self.events[len(self.events) - len(cases) :], strict=True
        ):
            event.case_id = case.pk
            self.family.add(case)
            self.opened.add(case.pk)
        sheets.put_on(cases, self)

    def _follow_on(self, case: Case, decision: Decision) -> None:
        """Children, sheets and further cases the step and the stage it entered ask for."""
        table, step = case.table, decision.step
        wanted = [as_opening(opening) for opening in step.opens]
        if step.strikes:
            self.struck.update(sheets.strike(case, step.strikes.key, self.family.today))
            self.family.taken_off(case, step.strikes.key)
        if decision.moves:
            stage = table.stages[case.stage]
            named = {opening.procedure.key for opening in wanted}
            wanted += [o for o in map(as_opening, stage.opens) if o.procedure.key not in named]
            if stage.shares and stage.name not in case.standing:
                sheets.put_on([case], self)
        if wanted:
            openings.open_children(self, case, wanted, decision.answers, personal_of(step))
        if step.starts or step.tells:
            self.started.append((case, decision))
        self.set_clocks(case)

    def open_for_stage(self, case: Case) -> None:
        """What the stage a case was opened in asks for."""
        stage = case.table.stages[case.stage]
        openings.open_children(self, case, map(as_opening, stage.opens))

    def set_clocks(self, case: Case) -> None:
        """The total limit from the earliest clue, and the day something happens by itself."""
        table = case.table
        began = case.facts.get("clue_on")
        case.clock_on = date.fromisoformat(began) if began else case.opened_on
        if table.total_within:
            end = end_of(table.total_within, case.clock_on, self.family.outline(case))
            case.due_on = end.day if end else None
        days = [
            case.facts.get(step.when.fact)
            for step in table.due[case.stage]
            if isinstance(step.when, On)
        ]
        case.wake_on = min((date.fromisoformat(day) for day in days if day), default=None)


def personal_of(step: Step) -> frozenset[str]:
    """Names of the step's answers that are personal."""
    return step.asks.personal if step.asks is not None else frozenset()


def split(decision: Decision) -> tuple[dict[str, Any], dict[str, Any]]:
    """The answers that may stand in the journal's text, and the personal ones that may not.

    What a step hands to a child it opens is kept by the child alone.
    """
    personal = personal_of(decision.step)
    handed = {n for opening in map(as_opening, decision.step.opens) for n in opening.handing}
    given = {name: value for name, value in decision.answers.items() if name not in handed}
    open_part = {name: value for name, value in given.items() if name not in personal}
    return open_part, {name: value for name, value in given.items() if name in personal}
