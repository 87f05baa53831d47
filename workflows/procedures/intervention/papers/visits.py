"""Papers of a visit: told beforehand (D04), nobody at home or refused (D06), warned (D06-W)."""

from __future__ import annotations

from typing import Any

from workflows.engine.matter import Matter

from . import blocks
from .record import record_of

TO_PREPARE = (
    "户口簿、家庭成员身份证件。",
    "近十二个月的收入凭证，如工资流水、生产经营记录、补贴和养老金发放凭证。",
    "近十二个月的医疗、教育、住房等较大支出的票据，残疾证、诊断书等证明。",
)
MISSED, REFUSED = "未遇", "拒绝配合"


def appointment(matter: Matter) -> dict[str, Any]:
    """D04. When who comes, what to have ready, and that nobody pays for it."""
    said, offices = matter.said, record_of(matter).offices
    return {
        "case": blocks.case(matter),
        "household": blocks.household(matter),
        "visit_on": said["visit_on"],
        "checkers": blocks.checkers(matter),
        "told_by": said["told_by"],
        "prepare": list(TO_PREPARE),
        "missed": len(said.get("missed_on", ())),
        "contact": {"name": matter.actor.name, "phone": offices.township.phone},
        "supervision_phone": offices.county.supervision_phone or offices.county.phone,
    }


def failed_visit(matter: Matter) -> dict[str, Any]:
    """D06. One visit without a result; how many of its kind there have been counts to the next step."""
    said = matter.said
    if matter.step is not None and matter.step.name == "refuse_consent":
        return _consent_refused(matter)
    missed = matter.step is not None and matter.step.name == "miss"
    led = matter.step is not None and matter.step.name == "visit_again"
    return {
        "case": blocks.case(matter),
        "household": blocks.household(matter),
        "what": MISSED if missed else REFUSED,
        "tried_on": said["tried_on"],
        "times": len(said["missed_on" if missed else "refused_on"]),
        "by_leader": led,
        "visitors": [{"name": matter.actor.name, "unit": matter.agency.short_name}]
        if led
        else blocks.checkers(matter),
        "situation": said["situation"],
        "their_reason": None if missed else said["their_reason"],
        "explained": said["explained"] if led else None,
        "notice_left": said["notice_left"] if missed else None,
        "again_on": said.get("visit_on") if missed else None,
        "witness": said["witness"],
        "recorder": record_of(matter).signer,
    }


def _consent_refused(matter: Matter) -> dict[str, Any]:
    """D06 of a household that would not sign the authorisation (C3): two witnesses, both named."""
    said = matter.said
    return {
        "case": blocks.case(matter),
        "household": blocks.household(matter),
        "what": REFUSED,
        "tried_on": said["refused_consent_on"],
        "times": 1,
        "by_leader": False,
        "visitors": [{"name": matter.actor.name, "unit": matter.agency.short_name}],
        "situation": "拒绝在承诺授权查询书上签字或者捺印。",
        "their_reason": said["refusal_words"],
        "explained": "已当面说明授权的用途、范围和不授权的后果。",
        "notice_left": None,
        "again_on": None,
        "witness": f"{said['first_witness']}、{said['second_witness']}",
        "recorder": record_of(matter).signer,
    }


def warning(matter: Matter) -> dict[str, Any]:
    """D06-W. What was refused when, what is expected by when, and what follows otherwise."""
    said, offices = matter.said, record_of(matter).offices
    return {
        "household": blocks.household(matter),
        "case": blocks.case(matter),
        "refused_on": said["refused_on"],
        "basis": matter.pack["intervention.basis"],
        "text": blocks.lines(said["warning"]),
        "comply_by": said["comply_by"],
        "contact": {"name": matter.actor.name, "phone": offices.township.phone},
        "remedies": offices.remedies(matter),
        "copies": [offices.county.name, offices.village.name],
    }
