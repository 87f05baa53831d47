"""Letters to the household: what was found, the rule, the decision, amounts, duties, remedies."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from workflows.engine.matter import Matter
from workflows.registry.dibao import NoStandard, standards

from ..account import State
from ..models import Instalment
from ..money import LABELS, Month, Terms
from ..plan import month_after, month_of, period, plan
from . import blocks


def intended(matter: Matter) -> dict[str, Any]:
    """D41-D: what the office means to do, so that the household can speak before it is decided."""
    said = matter.said
    return {
        **_head(matter),
        "found": _found(matter),
        "months": said["months"],
        "rule": LABELS[said["rule"]],
        "base": Decimal(said["base"]),
        "example": _example(matter),
        "hearing": str(matter.pack.length("hearing.days")),
        "contact_phone": matter.agency.phone,
        "contact_address": matter.agency.address,
    }


def granted(matter: Matter) -> dict[str, Any]:
    """D41: months, from and to, the amount of each month, duties, remedies."""
    said, rows = matter.said, blocks.granted_months(matter)
    return {
        **_decision(matter, _found(matter)),
        "months": said["months"],
        "rule": LABELS[said["rule"]],
        "from_on": said["from_on"],
        "to_on": said["to_on"],
        "rows": rows,
        "total": blocks.total(rows),
    }


def ended(matter: Matter) -> dict[str, Any]:
    """D43: early, for a reason the household was told, or at its own wish."""
    said, own_wish = matter.said, matter.step is not None and matter.step.name == "leave"
    reason = (
        "你户自愿退出" if own_wish else f"{said['end_reason']}：{said['end_facts'].rstrip('。')}"
    )
    return {
        **_decision(
            matter, [f"渐退期内查明：{reason}。" if not own_wish else f"{reason}低保渐退。"]
        ),
        "stops_from": month_after(matter.today),
        "owing": _sum(matter, State.RECOVERABLE),
    }


def stopped(matter: Matter) -> dict[str, Any]:
    """D45 without a phase-out: dibao stops from the next month."""
    said = matter.said
    return {
        **_decision(matter, blocks.lines(said["facts_found"])),
        "reasons": blocks.lines(said["reason"]),
        "rule_cited": said["rule_cited"],
        "stops_from": month_after(matter.today),
        "after": None,
        "converted_to": None,
    }


def exited(matter: Matter) -> dict[str, Any]:
    """D45 at the end of a phase-out; the last month it pays is the one the grant named."""
    said = matter.said
    return {
        **_decision(matter, _found(matter)),
        "reasons": ["渐退期满复核，家庭人均月收入仍然超过低保标准。"],
        "rule_cited": None,
        "stops_from": date.fromisoformat(said["after_end"]),
        "after": {"from_on": said["from_on"], "to_on": said["to_on"]},
        "converted_to": said.get("converted_to") if matter.case.stage == "converted" else None,
    }


def restored(matter: Matter) -> dict[str, Any]:
    """D46: dibao again from the next month, reckoned anew."""
    return {
        **_decision(matter, _found(matter)),
        "monthly": Decimal(matter.said["monthly"]),
        "restored_from": month_after(matter.today),
        "ruling": None,
        "back_pay": [],
        "back_pay_total": None,
        "owing": None,
    }


def voided(matter: Matter) -> dict[str, Any]:
    """D46 after a ruling: the grant falls, with back-pay or recovery."""
    said = matter.said
    rows = Instalment.objects.filter(grant__case=matter.case, kind=Instalment.Kind.BACK_PAY)
    owed = blocks.months(rows.order_by("month"))
    return {
        **_decision(matter, blocks.lines(said["ruling_text"])),
        "monthly": blocks.grant(matter).terms.base
        if owed or "恢复" in said["consequence"]
        else None,
        "restored_from": month_after(matter.today),
        "ruling": {"kind": said["ruling"], "number": said["ruling_number"]},
        "back_pay": owed,
        "back_pay_total": blocks.total(owed) if owed else None,
        "owing": _sum(matter, State.RECOVERABLE),
    }


def changed(matter: Matter) -> dict[str, Any]:
    """D47: what changed, and what every month still to come brings now."""
    rows = blocks.granted_months(matter)
    still = f"{month_of(matter.today):%Y-%m}"
    return {
        **_decision(matter, [_change(matter)]),
        "months": blocks.grant(matter).months,
        "to_on": matter.said["to_on"],
        "rows": [row for row in rows if row["month"] >= still],
    }


def _head(matter: Matter) -> dict[str, Any]:
    return {
        "household": blocks.household(matter),
        "case": blocks.case(matter),
        "basis": [matter.pack["phaseout.basis"]],
    }


def _decision(matter: Matter, found: list[str]) -> dict[str, Any]:
    """What every decision letter must hold (民发〔2021〕57号 第二十一、三十二条)."""
    _, township, _ = blocks.place(matter.case.region)
    return {
        **_head(matter),
        "found": found,
        "decided_on": matter.today,
        "remedies": blocks.remedies(matter),
        "copies": [f"{township}人民政府"],
    }


def _found(matter: Matter) -> list[str]:
    """The facts, as the last check has them."""
    said = matter.said
    return [
        f"经核实，你户{said['persons']}人共同生活，扣减就业成本等支出后家庭人均月收入{said['per_capita']}元，"
        f"当月低保标准为每人{said['standard']}元。"
    ]


def _example(matter: Matter) -> list[dict[str, Any]]:
    """Month by month if it were decided this month; what was told is only intended."""
    said, pack = matter.said, matter.pack
    try:
        standard = standards(matter.case.region)(matter.today)
    except NoStandard:
        return []
    terms = Terms(
        Decimal(said["base"]), said["rule"], pack["phaseout.step_multiples"],
        pack["phaseout.cap"] == "standard_times_persons", pack["supplement.ratio_min"] or Decimal(0),
    )  # fmt: skip
    over = period(matter.today, said["months"], pack["phaseout.max_months"])
    month = Month(standard, said["persons"], said["eligible"])
    return [
        {"k": one.k, "basic": one.due.basic, "supplement": one.due.supplement, "total": one.due.total}
        for one in plan(terms, over, lambda _: month)
    ]  # fmt: skip


def _change(matter: Matter) -> str:
    said, step = matter.said, matter.step
    match step.name if step else "":
        case "death":
            return f"你户家庭人口变为{said['persons']}人。"
        case "standard":
            return f"低保标准调整为每人每月{said['standard']}元（{said['standard_paper']}）。"
        case _:
            return f"渐退期改为{said['months']}个月：{said['relength_reason']}"


def _sum(matter: Matter, state: State) -> Decimal | None:
    rows = Instalment.objects.filter(grant__case=matter.case, state=state)
    amount = sum((row.due.total for row in rows), Decimal(0))
    return amount or None
