"""Papers of the checks: household check (D05), request to a department (D07), its reply (D08)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from workflows.access.actors import Role
from workflows.access.models import Post
from workflows.engine.matter import Matter
from workflows.engine.models import CasePaper

from ..items import asked_of
from . import blocks
from .record import record_of

PURPOSE = "防贫干预对象的确认和动态管理"
# How a checker is named beside his unit.
POSTS = {Role.CLERK: "经办人员", Role.VILLAGE: "工作人员"}
TRANSFERS = "养老金、低保金、计生、生态补偿等"
INCOMES = ("wage", "business", "property", "transfer")
OUTLAYS = {
    "medical": "medical", "schooling": "schooling", "housing": "housing_cost",
    "disaster": "disaster", "other": "other_cost",
}  # fmt: skip
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
            "attempts": 0,
            "remote_reason": None,
        },
        "checkers": _checkers(said["checkers"], matter),
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


def request(matter: Matter) -> dict[str, Any]:
    """D07. One department's own questions; ID numbers stand in the restricted annex alone."""
    record, agency, head = record_of(matter), matter.agency, matter.head
    place, row = record.offices.place, matter.household
    persons = [
        {**one, "head": row.head_name, "village": f"{place}{row.group_name}"}
        for one in blocks.members(matter, "name", "id_number", "relation")
    ]
    return {
        "to": record.offices.department(matter.case.key).name,
        "basis": [matter.pack["intervention.basis"], *matter.pack["cocheck.basis"]],
        "case_numbers": [head.number],
        "households": 1,
        "persons_asked": len(persons),
        "purpose": PURPOSE,
        "items": [{"what": item.what, "period": None} for item in asked_of(matter.case.key)],
        "reply_by": blocks.due(matter, "cocheck.limit"),
        "contact": {"name": matter.actor.name, "phone": agency.phone, "address": agency.address},
        "consent_on": head.facts["signed_on"],
        # As printed on the authorisation the household signed.
        "consent_until": record.printed("D03")["valid_until"],
        "persons": persons,
        "annex_copies": 1,
    }


def reply(matter: Matter) -> dict[str, Any]:
    """D08. The department's own answers; that of no other department is at hand here."""
    said, agency, row = matter.said, matter.agency, matter.household
    sent = CasePaper.objects.filter(case=matter.case, paper__kind="D07").select_related("paper")
    link = sent.order_by("-pk").first()
    letter = link.paper if link else None
    return {
        "case": blocks.case(matter),
        "household": blocks.household(matter),
        "departments": [
            {
                "name": agency.short_name,
                "letter_number": letter.number if letter else "",
                "asked_on": letter.issued_on if letter else None,
                "due_on": letter.facts["reply_by"] if letter else None,
                "replied_on": matter.today,
                "outcome": matter.case.stage_label,
                "signer": said["signer"],
                "note": said.get("remark"),
            }
        ],
        "replies": [
            {
                "department": matter.case.key,
                "name": f"{row.head_name}户",
                "item": answer["item"],
                "result": answer["result"],
                "detail": answer["detail"] or None,
                "as_of": said["as_of"],
                "source": agency.short_name,
            }
            for answer in said["items"]
        ],
        "adoption": None,
    }


def _checkers(chosen: list[int], matter: Matter) -> list[dict[str, str]]:
    """Who went, with the unit and the post by which each may."""
    village = record_of(matter).offices.place.village
    posts = Post.objects.valid_on(matter.today).filter(officer__in=chosen, role__in=POSTS)
    found = {
        post.officer_id: {
            "name": post.officer.name,
            "unit": village if post.role == Role.VILLAGE else post.agency.short_name,
            "post": POSTS[Role(post.role)],
        }
        for post in posts.select_related("officer", "agency")
    }
    return [found[pk] for pk in chosen if pk in found]


def _safeguards(said: dict[str, Any]) -> dict[str, Any]:
    """The form asks once for water, and once for food and clothes; the paper has boxes for each.

    A yes answers all of them. What a no is about is for the checkers to mark by hand.
    """
    fed, water = blocks.met(said["food_and_clothes"]), said["water"]
    lacking = {"饮水安全": water, "不愁吃、不愁穿": said["food_and_clothes"]}
    notes = [
        f"{what}不达标，具体项目由核查人员在表上注明。"
        for what, word in lacking.items()
        if word == "不达标"
    ]
    if said.get("members_note"):
        notes.append(f"家庭成员变动和劳动能力：{said['members_note']}")
    return {
        "water": dict.fromkeys(WATER, water if water == "达标" else ""),
        "living": {
            "food_enough": fed or None,
            "clothes_enough": fed or None,
            "schooling_safe": blocks.met(said["schooling_safe"]),
            "insured": blocks.met(said["insured"]),
            "note": "\n".join(notes) or None,
        },
    }  # fmt: skip


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
    return [{"caption": "入户现场", "taken_at": said["visited_on"], "sha256": photo["original"]}]


def _present(said: dict[str, Any]) -> dict[str, Any]:
    notes = {"捺印": "由在场成员捺印确认。", "不能签字": "在场成员不能签字，由核查人员注明原因。"}
    return {
        "name": said["present_member"],
        "relation": said["present_relation"],
        "signed_by": said["signed_by"],
        "note": notes.get(said["signed_by"]),
    }
