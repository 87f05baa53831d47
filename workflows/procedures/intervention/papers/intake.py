"""Papers of the beginning: warning (D01, D01-T), taking over from paper (D01-X), order to check (D02), authorisation (D03)."""

from __future__ import annotations

from typing import Any

from workflows.access.actors import Role
from workflows.access.models import Kinship
from workflows.engine.matter import Matter

from ..forms.transfer import DONE
from ..forms.words import APPLIED
from ..items import asked_of
from . import blocks
from .record import record_of

TASKS = (
    "组织不少于{checkers}名工作人员入户核查，如实填写《入户核查表》。",
    "收集全体共同生活的成年家庭成员签署的《申请及承诺授权查询书》。",
    "询问并登记与村干部、经办和审批人员的近亲属关系。",
)


def clue(matter: Matter) -> dict[str, Any]:
    """D01. The acceptance stays open for the pen, unless the clue joins a case at once."""
    said, agency, clerk = matter.said, matter.agency, matter.actor.name
    merged = matter.step is not None and matter.step.name == "merge"
    applied = said["channel"] == APPLIED
    known = "该户已有在办事项，线索并入该事项一并办理。"
    return {
        "clue": {
            "number": matter.case.number,
            "channel": said["channel"],
            "found_on": said["clue_on"],
            "source": said["source"],
            "risks": said["risks"],
            "situation": said["situation"],
            "evidence": blocks.lines(said.get("evidence")),
        },
        "household": blocks.reachable(matter),
        "registrar": {"name": clerk, "unit": agency.name, "phone": agency.phone},
        "registered_on": matter.today,
        "acceptance": {
            "outcome": "重复并入" if merged else None,
            "reason": known if merged else None,
            "signer": record_of(matter).signer if merged else None,
            "signed_on": matter.today if merged else None,
        },
        "receipt": {
            "to": said.get("reporter")
            or (matter.household.head_name if applied else said["source"]),
            "answer_by": blocks.due(matter, "clue.accept_limit"),
            "contact": clerk,
            "phone": agency.phone,
        },
    }


def clue_transfer(matter: Matter) -> dict[str, Any]:
    """D01-T. What is handed over with a clue that belongs to another county or township."""
    said, agency = matter.said, matter.agency
    return {
        "to": said["receiver"],
        "receiver_contact": said["receiver_contact"],
        "clue": {
            "number": matter.case.number,
            "channel": said["channel"],
            "found_on": said["clue_on"],
            "source": said["source"],
            "risks": said["risks"],
            "situation": said["situation"],
        },
        "household": blocks.reachable(matter),
        "theirs_because": said["theirs_because"],
        "registrar": {"name": matter.actor.name, "unit": agency.name, "phone": agency.phone},
        "opinion": blocks.opinion(matter, f"请{said['receiver']}按规定受理。"),
    }


def taken_over(matter: Matter) -> dict[str, Any]:
    """D01-X. What was done on paper, and when; the scanned originals are attached to it."""
    said, agency = matter.said, matter.agency
    return {
        "case": blocks.case(matter),
        "household": blocks.reachable(matter),
        "clue": {
            name: said[answer]
            for name, answer in (
                ("channel", "channel"), ("found_on", "clue_on"), ("source", "source"),
                ("risks", "risks"), ("situation", "situation"),
            )
        },
        "paper_stage": said["paper_stage"],
        "done": [
            {"what": what, "on": said[name]} for name, what in DONE.items() if said.get(name)
        ],
        "departments": said.get("replied", []),
        "handled_by": said["handled_by"],
        "paper_numbers": said.get("paper_numbers", ""),
        "registrar": {"name": matter.actor.name, "unit": agency.name, "phone": agency.phone},
        "registered_on": matter.today,
    }  # fmt: skip


def assignment(matter: Matter) -> dict[str, Any]:
    """D02. The situation is read from the clue itself: it is not carried into the case."""
    said, agency, head = matter.said, matter.agency, matter.head
    township = record_of(matter).offices.township.name
    origin = head.follows
    return {
        "to": township,
        "case": blocks.case(matter),
        "clue": {
            "number": origin.number if origin else "",
            "channel": said["channel"],
            "found_on": said["clue_on"],
            "risks": said["risks"],
            "situation": origin.answers.get("situation", "") if origin else "",
        },
        "household": blocks.household(matter),
        "basis": matter.pack["intervention.basis"],
        "tasks": [task.format(checkers=matter.pack["check.min_investigators"]) for task in TASKS],
        "due_on": blocks.due(matter, "check.limit"),
        "total_due_on": head.due_on,
        "handler": {"name": matter.actor.name, "phone": agency.phone},
        "opinion": blocks.opinion(matter, f"请{township}按要求组织核查。"),
    }


def consent(matter: Matter) -> dict[str, Any]:
    """D03. Asks each department for its own items only; each adult signs for himself."""
    said, record, pack = matter.said, record_of(matter), matter.pack
    risks = "、".join(said["risks"])
    return {
        "case": blocks.case(matter),
        "household": blocks.reachable(matter),
        "to": record.offices.township.name,
        "reason": f"存在{risks}的风险，申请纳入防贫干预。" if said["channel"] == APPLIED
        else f"知悉预警情况（{said['channel']}：{risks}），同意核查。",
        "members": blocks.members(
            matter, "name", "relation", "sex", "born", "id_number", "is_adult", "guardian"
        ),
        "items": [
            {
                "department": record.offices.department(key).short_name,
                "what": item.what,
                "sensitive": item.sensitive,
            }
            for key in pack["cocheck.mandatory"]
            for item in asked_of(key)
        ],
        "valid_until": blocks.due(matter, "consent.valid"),
        "kin_declaration": _kin(matter),
        "basis": [pack["intervention.basis"], *pack["cocheck.basis"]],
    }  # fmt: skip


def _kin(matter: Matter) -> list[dict[str, str]]:
    """The registered near relatives among officers, with a post each holds."""
    ties = Kinship.objects.filter(household=matter.household)
    found = {
        name: {"name": name, "relation": relation, "post": f"{unit or ''}{_role(role)}"}
        for name, relation, role, unit in ties.values_list(
            "officer__name", "relation", "officer__posts__role",
            "officer__posts__agency__short_name",
        )
    }  # fmt: skip
    return list(found.values())


def _role(role: str | None) -> str:
    return Role(role).label if role else "工作人员"
