"""Papers of a case that leaves the main line: withdrawal (D52), termination (D53), merging (D54)."""

from __future__ import annotations

from typing import Any

from workflows.engine.matter import Matter

from . import blocks
from .letter import household_letter
from .record import record_of


def withdrawal(matter: Matter) -> dict[str, Any]:
    """D52, for the household to sign; the poster never says more than 因故撤下."""
    return {
        "case": blocks.case(matter),
        "household": blocks.household(matter),
        "statement": matter.said["statement"],
        "regret_until": blocks.due(matter, "withdraw.regret"),
        "received_by": {"name": record_of(matter).signer, "unit": matter.agency.name},
        "received_on": matter.today,
    }


def termination(matter: Matter) -> dict[str, Any]:
    """D53. The household is told what it was asked, how often, and what it may still do."""
    said = matter.said
    decided = f"本机关于{blocks.chinese(matter.today)}决定：终止你户本次防贫干预程序。"
    return household_letter(
        matter,
        "的防贫干预程序，经审查不再继续办理",
        (
            ("查明的事实", blocks.lines(said["facts_found"])),
            ("依据", [said["rule"]]),
            ("决定和理由", [decided, *blocks.lines(said["reason"])]),
            ("其他", ["你户愿意配合核查，或者出现新的风险的，可以随时重新申报。"]),
        ),
    )


def merging(matter: Matter) -> dict[str, Any]:
    """D54: this case goes on as another; its papers stay where they are."""
    said, record = matter.said, record_of(matter)
    return {
        "case": blocks.case(matter),
        "household": blocks.household(matter),
        "into": {"number": said["into"], "head": said["into_head"]},
        "reason": said["merged_because"],
        "proposed_by": record.signatures["merge"].signature,
        "agreed_by": record.signer,
        "merged_on": matter.today,
    }
