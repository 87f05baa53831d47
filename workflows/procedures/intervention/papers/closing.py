"""Papers that lie beside or close a case: objection (D14), registration (D23), dossier (D24)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from documents.delivery import served_on
from workflows.engine.matter import Matter

from .. import dossier as filing
from . import blocks
from .check import WATER
from .decision import PRINTED_MEMBERS
from .offices import Offices
from .record import ANNOUNCEMENT, journal, record_of


def objection(matter: Matter) -> dict[str, Any]:
    """D14, the only paper that names the objector; it stays with the township and the county."""
    said, record, case = matter.said, record_of(matter), matter.case
    notice = record.notice
    lodged = journal(case)[0]
    online = lodged.person is None  # a villager signs in nowhere
    anonymous, back = bool(said["anonymous"]), bool(said.get("taken_back_on"))
    household = blocks.household(matter)
    return {
        "objection": {
            "number": case.number,
            "lodged_at": said["lodged_on"],
            "channel": "网上" if online else "乡镇登记",
            "anonymous": anonymous,
            "objector": None if anonymous else {
                "name": said["objector"], "phone": said.get("contact", ""), "address": "",
            },
            "content": said["content"],
            "evidence": [],
        },
        "notice": {
            "number": record.number("D12"),
            "ends_on": notice.facts.get("to_on") if notice else None,
        },
        "household": {name: household[name] for name in ("head", "township", "village", "group")},
        "received_by": {
            "name": matter.actor.name if online else lodged.name,
            "unit": matter.agency.name,
        },
        "acceptance": {
            "outcome": "异议人撤回" if back else "受理",
            "reason": f"核对本人：{said['recognised']}。" if back else None,
            "signer": record.signer, "signed_on": matter.today,
        },
        "taken_back_on": said.get("taken_back_on"),
        "answer_by": None if back else blocks.due(matter, "objection.decide_limit"),
    }  # fmt: skip


def registration(matter: Matter) -> dict[str, Any]:
    """D23, made out by the clerk who proposed the filing; the measures are planned afterwards."""
    record = record_of(matter)
    found, letter = record.checked, record.issued["D21"]
    clerk = record.signatures["file"]
    return {
        "case": blocks.case(matter),
        "decision_number": letter.number,
        "decided_on": letter.issued_on,
        "household": blocks.reachable(matter),
        "members": blocks.members(matter, *PRINTED_MEMBERS),
        "risks": record.risks,
        "income": {
            "per_capita": found["per_capita"],
            **blocks.twelve_months_before(date.fromisoformat(found["visited_on"])),
        },
        "housing": {
            "structure": found["structure"], "appraisal": blocks.appraisal(found["appraisal"]),
        },
        "water_safe": all(blocks.met(found[f"water_{what}"]) for what in WATER),
        "schooling_safe": blocks.met(found["schooling_safe"]),
        "insured": blocks.met(found["insured"]),
        "announcement": _announced(matter),
        "letter": {"number": letter.number, "served_on": served_on(letter)},
        "helper": None,
        "measures": [],
        "registrar": {"name": clerk.name, "unit": record.offices.named(clerk.agency)},
        "filed_on": matter.today,
        "township_office": record.offices.township.name,
    }  # fmt: skip


def dossier(matter: Matter) -> dict[str, Any]:
    """D24: cover, directory in the order of filing, note at the end, and the manifest of hashes."""
    record, head, said = record_of(matter), matter.head, matter.said
    place, row = record.offices.place, matter.household
    filed = filing.holdings(head)
    clerk = record.signatures["file"]
    household = blocks.household(matter)
    return {
        "dossier": {
            "number": head.number,
            "title": f"{place}{row.head_name}户防贫干预案卷",
            "fonds": record.offices.township.name,
            "retention": f"{matter.pack['archive.retention.dossier']}年",
            "from_on": min(one.paper.issued_on for one in filed),
            "to_on": max(one.paper.issued_on for one in filed),
            "pages": said["pages"],
            "items_count": len(filed),
        },
        "case": blocks.case(matter),
        "household": {name: household[name] for name in ("head", "township", "village", "group")},
        "items": list(_directory(filed, record.offices, row.head_name)),
        "remarks": f"保管单位：{said['keeper']}。",
        "missing": _missing(filed),
        "manifest": list(_manifest(filed)),
        "filer": {"name": clerk.signature, "on": clerk.on},
        "checker": {"name": record.signer, "on": matter.today},
    }


def _announced(matter: Matter) -> dict[str, Any] | None:
    sheet = matter.sheet(ANNOUNCEMENT)
    if sheet is None:
        return None
    number = record_of(matter).number("D20")
    return {"number": number, "posted_on": sheet.facts.get("posted_on")}


def _directory(
    filed: Iterable[filing.Holding], offices: Offices, head_name: str
) -> Iterator[dict[str, Any]]:
    for order, one in enumerate(filed, start=1):
        paper = one.paper
        yield {
            "order": order,
            "number": paper.number or None,
            "author": f"{head_name}户"
            if paper.kind == "D03"
            else offices.brief(paper.issuer["name"]),
            "title": paper.title,
            "dated": paper.issued_on,
            "pages": one.pages,
            "note": "有原件" if one.scan else None,
        }


def _missing(filed: Iterable[filing.Holding]) -> list[str]:
    """Papers of an earlier round that nobody stamped; the dossier is complete without them."""
    return [
        f"第{order}件《{one.paper.title}》没有签章原件。"
        for order, one in enumerate(filed, start=1)
        if one.wants_scan and not one.scan
    ]


def _manifest(filed: Iterable[filing.Holding]) -> Iterator[dict[str, Any]]:
    """SHA-256 of the facts, of the PDF once it is made, and of the signed original."""
    for order, one in enumerate(filed, start=1):
        yield {
            "order": order,
            "number": one.paper.number or one.paper.check_code,
            "facts": one.paper.facts_digest,
            "pdf": one.pdf or None,
            "scan": one.scan or None,
        }
