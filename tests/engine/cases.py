"""Snapshots and actors made by hand: what `decide` is tried on without a database."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings

from workflows.access.actors import SYSTEM, Actor, Role, Seat
from workflows.engine.procedure import Procedure
from workflows.engine.snapshot import Child, Command, Snapshot
from workflows.policy.packs import load
from workflows.workdays.calendar import Calendar

SEED = next(pack for pack in load(settings.POLICY_DIR).packs if pack.key == "seed")
# Monday to Friday in 2026: plain weeks make the arithmetic of a test visible.
WEEKS = Calendar({}, frozenset({2026}))
MONDAY = date(2026, 6, 1)
VILLAGE = 360799101201


def case_at(stage: str, **more: Any) -> Snapshot:
    """A case of a village, entered today, in a stage; `more` are fields of the snapshot."""
    plain: dict[str, Any] = {
        "seq": 7, "today": MONDAY, "entered_on": MONDAY, "place": VILLAGE, "pack": SEED,
        "calendar": WEEKS,
    }  # fmt: skip
    return Snapshot(stage=stage, **(plain | more))


def acting(*roles: Role, person: int = 1, for_whom: int | None = None, **more: Any) -> Actor:
    """A person with these roles over the whole county."""
    seats = [Seat(role, 360799000000, 360800000000, for_whom=for_whom, **more) for role in roles]
    return Actor(person, "某人", tuple(seats))


def asked(step: str, by: Actor = SYSTEM, **more: Any) -> Command:
    """A command on the version of `case_at`; the engine's own when nobody is named."""
    seen = None if by is SYSTEM else 7
    return Command(step, by, more.pop("seen", seen), **more)


def child(table: type[Procedure], stage: str, key: str = "", number: int = 1, **more: Any) -> Child:
    """A child in a stage; closed when that is an end."""
    facts = {"round": 1, "closed": table.stages[stage].end} | more
    return Child(id=number, kind=table.key, key=key, stage=stage, **facts)
