"""What every letter with a decision has: to whom, what it is about, its parts, what may be done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from workflows.engine.matter import Matter

from . import blocks
from .record import Record, record_of

Part = tuple[str, Iterable[str]]


def letter(
    matter: Matter, to: str, opening: str, parts: Iterable[Part], *, remedies: bool = True
) -> dict[str, Any]:
    """The facts of a letter in the layout `decision`; its parts are numbered in Chinese."""
    record = record_of(matter)
    told = [(title, [line for line in lines if line]) for title, lines in parts]
    numbered = zip("一二三四五六七八九", [(t, lines) for t, lines in told if lines], strict=False)
    found = way_out(matter, record)
    return {
        "to": to,
        "opening": opening,
        "parts": [{"title": f"{n}、{title}", "lines": lines} for n, (title, lines) in numbered],
        **found,
        "remedies": found["remedies"] if remedies else None,
    }


def household_letter(matter: Matter, why: str, parts: Iterable[Part]) -> dict[str, Any]:
    """A letter to the household about its own case."""
    household = blocks.household(matter)
    opening = (
        f"你户（{household['township']}{household['village']}{household['group']}，"
        f"案件编号{matter.head.number}）{why}，现告知如下："
    )
    return letter(matter, f"{household['head']}户", opening, parts)


def way_out(matter: Matter, record: Record) -> dict[str, Any]:
    """Whom to ask, what may be done against the decision, and who has a copy."""
    offices = record.offices
    entrusted = blocks.delegation(matter) is not None
    handled = None if entrusted else record.signatures.get("examine")
    return {
        "contact": {
            "name": handled.name if handled else matter.actor.name,
            "phone": (offices.township if entrusted else offices.county).phone,
        },
        "remedies": offices.remedies(matter),
        "copies": [offices.township.name, offices.village.name],
    }
