"""What went before an opinion: check, co-checks, review, notice, kin (D13, D17, D18, D21)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from workflows.engine.matter import Matter
from workflows.engine.models import Case
from workflows.workdays.periods import notice_end

from ..forms.recusal import NEAR
from .record import CO_CHECK, OBJECTION, Record, record_of

OUTCOMES = {
    "upheld": "成立",
    "partly": "部分成立",
    "dismissed": "不成立",
    "not_accepted": "不予受理",
    "withdrawn": "异议人撤回",
}


def findings(matter: Matter) -> dict[str, Any]:
    """The rows on check, co-check, review and notice that stand before every opinion."""
    record = record_of(matter)
    return {
        "risks": record.risks,
        "check": _check(record),
        "cocheck": _co_checks(record),
        "review": _review(record),
        "notice": _notice(matter, record),
    }


def kin(record: Record) -> str | None:
    """The registration of near relatives among officers; None where there is none.

    Who keeps away for another reason is no relative: `kept_away` names him.
    """
    said = record.said
    others = {one["officer"] for one in record.recusals if one["tie"] != NEAR}
    related = record.matter.family.related_persons - others
    if not (said.get("near_relative") or related):
        return None
    names = [record.officers[pk] for pk in sorted(related) if pk in record.officers]
    who = f"与{'、'.join(names)}有近亲属关系，" if names else ""
    note = f"{said['relation_note']}，" if said.get("relation_note") else ""
    return f"{who}{note}已列为近亲属备案户，有关人员回避。"


def kept_away(record: Record) -> list[str]:
    """Each recusal in a sentence: who, why, on whose word, and who took over."""
    told = []
    for one in record.recusals:
        how = f"，{one['prompted_by']}，责令回避" if one.get("ordered_by") else "，本人申请"
        heir = record.officers.get(one.get("substitute", 0), "")
        told.append(
            f"回避：{record.officers.get(one['officer'], '')}（{one['tie']}{how}）"
            f"{f'，由{heir}接办' if heir else ''}。"
        )
    return told


def objections(record: Record) -> dict[str, int]:
    """How many objections to the household were lodged, and how they ended; never whose."""
    lodged = [child for child in record.children if child.procedure == OBJECTION]
    ended = Counter(child.stage for child in lodged)
    return {"received": len(lodged), **{stage: ended[stage] for stage in OUTCOMES}}


def period(matter: Matter, notice: Case) -> dict[str, Any]:
    """First and last whole day a notice has to hang, days lost included, and their number."""
    facts, pack = notice.facts, matter.family.pack_of(notice)
    end = notice_end(
        date.fromisoformat(facts["posted_on"]),
        pack.length("notice.days"),
        lost_days=int(facts.get("lost_days", 0)),
        calendar=matter.family.calendar,
        extend_if_holiday=pack["notice.extend_if_last_day_holiday"],
    )
    begins = date.fromisoformat(facts["from_on"])
    days = (end.last_day - begins).days + 1
    return {"starts_on": begins, "ends_on": end.last_day, "days": days}


def _check(record: Record) -> dict[str, Any]:
    """The accepted check; income per head stays with it, not with the public."""
    found = record.checked
    return {
        "visited_at": found["visited_on"],
        "checkers": [record.officers[pk] for pk in found["checkers"] if pk in record.officers],
        "per_capita": found["per_capita"],
        "conclusion": f"{found['finding']}：{found['finding_text']}",
    }


def _co_checks(record: Record) -> dict[str, Any]:
    asked = record.of(CO_CHECK)
    return {
        "departments": [
            {"name": one.key, "result": _result(one)} for one in asked if one.stage == "accepted"
        ],
        "waived": [
            {"name": one.key, "reason": waived_because(one)}
            for one in asked
            if one.stage == "waived"
        ],
    }


def waived_because(child: Case) -> str:
    """Why a department was not waited for, and what stands in its place.

    That it did not answer is said as such: silence is neither consent nor 无异常.
    """
    silence = child.facts.get("unanswered")
    why = (
        f"{silence}，{child.facts['waived_because']}" if silence else child.facts["waived_because"]
    )
    return f"{why}，以{child.facts['instead']}替代"


def _result(child: Case) -> str:
    """The outcome, with what the department said wherever it was not 无异常."""
    said = child.answers
    told = [
        f"{row['item']}：{row['detail']}"
        for row in said["items"]
        if row["result"] == said["outcome"] != "无异常"
    ]
    if said.get("recheck"):
        told.append(f"户方提出异议，复核{said['recheck']}")
    outcome: str = said["outcome"]
    return f"{outcome}（{'；'.join(told)}）" if told else outcome


def _review(record: Record) -> dict[str, Any] | None:
    said = record.said
    if not said.get("meeting"):
        return None
    return {
        "held_on": said["met_on"],
        "entitled": said["entitled"],
        "present": said["attendees"],
        "representatives": said["representatives"],
        "agreed": said["in_favour"],
        "opposed": said["against"],
        "abstained": said["abstained"],
        "result": outcome(said),
    }


def outcome(said: Mapping[str, Any]) -> str:
    """How a meeting ended, in words; one that lacked its quorum decided nothing."""
    if not said["quorum"]:
        return "到会人数或者村民代表不足规定，评议无效"
    return "评议同意" if said["carried"] else "评议未获过半数同意"


def _notice(matter: Matter, record: Record) -> dict[str, Any] | None:
    notice = record.notice
    if notice is None or "posted_on" not in notice.facts:
        return None
    lodged = objections(record)["received"]
    return {
        "number": record.number("D12"),
        **period(matter, notice),
        "objections": lodged,
        "result": "公示期间的异议已经办结" if lodged else "公示期满无异议",
    }
