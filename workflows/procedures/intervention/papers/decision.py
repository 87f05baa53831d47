"""Papers on the way to a decision: township opinion (D17), approval (D18), return (D19)."""

from __future__ import annotations

from typing import Any

from workflows.engine.matter import Matter
from workflows.engine.models import Event
from workflows.engine.periods import end_of
from workflows.engine.procedure import find
from workflows.engine.words import Stage, limit

from . import blocks
from .findings import findings, kept_away, kin, waived_because
from .record import CO_CHECK, Record, record_of

PRINTED_MEMBERS = ("name", "relation", "sex", "born", "labour", "occupation")


def township_opinion(matter: Matter) -> dict[str, Any]:
    """D17, issued when the township sends the case up, whatever it thinks of it."""
    record = record_of(matter)
    step = matter.step
    outcome = "不同意" if step and step.name in ("oppose", "oppose_here") else "同意"
    return {
        "case": blocks.case(matter),
        "household": blocks.household(matter),
        **findings(matter),
        "materials": _materials(record),
        "kin": kin(record),
        "township_opinion": blocks.opinion(matter, matter.said["opinion"], outcome),
    }


def approval(matter: Matter) -> dict[str, Any]:
    """D18. The decision's number is that of the letter issued before it in the same step."""
    record, head, said = record_of(matter), matter.head, matter.said
    offices, done = record.offices, record.signatures
    delegation = blocks.delegation(matter)
    return {
        "case": {**blocks.case(matter), "clue_on": said["clue_on"], "accepted_on": head.opened_on},
        "decision_number": record.number("D21"),
        "household": blocks.household(matter),
        "members": blocks.members(matter, *PRINTED_MEMBERS),
        **findings(matter),
        "extension": _extension(matter),
        "village_opinion": None,
        "township_opinion": blocks.opinion_of(
            done.get("pass_up") if delegation else done.get("pass_on"), said["opinion"], "同意"
        ),
        "county_handling": None
        if delegation
        else blocks.opinion_of(done.get("examine"), said["handler_opinion"], said["proposal"]),
        "delegation": delegation,
        "county_opinion": blocks.opinion(matter, said["decision_text"], "批准"),
        "committee": offices.village.name,
        "township_office": offices.township.name,
        "county_office": offices.county.name,
        "remark": "\n".join(_remarks(record)) or None,
    }


def _extension(matter: Matter) -> dict[str, Any] | None:
    """The extension of the total limit that was granted in this case: until when, by whom, why."""
    record, head = record_of(matter), matter.head
    granted, total = record.signatures.get("extend"), head.table.total_within
    if granted is None or total is None:
        return None
    usual = end_of(limit(total.key), head.clock_on, matter.family.outline(head))
    return {
        "usual_until": usual.day if usual else None,
        "until": head.due_on,
        "by": f"{record.offices.named(granted.agency)}{granted.signature}",
        "on": granted.on,
        "because": record.said["extended_because"],
        "note": record.said["extended_note"],
    }


def returned(matter: Matter) -> dict[str, Any]:
    """D19. All that is missing at once; what still stands is named, so that nobody redoes it."""
    record, case, said = record_of(matter), matter.case, matter.said
    earlier = Event.objects.filter(case=case, step="return_").count()
    stages = case.table.stages
    target = stages[case.stage]
    kept = [
        stages[name].label for name in stages if name in case.standing and _matters(stages[name])
    ]
    wrong = "、".join(_named(matter, token) for token in said["wrong"])
    return {
        "to": record.offices.township.name,
        "case": blocks.case(matter),
        "household": blocks.household(matter),
        "returned_to": target.label,
        "round": earlier + 1,
        "items": [
            {"what": line, "basis": None, "how": "更正、补齐后重新报送，签字盖章原件存卷"}
            for line in blocks.lines(said["return_reason"])
        ],
        "standing": kept,
        "reason": f"{wrong}的结果须重新核实或者补正",
        "due_on": blocks.due(matter, target.within.key) if target.within else None,
        "signer": record.signer,
        "signed_on": matter.today,
        "contact": matter.actor.name,
        "contact_phone": matter.agency.phone,
    }


def _materials(record: Record) -> list[dict[str, Any]]:
    """The papers sent up with the opinion, by title, with their pages once all PDFs are made."""
    bundles: dict[str, list[int | None]] = {}
    for one in record.filed:
        bundles.setdefault(one.paper.title, []).append(one.pages)
    return [
        {
            "title": f"{title}{len(pages)}份" if len(pages) > 1 else title,
            "pages": None if None in pages else sum(filter(None, pages)),
        }
        for title, pages in bundles.items()
    ]


def _remarks(record: Record) -> list[str]:
    """What the approver must have seen: waivers, kin, the county's visit, complaint, returns."""
    said = record.said
    told = []
    if said.get("subject_class"):
        told.append(f"监测对象类别：{said['subject_class']}。")
    for child in record.of(CO_CHECK):
        if child.stage == "waived":
            told.append(f"免查：{child.key}（{waived_because(child)}）。")
    near = kin(record)
    if near:
        told.append(f"近亲属备案：{near}")
    told += kept_away(record)
    if said.get("complaint"):
        told.append("公示期后收到举报，已由县级入户核实。")
    if said.get("county_visit"):
        on = blocks.chinese(said["visited_on"])
        told.append(f"县级入户：{on}，{said['visitors']}入户，{said['visit_found']}")
    if said.get("spot_checked"):
        told.append("已抽查入户。")
    return told


def _matters(stage: Stage) -> bool:
    """Nobody thinks of redoing the registration."""
    return stage.part_of not in ("", "登记")


def _named(matter: Matter, token: str) -> str:
    """What an officer called wrong, in words: a stage, or a child as `kind:key`."""
    kind, colon, key = token.partition(":")
    if not colon:
        return f"“{matter.case.table.stages[kind].label}”"
    children = matter.family.children_of(matter.case)
    table = next(
        find(child.procedure, child.edition) for child in children if child.procedure == kind
    )
    return f"“{table.name}{f'：{key}' if key else ''}”"
