"""Forms of a phase-out: verification, approval, plan, review of its end, reduction, receipt."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from documents.models import Paper
from workflows.access.models import Agency, Officer
from workflows.engine.matter import Matter
from workflows.registry.models import Member

from ..models import Instalment, yuan
from ..money import LABELS
from ..plan import month_after
from . import blocks

INCOMES = {
    "wage": "工资性收入", "business": "生产经营净收入", "property": "财产性收入",
    "transfer": "转移性收入", "work_cost": "扣减：就业成本", "illness": "扣减：自付医疗等刚性支出",
}  # fmt: skip


def checked(matter: Matter) -> dict[str, Any]:
    """D05-P: what the check found, and what each criterion of the pack makes of it."""
    said = matter.said
    return {
        "case": blocks.case(matter),
        "household": blocks.household(matter),
        "found_by": said["found_by"],
        "cause": said["cause"],
        "on_dibao_since": said["on_dibao_since"],
        "base": Decimal(said["base"]),
        **_means(matter),
        "compared": said["compared"],
        "compared_on": said["compared_on"],
        "compared_text": said["compared_text"],
    }


def approval(matter: Matter) -> dict[str, Any]:
    """D40. The decision's number is that of the letter issued before it in the same step."""
    said = matter.said
    letter = _latest(matter, "D41")
    return {
        "case": blocks.case(matter),
        "household": blocks.household(matter),
        "decision_number": letter.number if letter else "",
        "cause": said["cause"],
        "situation": said["situation"],
        "per_capita": Decimal(said["per_capita"]),
        "standard": Decimal(said["standard"]),
        "findings": blocks.findings(matter),
        "statement": said.get("statement"),
        "answer": said.get("answer"),
        "base": Decimal(said["base"]),
        "months": said["months"],
        "rule": LABELS[said["rule"]],
        "from_on": said["from_on"],
        "to_on": said["to_on"],
        "township_opinion": blocks.opinion_of(matter, ("post", "report"), "opinion"),
        "county_opinion": blocks.opinion(matter, said["decision_text"], "批准"),
        "township_office": blocks.office(matter, Agency.Level.TOWNSHIP).name,
        "county_office": matter.agency.name,
    }


def plan(matter: Matter) -> dict[str, Any]:
    """D42: every month as a line and as a bar."""
    rows, grant = blocks.granted_months(matter), blocks.grant(matter)
    most = max((row["total"] for row in rows), default=Decimal(1)) or Decimal(1)
    return {
        "case": blocks.case(matter),
        "household": blocks.household(matter),
        "base": yuan(grant.base),
        "rule": LABELS[grant.rule],
        "months": grant.months,
        "rows": [{**row, "bar": int(100 * row["total"] / most)} for row in rows],
        "total": blocks.total(rows),
        "capped": grant.capped,
    }


def reviewed(matter: Matter) -> dict[str, Any]:
    """D44: the household's means at the end, and what the approver is to decide on."""
    said = matter.said
    return {
        "case": blocks.case(matter),
        "household": blocks.household(matter),
        "from_on": said["from_on"],
        "to_on": said["to_on"],
        "late": matter.today > date.fromisoformat(said["to_on"]),
        **_means(matter),
    }


def reduced(matter: Matter) -> dict[str, Any]:
    """D48: what the household received and receives after a death, month by month."""
    said, grant = matter.said, blocks.grant(matter)
    since = month_after(date.fromisoformat(said["died_on"]))
    dead = Member.objects.get(pk=said["member"])
    rows = grant.instalments.filter(kind=Instalment.Kind.MONTH).order_by("month")
    before = [row for row in rows if row.month < since]
    after = [row for row in rows if row.month >= since]
    return {
        "case": blocks.case(matter),
        "household": blocks.household(matter),
        "dead": dead.name,
        "relation": dead.get_relation_display(),
        "died_on": said["died_on"],
        "proof": said["proof"],
        "since": since,
        "before": before[-1].due.total if before else None,
        "after": after[0].due.total if after and matter.case.stage != "ended_early" else Decimal(0),
        "standard": yuan(rows[0].standard),
        "rows": blocks.months(after) if matter.case.stage != "ended_early" else [],
        "signer": blocks.signer(matter),
        "signed_on": matter.today,
    }


def receipt(matter: Matter) -> dict[str, Any]:
    """D50, to be filled in by hand when the letter issued before it in this step is served."""
    letter = _latest(matter, "D41", "D43", "D45", "D46", "D47")
    assert letter is not None  # issued before it, in the same step
    limit = matter.pack.length("refusal.notify_limit")
    return {
        "delivered": {"number": letter.number, "title": letter.title},
        "case": blocks.case(matter),
        "addressee": matter.household.head_name,
        "address": blocks.address(matter),
        "way": None,
        "due_on": limit.after(matter.today, matter.family.calendar).day,
        "delivered_at": None,
        "receiver": None,
        "refusal": None,
        "witnesses": [],
        "deliverers": [],
        "remark": None,
    }


def _means(matter: Matter) -> dict[str, Any]:
    said = matter.said
    officers = Officer.objects.filter(pk__in=said["checkers"]).order_by("pk")
    return {
        "visited_on": said["visited_on"],
        "method": said["method"],
        "incomes": [{"name": name, "amount": Decimal(said[key])} for key, name in INCOMES.items()],
        "per_capita": Decimal(said["per_capita"]),
        "standard": Decimal(said["standard"]),
        "eligible": said["eligible"],
        "assets_exceed": said["assets_exceed"],
        "findings": blocks.findings(matter),
        "assessed": said["assessed"],
        "finding_text": said["finding_text"],
        "present_member": said["present_member"],
        "signed_by": said["signed_by"],
        "checkers": [officer.get_full_name() for officer in officers],
    }


def _latest(matter: Matter, *codes: str) -> Paper | None:
    """The newest paper of these kinds in the file."""
    papers = Paper.objects.filter(dossier=matter.head.uuid, kind__in=codes, voided_on=None)
    return papers.order_by("-pk").first()
