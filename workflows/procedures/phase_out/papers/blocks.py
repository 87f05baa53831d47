"""Blocks the papers of a phase-out have in common: household, months, remedies, offices."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from workflows.access.models import Agency
from workflows.engine.matter import Matter
from workflows.engine.models import Event
from workflows.registry.regions import names

from ..account import State
from ..models import Grant, Instalment

LEVELS = {Agency.Level.VILLAGE: "村", Agency.Level.TOWNSHIP: "乡镇", Agency.Level.DEPARTMENT: "县"}
CIVIL_AFFAIRS = "民政"


def case(matter: Matter) -> dict[str, Any]:
    """The number under which all papers of the matter lie."""
    return {"number": matter.head.number}


def household(matter: Matter) -> dict[str, Any]:
    """What forms and letters say of the household, and no more."""
    row, (county, township, village) = matter.household, place(matter.case.region)
    return {
        "head": row.head_name,
        "persons": matter.said.get("persons"),
        "kind": row.get_kind_display(),
        "township": township,
        "village": village,
        "group": row.group_name,
        "county": county,
    }


def place(region: int) -> tuple[str, str, str]:
    """County, township and village of a code; a level that is not loaded is empty."""
    *_, county, township, village = ("", "", "", *names(region))
    return county, township, village.removesuffix("委会").removesuffix("居")


def address(matter: Matter) -> str:
    _, township, village = place(matter.case.region)
    return f"{township}{village}{matter.household.group_name}{matter.household.address}"


def months(rows: Iterable[Instalment]) -> list[dict[str, Any]]:
    """Month by month: the tapered amount, the supplements, and both."""
    return [
        {
            "k": row.k,
            "month": f"{row.month:%Y-%m}",
            "persons": row.persons,
            "basic": row.due.basic,
            "supplement": row.due.supplement,
            "total": row.due.total,
        }
        for row in rows
    ]


def granted_months(matter: Matter) -> list[dict[str, Any]]:
    """Every month of the case's grant that is or will be paid."""
    rows = Instalment.objects.filter(grant__case=matter.case, kind=Instalment.Kind.MONTH)
    return months(rows.exclude(state=State.CANCELLED).order_by("k"))


def grant(matter: Matter) -> Grant:
    return Grant.objects.get(case=matter.case)


def total(lines: Iterable[dict[str, Any]]) -> Decimal:
    """The sum of what `months` lists."""
    return sum((line["total"] for line in lines), Decimal(0))


def findings(matter: Matter) -> list[dict[str, Any]]:
    """Each criterion with its answer, as the last check judged it."""
    found: list[dict[str, Any]] = matter.said.get("findings", [])
    return found


def office(matter: Matter, level: Agency.Level, department: str = "") -> Agency:
    """An agency over the place; an unsaved one without a name where the county has entered none."""
    for agency in matter.agencies:
        if agency.level == level and agency.department == department:
            return agency
    return Agency(name="", short_name="", level=level)


def civil_affairs(matter: Matter) -> Agency:
    return office(matter, Agency.Level.DEPARTMENT, CIVIL_AFFAIRS)


def contacts(matter: Matter) -> list[dict[str, Any]]:
    """Where a villager turns: village, township, civil affairs."""
    rows = [(word, office(matter, level, CIVIL_AFFAIRS if level == Agency.Level.DEPARTMENT else ""))
            for level, word in LEVELS.items()]  # fmt: skip
    return [
        {"level": word, "name": one.name, "phone": one.phone, "address": one.address}
        for word, one in rows
    ]


def remedies(matter: Matter) -> dict[str, Any]:
    """What may be done against a decision on dibao: both ways are named by 民发〔2021〕57号 第三十八条."""
    county, *_ = place(matter.case.region)
    civil = civil_affairs(matter)
    return {
        "reconsideration": {
            "body": f"{county}人民政府",
            "days": matter.pack["appeal.reconsideration_limit"],
        },
        "litigation": {
            "court": "有管辖权的人民法院", "months": matter.pack["appeal.litigation_limit"],
        },
        "phone": civil.phone,
        "supervision_phone": civil.supervision_phone or civil.phone,
    }  # fmt: skip


def signer(matter: Matter) -> str:
    """Who takes the step, as the paper prints the name."""
    return matter.actor.name


def opinion(matter: Matter, text: str, outcome: str = "") -> dict[str, Any]:
    """An opinion of the acting officer, signed today."""
    return {
        "outcome": outcome, "text": text, "signer": signer(matter), "signed_on": matter.today,
    }  # fmt: skip


def opinion_of(matter: Matter, steps: tuple[str, ...], key: str) -> dict[str, Any] | None:
    """The opinion given in the latest of these steps, with its signature; None if there was none."""
    done = Event.objects.filter(case=matter.case, step__in=steps).select_related("officer")
    event = done.order_by("-seq").first()
    if event is None or event.officer is None:
        return None
    return {
        "outcome": "同意", "text": matter.said.get(key, ""),
        "signer": event.officer.get_full_name(), "signed_on": event.occurred_on,
    }  # fmt: skip


def chinese(day: date | str) -> str:
    """A day within a sentence: 2026年6月4日."""
    on = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{on.year}年{on.month}月{on.day}日"


def lines(text: str | None) -> list[str]:
    """The lines of what somebody typed."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]
