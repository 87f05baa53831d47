"""Papers of a case that leaves the main line: withdrawal (D52), termination (D53), merging (D54),
handing over (D54-T).
"""

from __future__ import annotations

from typing import Any

from workflows.engine.matter import Matter

from .. import warning
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
            ("查明的事实", [*blocks.lines(said["facts_found"]), *_warned(matter)]),
            ("依据", [said["rule"]]),
            ("决定和理由", [decided, *blocks.lines(said["reason"])]),
            ("其他", ["你户愿意配合核查，或者出现新的风险的，可以随时重新申报。"]),
        ),
    )


def _warned(matter: Matter) -> list[str]:
    """What the record has of the warning, so that nobody has to copy it: number, service, term."""
    given = warning.warning_of(matter)
    if given is None or not (given.letter and given.served_on and given.last_day):
        return []
    served, last = blocks.chinese(given.served_on), blocks.chinese(given.last_day)
    return [
        f"《{given.letter.title}》（{given.letter.number}）已于{served}送达，至{last}仍未配合。"
    ]


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


def handing_over(matter: Matter) -> dict[str, Any]:
    """D54-T: what goes to the county the household moved to, and the slip by which it acknowledges.

    The papers are listed as they lie in the dossier; what is still in work is told as it stands.
    """
    said, record, agency = matter.said, record_of(matter), matter.agency
    return {
        "to": said["receiving"],
        "case": {
            **blocks.case(matter),
            "clue_on": said["clue_on"],
            "stage": matter.case.table.stages[matter.case.came_from].label,
        },
        "household": blocks.reachable(matter),
        "moved_on": said["moved_on"],
        "moved_note": said["moved_note"],
        "risks": record.risks,
        "running": blocks.lines(said["running"]),
        "relief": [
            {
                "on": one.facts["given_on"],
                "amount": one.facts["amount"],
                "how": one.facts["measure"],
            }
            for one in record.of("relief")
        ],
        "papers": [
            {
                "order": order,
                "title": one.paper.title,
                "number": one.paper.number,
                "pages": one.pages,
            }
            for order, one in enumerate(record.filed, start=1)
        ],
        "registrar": {"name": record.signer, "unit": agency.name, "phone": agency.phone},
        "opinion": blocks.opinion(matter, f"请{said['receiving']}签收，并按规定继续办理。"),
    }
