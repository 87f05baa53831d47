"""What the papers of one step know of their case; each thing is looked up once a step."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from documents.models import Paper
from workflows.access.models import Officer
from workflows.engine.decide import DECLINED
from workflows.engine.matter import Matter
from workflows.engine.models import Case, Event
from workflows.registry.models import Member
from workflows.workdays.clock import SHANGHAI

from .. import dossier
from .offices import Offices, place_of

# The tables are made of these papers, so their keys are named here, not imported.
CHECK, CO_CHECK, OBJECTION = "household_check", "co_check", "objection"
CORRECTION, HOUSEHOLD_HEAD = "correction", "户主姓名"
NOTICE, ANNOUNCEMENT = "notice", "announcement"
_KEPT = "record"


@dataclass(frozen=True, slots=True)
class Signed:
    """One step as the journal has it: who signed it, when, and what he said that is not personal."""

    step: str
    person: int | None
    name: str
    for_whom: str
    agency: int
    on: date
    at: datetime
    said: Mapping[str, Any]

    @property
    def signature(self) -> str:
        """The name as it is signed, with the giver of the delegation under which it was."""
        return f"{self.name}（代{self.for_whom}）" if self.for_whom else self.name


def signed(event: Event) -> Signed:
    """An event as a signature. Its text keeps the signer's name as it was on that day."""
    body = json.loads(event.body)
    actor = body["actor"]
    return Signed(
        step=event.step,
        person=actor["person"],
        name=actor["name"],
        for_whom=event.for_whom.name if event.for_whom else "",
        agency=actor["agency"],
        on=event.occurred_on,
        at=event.recorded_at.astimezone(SHANGHAI),
        said=body["answers"],
    )


def journal(case: Case) -> list[Signed]:
    """The steps taken and proposed in one case, oldest first; one statement."""
    events = Event.objects.filter(case=case).exclude(outcome=DECLINED)
    return [signed(event) for event in events.select_related("for_whom").order_by("seq")]


class Record:
    """A household's case with its children, sheets, signatures and offices."""

    def __init__(self, matter: Matter) -> None:
        self.matter = matter
        self.head = matter.head

    @cached_property
    def offices(self) -> Offices:
        return Offices(place_of(self.matter.case.region), tuple(self.matter.agencies))

    @cached_property
    def signer(self) -> str:
        """The acting officer, and for whom he acts under a delegation."""
        actor, seat = self.matter.actor, self.matter.seat
        if seat is None or seat.for_whom is None:
            return actor.name
        return f"{actor.name}（代{Officer.objects.get(pk=seat.for_whom).name}）"

    @property
    def said(self) -> dict[str, Any]:
        """All that was answered in the household's own case, the present step's answers last."""
        own = self.matter.answers if self.matter.case.pk == self.head.pk else {}
        return {**self.head.answers, **own}

    @cached_property
    def members(self) -> list[Member]:
        """Who lives in the household today."""
        gone = set(self.said.get("deceased_all", ()))
        return [m for m in self.matter.members if m.is_here and m.pk not in gone]

    @property
    def head_name(self) -> str:
        """The head of household, or who has taken his place; by the name as corrected."""
        named = [
            one.answers["becomes"] for one in self.corrected if one.facts["item"] == HOUSEHOLD_HEAD
        ]
        return str(self.said.get("head_name") or (named or [self.head.head_name])[-1])

    @property
    def corrected(self) -> list[Case]:
        """The corrections that have taken effect, in the order asked for."""
        return [c for c in self.children if c.procedure == CORRECTION and c.stage == "applied"]

    @cached_property
    def children(self) -> list[Case]:
        """Every child of the household's case, in the order opened."""
        return self.matter.family.children_of(self.head)

    def of(self, kind: str) -> list[Case]:
        """The newest round of each child of a kind."""
        return list(
            {child.key: child for child in self.children if child.procedure == kind}.values()
        )

    @cached_property
    def check(self) -> Case | None:
        """The household check whose result was accepted last."""
        return next((one for one in reversed(self.children) if _is_accepted(one)), None)

    @property
    def checked(self) -> dict[str, Any]:
        """What the last accepted household check found; empty before there is one."""
        return self.check.answers if self.check else {}

    @property
    def risks(self) -> list[str]:
        """The risks the check confirmed, else those of the warning."""
        risks: list[str] = self.checked.get("risks") or self.said.get("risks") or []
        return risks

    @property
    def persons(self) -> int:
        """How many live together: as last settled, else as the register has it."""
        return persons_of(self.head, self.children) or len(self.members)

    @cached_property
    def signatures(self) -> dict[str, Signed]:
        """The last time each step of the household's case was taken, or proposed."""
        return {one.step: one for one in journal(self.head)}

    @property
    def recusals(self) -> list[dict[str, Any]]:
        """Who was kept from the case since it was opened, in order."""
        told: list[dict[str, Any]] = self.head.facts.get("recusals", [])
        return told

    @cached_property
    def officers(self) -> dict[int, str]:
        """Names of the checkers of the last check, of kin among officers, of who took over."""
        heirs = {one.get("substitute") for one in self.recusals}
        kept_away = self.matter.family.related_persons
        wanted = {*self.checked.get("checkers", ()), *kept_away, *heirs} - {None}
        return dict(Officer.objects.filter(pk__in=wanted).values_list("pk", "name"))

    @cached_property
    def notice(self) -> Case | None:
        """The notice the household stands on, or stood on to the end."""
        return self.matter.sheet(NOTICE)

    @cached_property
    def filed(self) -> list[dossier.Holding]:
        """The papers in force when first asked for, in the order of filing.

        Papers of the present step are among them only if issued before.
        """
        return dossier.holdings(self.head)

    @property
    def issued(self) -> dict[str, Paper]:
        """The newest paper of each kind among them."""
        return {one.paper.kind: one.paper for one in self.filed}

    @property
    def letter(self) -> Paper:
        """The letter to the household that the present step has just issued."""
        case = self.matter.case
        written = Paper.objects.filter(entry=f"{case.uuid}#{case.seq}", audience="household")
        return written.exclude(kind="D50").order_by("-pk")[0]

    def printed(self, kind: str) -> dict[str, Any]:
        """The facts of the newest paper of a kind in the case, as they were printed."""
        papers = Paper.objects.filter(dossier=self.head.uuid, kind=kind, voided_on=None)
        facts: dict[str, Any] = papers.order_by("-pk").values_list("facts", flat=True)[0]
        return facts

    def number(self, kind: str) -> str:
        """The number of the newest paper of a kind; "" while there is none."""
        return self.issued[kind].number if kind in self.issued else ""


def record_of(matter: Matter) -> Record:
    """The record of the case at hand, shared by the papers of one step."""
    kept: Record = matter.kept.setdefault(_KEPT, Record(matter))
    return kept


def persons_of(head: Case, children: Iterable[Case]) -> int:
    """How many live together: as the last check, objection or amendment settled it; else 0.

    Of two results the later one counts: a correction outlives the check it corrects, and is
    outlived by the next check. Who has died since is no longer counted.
    """
    settled = [one for one in children if _is_accepted(one) or _is_correction(one)]
    last = max(settled, key=lambda one: (one.entered_on, one.pk), default=None)
    if last is None:
        return 0
    settled_on, persons = last.entered_on.isoformat(), int(last.facts.get("persons", 0))
    if head.facts.get("amended_on", "") >= settled_on:
        settled_on, persons = head.facts["amended_on"], int(head.facts["amended_persons"])
    died = [day for day in head.facts.get("deaths", ()) if day >= settled_on]
    return max(persons - len(died), 0)


def _is_accepted(child: Case) -> bool:
    return child.procedure == CHECK and child.stage == "accepted"


def _is_correction(child: Case) -> bool:
    return child.procedure == OBJECTION and child.stage == "partly"
