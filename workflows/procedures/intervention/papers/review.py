"""Paper of the villagers' review (D11): record, votes and the sheet on which all present sign."""

from __future__ import annotations

from typing import Any

from workflows.engine.matter import Matter

from . import blocks
from .findings import outcome
from .record import record_of

# How many places to sign stand side by side on the sheet.
ABREAST = 4


def meeting(matter: Matter) -> dict[str, Any]:
    """D11. What villagers may know of it is the result alone; reasons stay with the office."""
    said, record = matter.said, record_of(matter)
    counts = (
        "entitled", "attendees", "representatives", "stood_aside", "in_favour", "against",
        "abstained",
    )  # fmt: skip
    return {
        "case": blocks.case(matter),
        "household": blocks.household(matter),
        "kind": said["meeting_kind"],
        "enlarged_because": said.get("enlarged_because"),
        "met_on": said["met_on"],
        "met_at": said["met_at"],
        "chaired_by": said["chaired_by"],
        "recorded_by": said["recorded_by"],
        "counts": {name: said[name] for name in counts},
        "recused": said.get("recused"),
        "dissent": said.get("dissent"),
        "result": outcome(said),
        "risks": record.risks,
        "places": _places(said["attendees"]),
        "committee": record.offices.village.name,
        "registered_by": record.signer,
    }


def _places(people: int) -> list[list[int]]:
    """Numbered places to sign, in full rows: 0 is a place that nobody needs."""
    rows = range(1, people + 1, ABREAST)
    return [[n if n <= people else 0 for n in range(row, row + ABREAST)] for row in rows]
