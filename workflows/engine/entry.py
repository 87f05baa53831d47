"""One entry of the journal: how a decision becomes the text that is hashed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from workflows.access.actors import Actor, Seat

from .journal import FORMAT, canonical, chained, sealed_answers
from .models import Case, Event, PersonalAnswers


@dataclass(frozen=True, slots=True)
class Entry:
    """What happened, before it is numbered into a case's chain. `papers` are facts digests."""

    step: str
    outcome: str
    source: str
    target: str
    actor: Actor
    seat: Seat | None
    duty: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    personal: Mapping[str, Any] = field(default_factory=dict)
    fell: list[str] = field(default_factory=list)
    heeds: int | None = None
    papers: list[str] = field(default_factory=list)


def record(
    case: Case, entry: Entry, command_id: UUID, now: datetime, occurred_on: date
) -> tuple[Event, PersonalAnswers | None]:
    """The event row and, where there are personal answers, the row beside it; neither is saved.

    Moves the case's `last_hash` on. The caller has set `case.seq` to the event's number.
    """
    salt = text = commitment = ""
    if entry.personal:
        salt, text, commitment = sealed_answers(entry.personal)
    body = canonical(_content(case, entry, command_id, now, occurred_on, commitment))
    seat = entry.seat
    event = Event(
        case=case,
        seq=case.seq,
        command_id=command_id,
        step=entry.step,
        outcome=entry.outcome,
        from_stage=entry.source,
        to_stage=entry.target,
        officer_id=entry.actor.person,
        for_whom_id=seat.for_whom if seat else None,
        recorded_at=now,
        occurred_on=occurred_on,
        body=body,
        previous=case.last_hash,
        hash=chained(case.last_hash, body),
    )
    case.last_hash = event.hash
    row = PersonalAnswers(event=event, salt=salt, text=text) if commitment else None
    return event, row


def _content(
    case: Case, entry: Entry, command_id: UUID, now: datetime, occurred_on: date, commitment: str
) -> dict[str, Any]:
    """What the hash of an entry covers; its shape is the journal's format and never changes."""
    seat = entry.seat
    return {
        "format": FORMAT,
        "case": str(case.uuid),
        "procedure": case.procedure,
        "edition": case.edition,
        "pack": case.pack,
        "seq": case.seq,
        "command": str(command_id),
        "step": entry.step,
        "outcome": entry.outcome,
        "from": entry.source,
        "to": entry.target,
        "actor": {
            "person": entry.actor.person,
            "name": entry.actor.name,
            "role": seat.role if seat else "",
            "agency": seat.agency if seat else 0,
            "for_whom": seat.for_whom if seat else None,
        },
        "duty": entry.duty,
        "recorded_at": now.isoformat(),
        "occurred_on": occurred_on.isoformat(),
        "answers": entry.answers,
        "commitment": commitment,
        "fell": entry.fell,
        "heeds": entry.heeds,
        "papers": entry.papers,
    }
