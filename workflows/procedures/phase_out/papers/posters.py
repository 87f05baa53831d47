"""What hangs on the village board: the intended phase-outs (D12-P) and their results (D49)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings

from workflows.access.models import Agency
from workflows.engine.matter import Matter
from workflows.engine.models import Case
from workflows.engine.private_words import private_words

from ..models import Instalment
from . import blocks


def notice(matter: Matter) -> dict[str, Any]:
    """D12-P. The period printed here is the one the minimum counts from."""
    said = matter.said
    starts, ends = date.fromisoformat(said["from_on"]), date.fromisoformat(said["to_on"])
    rows = [
        {
            "order": order,
            "name": _head_of(case),
            "persons": case.facts["persons"],
            "opinion": f"拟渐退{case.facts['months']}个月",
        }
        for order, case in enumerate(matter.listed(), start=1)
    ]
    return {
        **_place(matter),
        "rows": rows,
        "starts_on": starts,
        "ends_on": ends,
        "days": (ends - starts).days + 1,
        "online": settings.BOARD_URL or None,
        "committee": blocks.office(matter, Agency.Level.VILLAGE).name,
    }


def results(matter: Matter) -> dict[str, Any]:
    """D49: name, persons, amount; never why, and nothing else (民发〔2021〕57号 第二十四条)."""
    listed = matter.listed()
    first = {
        row.grant.case_id: row
        for row in Instalment.objects.filter(grant__case__in=listed, k=1).select_related("grant")
    }
    rows = [
        {
            "order": order,
            "name": _head_of(case),
            "persons": first[case.pk].persons,
            "amount": first[case.pk].due.total,
        }
        for order, case in enumerate(listed, start=1)
    ]
    until = matter.pack.length("announce.post_days").after(matter.today, matter.family.calendar)
    return {
        **_place(matter),
        "rows": rows,
        "decided_by": blocks.civil_affairs(matter).name,
        "posted_until": until.day,
    }


def forbidden(matter: Matter) -> list[str]:
    """What must not appear on a poster: whatever is private of the households that stand on it."""
    return private_words(matter.listed(), matter.agencies)


def _place(matter: Matter) -> dict[str, Any]:
    _, township, village = blocks.place(matter.case.region)
    return {
        "township": township,
        "village": village,
        "basis": matter.pack["phaseout.basis"],
        "contacts": blocks.contacts(matter),
        "verify_url": f"{settings.BOARD_URL}/check/" if settings.BOARD_URL else None,
    }


def _head_of(case: Case) -> str:
    return case.head_name
