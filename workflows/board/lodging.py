"""What a villager lodges, handed to the engine under the code of his receipt: once, however often
the form is sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core import signing
from django.db import IntegrityError

from workflows.access.actors import Actor, Role, Seat
from workflows.board import receipts, sheets
from workflows.engine.door import advance, start
from workflows.engine.models import Case, Event
from workflows.engine.procedure import newest
from workflows.engine.refusals import Stale
from workflows.policy.packs import Pack
from workflows.registry.models import Household

# What villagers open themselves, by the name of the procedure.
APPLICATION, REPORT, OVERSIGHT = "clue", "report", "oversight"
# A villager has seen the poster or his receipt, not the version of the case: a step of the office
# in the same second is no reason to send him away.
TRIES = 3
UNMATCHED = "application"  # of somebody the register does not know


def villager(place: int) -> Actor:
    """Somebody without an account who stands before the board of a village."""
    return Actor(None, "村民", (Seat(Role.VILLAGER, place, place + 1),))


def limits(pack: Pack, kind: str) -> dict[str, str]:
    """By when it is decided whether something is taken up, and by when it is answered."""
    return {
        word: str(pack.length(f"{kind}.{word}_limit"))
        for word in ("accept", "decide", "answer")
        if f"{kind}.{word}_limit" in pack
    }


def choices(kind: str, step: str, field: str) -> list[tuple[str, str]]:
    """The words a procedure's own form offers, so that the board offers no others."""
    asked = newest(kind).steps[step].asks
    assert asked is not None  # each of these steps has a form
    return list(asked.base_fields[field].choices)


def held_ticket(given: str) -> str:
    """The ticket the form was drawn with, or a fresh one if it is none of ours."""
    try:
        receipts.code_of(given)
    except signing.BadSignature:
        return receipts.fresh_ticket()
    return given


def lodge(
    kind: str,
    ticket: str,
    place: int,
    answers: Mapping[str, Any],
    *,
    household: Household | None = None,
) -> str:
    """Open a case of a kind in a village; returns the code of the receipt. Raises a Refusal."""
    code = receipts.code_of(ticket)
    command = receipts.command_of(code)
    try:
        start(
            newest(kind), by=villager(place), household=household, region=place,
            command_id=command, answers=answers,
        )  # fmt: skip
    except IntegrityError:  # sent twice at the same moment: the other one has opened it
        if not Case.objects.filter(uuid=command).exists():
            raise
    return code


def take(case: Case, command: UUID, answers: Mapping[str, Any]) -> None:
    """Take the step villagers have of a case as it stands now; once, however often it is sent.

    Raises a Refusal.
    """
    if Event.objects.filter(command_id=command).exists():
        return
    for attempt in range(1, TRIES + 1):
        case.refresh_from_db(fields=["seq", "stage"])
        step, by = sheets.villagers_step(case), villager(case.region)
        try:
            advance(case, step, by=by, seen=case.seq, command_id=command, answers=answers)
        except Stale:
            if attempt == TRIES:
                raise
        else:
            return
