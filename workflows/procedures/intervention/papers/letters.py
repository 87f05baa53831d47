"""Letters to the household: not begun (D22-S), confirmation (D21), refusal (D22), receipts (D50)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from workflows.engine.matter import Matter

from . import blocks
from .check import OUTLAYS
from .findings import objections, period
from .letter import way_out
from .record import Record, record_of

# By when a letter is to be served, where it is not the limit of decisions (57号 第二十一条).
ANSWERED_WITHIN = {"D22-S": "clue.answer_limit"}
SPENT = {
    "medical": "合规自付医疗支出", "schooling": "教育支出", "housing": "住房支出",
    "disaster": "灾害损失", "other": "其他刚性支出",
}  # fmt: skip


def confirmation(matter: Matter) -> dict[str, Any]:
    """D21. Measures are settled with the household afterwards and told it separately."""
    record = record_of(matter)
    return {
        "household": blocks.household(matter),
        "case": blocks.case(matter),
        "found": [_found(record), *_published(matter, record)],
        "basis": [matter.pack["intervention.basis"]],
        "risks": record.risks,
        "delegation": blocks.delegation(matter),
        "decided_on": matter.today,
        "effective_on": matter.today,
        "measures": [],
        "helper": None,
        **way_out(matter, record),
    }


def refusal(matter: Matter) -> dict[str, Any]:
    """D22. Facts, rule and reasons are the approver's own words; none of them names an objector."""
    record, said = record_of(matter), matter.said
    return {
        "household": blocks.household(matter),
        "case": blocks.case(matter),
        "requested_on": matter.head.opened_on,
        "found": blocks.lines(said["facts_found"]),
        "basis": [{"title": said["rule"], "clause": "", "text": ""}],
        "reasons": blocks.lines(said["reason"]),
        "delegation": blocks.delegation(matter),
        "decided_on": matter.today,
        "other_help": [],
        **way_out(matter, record),
    }


def not_started(matter: Matter) -> dict[str, Any]:
    """D22-S, to a household that applied itself: the township does not begin, and says why."""
    record, said = record_of(matter), matter.said
    offices = record.offices
    return {
        "household": blocks.household(matter),
        "clue": {"number": matter.case.number, "found_on": said["clue_on"]},
        "found": blocks.lines(said["looked_into"]),
        "basis": matter.pack["intervention.basis"],
        "reason": said["because"],
        "decided_on": matter.today,
        "other_help": blocks.lines(said.get("other_help")),
        "contact": {"name": matter.actor.name, "phone": offices.township.phone},
        "remedies": offices.remedies(matter),
        "copies": [offices.county.name, offices.village.name],
    }


def receipt(matter: Matter) -> dict[str, Any]:
    """D50, to be filled in by hand when the letter issued before it in this step is served."""
    letter = record_of(matter).letter
    return {
        "delivered": {"number": letter.number, "title": letter.title},
        "case": blocks.case(matter),
        "addressee": record_of(matter).head_name,
        "address": blocks.address(matter),
        "way": None,
        "due_on": blocks.due(matter, ANSWERED_WITHIN.get(letter.kind, "refusal.notify_limit")),
        "delivered_at": None,
        "receiver": None,
        "refusal": None,
        "witnesses": [],
        "deliverers": [],
        "remark": None,
    }


def _found(record: Record) -> str:
    """What the check found, as the household itself stated it."""
    found = record.checked
    spent = [
        f"{word}{_yuan(found[OUTLAYS[name]])}" for name, word in SPENT.items()
        if Decimal(found[OUTLAYS[name]])
    ]  # fmt: skip
    means = [f"近十二个月家庭人均纯收入{_yuan(found['per_capita'])}", *spent]
    return f"经入户核查和部门协查，你户现有{record.persons}人共同生活，{'，'.join(means)}。"


def _published(matter: Matter, record: Record) -> list[str]:
    if record.notice is None:
        return []
    run = period(matter, record.notice)
    first, last = blocks.chinese(run["starts_on"]), blocks.chinese(run["ends_on"])
    ended = "期间收到的异议已经办结" if objections(record)["received"] else "期满无异议"
    return [f"上述拟确认意见于{first}至{last}在村内公示，{ended}。"]


def _yuan(amount: str) -> str:
    return f"{Decimal(amount):,.2f}元"
