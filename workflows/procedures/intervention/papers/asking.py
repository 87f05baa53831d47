"""Papers of the co-check: request (D07), reply (D08), urging (D09), supervising (D09-S), result (D10)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from documents.models import Paper
from workflows.access.actors import Role
from workflows.engine import overdue
from workflows.engine.matter import Matter
from workflows.engine.models import Case, SheetEntry, Task
from workflows.engine.periods import due_of
from workflows.registry.models import Household, Member

from ..forms.words import ANOMALOUS
from ..items import asked_of
from . import blocks
from .offices import place_of
from .record import record_of

PURPOSE = "防贫干预对象的确认和动态管理"


def request(matter: Matter) -> dict[str, Any]:
    """D07. One department's own questions; ID numbers stand in the restricted annex alone."""
    record, agency = record_of(matter), matter.agency
    heads = heads_of(matter)
    persons = _persons(heads)
    return {
        "to": record.offices.department(matter.case.key).name,
        "basis": [matter.pack["intervention.basis"], *matter.pack["cocheck.basis"]],
        "case_numbers": [head.number for head in heads],
        "households": len(heads),
        "persons_asked": len(persons),
        "purpose": PURPOSE,
        "items": [{"what": item.what, "period": None} for item in asked_of(matter.case.key)],
        "reply_by": blocks.due(matter, "cocheck.limit"),
        "contact": {"name": matter.actor.name, "phone": agency.phone, "address": agency.address},
        # Every one has signed by the first day and is bound until the last that all share.
        "consent_on": max(head.facts["signed_on"] for head in heads),
        "consent_until": min(_valid_until(matter, heads)),
        "persons": persons,
        "annex_copies": 1,
    }


def reply(matter: Matter) -> dict[str, Any]:
    """D08. The department's own answers; that of no other department is at hand here."""
    said = matter.said
    office = record_of(matter).offices.department(matter.case.key)
    letter = None if said.get("reused_from") else _letter_of(matter.case)
    return {
        "case": blocks.case(matter),
        "household": blocks.household(matter),
        "departments": [
            {
                "name": office.short_name,
                "letter_number": letter.number if letter else "",
                "asked_on": said.get("asked_on"),
                "due_on": _due_on(matter) or (letter.facts["reply_by"] if letter else None),
                "replied_on": said["as_of"] if said.get("reused_from") else matter.today,
                "outcome": matter.case.stage_label,
                "signer": said["signer"],
                "note": _note(said),
            }
        ],
        "replies": [
            {
                "department": matter.case.key,
                "name": f"{matter.head.head_name}户",
                "item": answer["item"],
                "result": answer["result"],
                "detail": answer["detail"] or None,
                "as_of": said["as_of"],
                "source": office.short_name,
            }
            for answer in said["items"]
        ],
        "adoption": None,
    }


def urging(matter: Matter) -> dict[str, Any]:
    """D09. Which households of the letter are owed an answer, and since when."""
    said, agency = matter.said, matter.agency
    letter = _own_letter(matter.case)
    rows = [
        {
            "number": task.case.head.number,
            "head": task.case.household.head_name if task.case.household else "",
            "due_on": task.due_on,
        }
        for task in overdue_tasks(matter)
    ]
    return {
        "to": record_of(matter).offices.department(matter.case.key).name,
        "leader": said.get("leader"),
        "letter": {"number": letter.number, "sent_on": letter.issued_on},
        "urged_on": said["urged_on"],
        "rows": rows,
        "reply_again_by": said["reply_again_by"],
        "contact": {"name": matter.actor.name, "phone": agency.phone, "address": agency.address},
    }


def result(matter: Matter) -> dict[str, Any]:
    """D10. What one department reported as anomalous, and how the household may answer it."""
    said, offices = matter.said, record_of(matter).offices
    return {
        "household": blocks.household(matter),
        "case": blocks.case(matter),
        "department": offices.department(matter.case.key).name,
        "as_of": said["as_of"],
        "found": [
            {"item": row["item"], "detail": row["detail"]}
            for row in said["items"]
            if row["result"] == ANOMALOUS
        ],
        "basis": matter.pack["cocheck.basis"],
        "days": str(matter.pack.length("dispute.limit")).removesuffix("日"),
        "contact": {
            "name": matter.actor.name,
            "phone": offices.township.phone,
            "address": offices.township.address,
        },
        "supervision_phone": offices.county.supervision_phone or offices.county.phone,
        "copies": [offices.county.name],
    }


def heads_of(sheet: Matter) -> list[Case]:
    """The households' cases on whose behalf the letter asks, in the order listed."""
    return [case.head for case in sheet.listed()]


def whose_consent_is_over(sheet: Matter) -> list[Case]:
    """The listed households that never authorised the inquiry, or whose authorisation has run out."""
    return [head for head in heads_of(sheet) if not _consents(head, sheet)]


def overdue_tasks(sheet: Matter, level: int = overdue.URGED) -> list[Task]:
    """The answers the department owes to this letter, overdue by at least a level."""
    lines = SheetEntry.objects.filter(sheet=sheet.case, struck_on=None).values("case")
    owed = Task.objects.open().filter(case__in=lines, role=Role.LIAISON)
    found = owed.select_related("case__root", "case__household").order_by("due_on", "pk")
    today, pack = sheet.today, sheet.pack
    return [task for task in found if overdue.level(task.due_on, today, pack) >= level]


def _consents(head: Case, sheet: Matter) -> bool:
    signed = head.facts.get("signed_on")
    if not (head.facts.get("consent") and signed):
        return False
    valid = sheet.pack.length("consent.valid")
    return valid.after(date.fromisoformat(signed), sheet.family.calendar).day >= sheet.today


def _valid_until(sheet: Matter, heads: Iterable[Case]) -> Iterator[str]:
    """As printed on the authorisation each household signed last.

    One signed on paper before the case was taken over is valid for the pack's time.
    """
    printed = Paper.objects.filter(
        dossier__in=[head.uuid for head in heads], kind="D03", voided_on=None, superseded_by=None
    )
    until = {
        paper: facts["valid_until"] for paper, facts in printed.values_list("dossier", "facts")
    }
    for head in heads:
        signed = date.fromisoformat(head.facts["signed_on"])
        own = blocks.due(sheet, "consent.valid", signed).isoformat()
        yield until.get(head.uuid) or own


def _persons(heads: list[Case]) -> list[dict[str, Any]]:
    """Everybody the department is asked about, household by household."""
    homes = {head.household.pk: head.household for head in heads if head.household}
    members = Member.objects.filter(household__in=homes, died_on=None, left_on=None).order_by("pk")
    by_home: dict[int, list[Member]] = {}
    for one in members:
        by_home.setdefault(one.household_id, []).append(one)
    return [
        {
            "name": one.name,
            "id_number": one.id_number,
            "relation": one.get_relation_display(),
            "head": home.head_name,
            "village": _place(home),
        }
        for key, home in homes.items()
        for one in by_home.get(key, ())
    ]


def _place(home: Household) -> str:
    return f"{place_of(home.village_id)}{home.group_name}"


def _letter_of(child: Case) -> Paper | None:
    """The letter that carried this co-check's question, its newest; None while it was not sent."""
    letters = Paper.objects.filter(kind="D07", voided_on=None, casepaper__case__entries__case=child)
    return letters.order_by("-pk").first()


def _own_letter(sheet: Case) -> Paper:
    return Paper.objects.get(dossier=sheet.uuid, kind="D07", voided_on=None)


def _due_on(matter: Matter) -> date | None:
    """The last day of the department's time, its extension counted."""
    stage = matter.case.table.stages["issued"]
    if stage.within is None or not matter.said.get("asked_on"):
        return None
    end = due_of(stage.within, stage, matter.family.outline(matter.case))
    return end.day if end else None


def _note(said: dict[str, Any]) -> str | None:
    notes = [said["remark"]] if said.get("remark") else []
    if said.get("reused_from"):
        notes.append(f"沿用{said['reused_from']}的核对结果，尚在有效期内")
    if said.get("recheck"):
        notes.append(f"户方提出异议，复核{said['recheck']}")
    return "；".join(notes) or None
