"""Paper of the household check (D05)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from workflows.engine.matter import Matter

from ..forms.words import REMOTE_WAYS
from . import blocks

TRANSFERS = "养老金、低保金、计生、生态补偿等"
INCOMES = ("wage", "business", "property", "transfer")
OUTLAYS = {
    "medical": "medical", "schooling": "schooling", "housing": "housing_cost",
    "disaster": "disaster", "other": "other_cost",
}  # fmt: skip
LIVING = ("food_enough", "clothes_enough", "schooling_safe", "insured")
WATER = ("quantity", "quality", "access", "reliability")


def household_check(matter: Matter) -> dict[str, Any]:
    """D05. Income of twelve months, outlays, safeguards, conclusion, as the checkers found them."""
    said = matter.said
    return {
        "case": blocks.case(matter),
        "household": {**blocks.reachable(matter), "persons": said["persons"]},
        "check": {
            "round": matter.case.round,
            "method": said["method"],
            "place": said["place"],
            "visited_at": said["visited_on"],
            "attempts": len(said.get("missed_on", ())),
            "remote_reason": said.get("remote_because") if said["method"] in REMOTE_WAYS else None,
        },
        "checkers": blocks.checkers(matter),
        "members": blocks.members(
            matter,
            "name",
            "relation",
            "sex",
            "born",
            "labour",
            "health",
            "disability",
            "occupation",
        ),
        "housing": {
            "structure": said["structure"],
            "appraisal": blocks.appraisal(said["appraisal"]),
            "only_earth_built": bool(said.get("only_earth_built")),
            "hazard_point": bool(said.get("hazard_point")),
        },
        **_safeguards(said),
        "income": _income(said, matter.pack["risk.income_line"]),
        "expenses": _expenses(said),
        "assets": blocks.lines(said.get("assets")),
        "risks": said.get("risks", []),
        "wishes": said.get("wishes", ""),
        "neighbours": [_neighbour(line) for line in blocks.lines(said.get("neighbours"))],
        "photos": _photos(said),
        "conclusion": {"outcome": said["finding"], "text": said["finding_text"]},
        "present_member": _present(said),
    }


def _safeguards(said: dict[str, Any]) -> dict[str, Any]:
    """The boxes of the two worries, the three guarantees and the water, each as it was answered."""
    notes = [said["living_note"]] if said.get("living_note") else []
    if said.get("members_note"):
        notes.append(f"家庭成员变动和劳动能力：{said['members_note']}")
    return {
        "water": {what: said[f"water_{what}"] for what in WATER},
        "living": {
            **{box: blocks.met(said[box]) for box in LIVING},
            "note": "\n".join(notes) or None,
        },
    }


def _income(said: dict[str, Any], line: Decimal | None) -> dict[str, Any]:
    """Yuan as text. The share of transfers is undefined without any income, never a division."""
    total = sum((Decimal(said[name]) for name in INCOMES), Decimal(0))
    transfer = Decimal(said["transfer"])
    return {
        **blocks.twelve_months_before(date.fromisoformat(said["visited_on"])),
        **{name: said[name] for name in INCOMES},
        "transfers": [{"name": TRANSFERS, "amount": said["transfer"]}] if transfer else [],
        "total": total,
        "production_cost": said["production_cost"],
        "net": said["net_income"],
        "per_capita": said["per_capita"],
        "transfer_share": (transfer / total).quantize(Decimal("0.0001")) if total > 0 else None,
        "line": line,
    }


def _expenses(said: dict[str, Any]) -> dict[str, Any]:
    spent = {name: said[answer] for name, answer in OUTLAYS.items()}
    return {**spent, "total": sum((Decimal(amount) for amount in spent.values()), Decimal(0))}


def _neighbour(line: str) -> dict[str, str]:
    name, colon, words = line.partition("：")
    return {"name": name, "said": words} if colon else {"name": "邻里", "said": line}


def _photos(said: dict[str, Any]) -> list[dict[str, str]]:
    photo = said.get("photo")
    if not photo:
        return []
    kept = {"sha256": photo["original"], "picture": photo["public"]}
    return [{"caption": "入户现场", "taken_at": said["visited_on"], **kept}]


def _present(said: dict[str, Any]) -> dict[str, Any]:
    notes = {
        "捺印": "由在场成员捺印确认。",
        "不能签字": "在场成员不能签字，由核查人员注明原因。",
        "远程确认": "远程核查，由该成员口头确认，留存录音或录像。",
    }
    return {
        "name": said["present_member"],
        "relation": said["present_relation"],
        "signed_by": said["signed_by"],
        "note": notes.get(said["signed_by"]),
    }
