"""告诫: the written warning of the household check at hand, its service, and until when it gives time.

A warning in an earlier round warns nobody: the household was checked, or agreed to be, since.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from documents import delivery
from documents.models import Paper
from workflows.engine.matter import Matter

from .served import newest_letter

# The tables are built with these conditions, so their names are written here, not imported.
CHECK, WARNED = "household_check", "warned"
_KEPT = "warning"


@dataclass(frozen=True, slots=True)
class Warned:
    """The letter (D06-W; None: voided), the day it was served (None: not yet), the last day it gives."""

    letter: Paper | None
    served_on: date | None
    last_day: date | None


def warning_of(matter: Matter) -> Warned | None:
    """The warning in which the household stands; None when it does not. Looked up once a step."""
    if _KEPT not in matter.kept:
        matter.kept[_KEPT] = _look(matter)
    found: Warned | None = matter.kept[_KEPT]
    return found


def _look(matter: Matter) -> Warned | None:
    check = next((c for c in matter.children(CHECK) if c.stage == WARNED), None)
    if check is None:
        return None
    letter = newest_letter(check, "D06-W")
    served = delivery.served_on(letter) if letter else None
    if served is None:
        return Warned(letter, None, None)
    full = matter.pack.length("check.warning_days").after(served, matter.family.calendar).day
    return Warned(letter, served, max(full, date.fromisoformat(check.facts["comply_by"])))
