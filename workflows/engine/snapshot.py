"""Everything `decide` may know about a case and a command, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from workflows.access.actors import Actor
from workflows.policy.packs import Pack
from workflows.workdays.calendar import Calendar

PAUSES = "pauses"  # the fact of a head that holds when maximum periods stood still


@dataclass(frozen=True, slots=True)
class Child:
    """One child case as its parent sees it; `stands`: its result has not been set aside."""

    id: int
    kind: str
    key: str
    round: int
    stage: str
    closed: bool
    stands: bool = True
    heeded: bool = False
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def token(self) -> str:
        """How a return names this child's result."""
        return f"{self.kind}:{self.key}"


@dataclass(frozen=True, slots=True)
class Shared:
    """The sheet the case stands on: only its stage and dated facts are read."""

    kind: str
    stage: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A step proposed by one person that waits for a second."""

    step: str
    person: int
    for_whom: int | None
    answers: Mapping[str, Any]


@dataclass(frozen=True)
class Snapshot:
    """A case at one moment. `duties` and `barred` cover the whole family of cases.

    `stage` is empty while the case does not exist yet. `today` is a parameter so that no
    decision ever reads a clock.
    """

    stage: str
    seq: int
    today: date
    entered_on: date
    place: int
    pack: Pack
    calendar: Calendar
    department: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    standing: frozenset[str] = frozenset()
    children: tuple[Child, ...] = ()
    shared: Shared | None = None
    listed: int = 0
    parent_stage: str = ""
    came_from: str = ""
    duties: Mapping[str, frozenset[int]] = field(default_factory=dict)
    barred: frozenset[int] = frozenset()
    proposal: Proposal | None = None
    found: Mapping[str, bool] = field(default_factory=dict)
    pauses: tuple[tuple[date, date | None], ...] = ()

    @property
    def at_rest(self) -> bool:
        """Whether the maximum periods of the family stand still today."""
        return any(last is None for _, last in self.pauses)

    @cached_property
    def newest(self) -> tuple[Child, ...]:
        """The newest round of each child, by kind and key."""
        latest: dict[tuple[str, str], Child] = {}
        for child in self.children:
            held = latest.get((child.kind, child.key))
            if held is None or child.round > held.round:
                latest[child.kind, child.key] = child
        return tuple(latest.values())

    def open(self, kind: str) -> bool:
        """Whether a child of this kind is still being worked on."""
        return any(child.kind == kind and not child.closed for child in self.children)

    def date(self, fact: str) -> date | None:
        """A dated fact of the case as a date; None when it was never given."""
        value = self.facts.get(fact)
        return date.fromisoformat(value) if value else None


@dataclass(frozen=True, slots=True)
class Command:
    """What somebody asks for: a step, on the version of the case they saw.

    `seen` None means the engine itself acts (a due step), never a person. `verdict` is
    "take", or "decline" for an open proposal.
    """

    step: str
    actor: Actor
    seen: int | None
    answers: Mapping[str, Any] = field(default_factory=dict)
    verdict: str = "take"
