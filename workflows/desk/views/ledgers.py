"""台账: the month's natural changes, and whether visits were made as often as the papers ask."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from workflows.access.actors import Actor
from workflows.access.register import KEEPERS, READERS
from workflows.access.rules import actor_on, signed_in
from workflows.desk import leaving
from workflows.desk.places import places
from workflows.engine.models import Case
from workflows.engine.policies import shelf
from workflows.procedures.visit.forms import LEADERS
from workflows.workdays import clock

SHOWN = 200
_MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")
_COUNTY_SPAN = 10**6
_HEADS = ("编号", "户主", "村组", "月份", "补录", "环节")


@signed_in(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def ledgers(request: HttpRequest) -> HttpResponse:
    """A month of the ledger in the officer's area, and the visits that are behind."""
    actor, today = actor_on(request), clock.today()
    asked = request.GET.get("month", "")
    month = asked if _MONTH.fullmatch(asked) else f"{today:%Y-%m}"
    entries = _entries(actor, month)
    wrong: list[str] = []
    if request.method == "POST":
        try:
            return _exported(request, actor, month, entries)
        except ValidationError as refused:
            wrong = refused.messages
    listed = list(entries[: SHOWN + 1])
    context = {
        "month": month,
        "before": _shifted(month, -1),
        "after": _shifted(month, 1) if month < f"{today:%Y-%m}" else "",
        "rows": _rows(listed[:SHOWN]),
        "more": len(listed) > SHOWN,
        "visits": _visits(actor, today),
        "keeps": actor.holds(*KEEPERS),
        "wrong": wrong,
    }
    return render(request, "desk/ledgers.html", context, status=422 if wrong else 200)


def _entries(actor: Actor, month: str) -> QuerySet[Case]:
    entries = Case.objects.visible_to(actor).filter(procedure="natural_change", facts__month=month)
    return entries.exclude(stage="rejected").select_related("household").order_by("region", "pk")


def _rows(entries: list[Case]) -> list[dict[str, Any]]:
    where = places(case.region for case in entries)
    return [
        {
            "number": case.number,
            "name": case.household.head_name if case.household else "",
            "place": where[case.region],
            "late": bool(case.facts.get("late")),
            "stage": case.stage_label,
            "address": reverse("desk:case", args=[case.uuid]),
        }
        for case in entries
    ]


def _exported(
    request: HttpRequest, actor: Actor, month: str, entries: QuerySet[Case]
) -> HttpResponse:
    rows = [
        (
            row["number"], row["name"], row["place"], month, "补录" if row["late"] else "",
            row["stage"],
        )
        for row in _rows(list(entries[: leaving.MOST_EXPORTED]))
    ]  # fmt: skip
    reason = request.POST.get("reason", "")
    return leaving.listed(actor, reason, f"{month}自然增减台账", _HEADS, rows)


def _visits(actor: Actor, today: date) -> dict[str, Any]:
    """How often leaders went this year, and which open cases nobody has visited within the period."""
    seen = Case.objects.visible_to(actor)
    visits = Case.objects.filter(procedure="visit", stage__in=("done", "warned"))
    led = seen.filter(
        procedure="visit", stage__in=("done", "warned"), facts__visitor_kind=LEADERS,
        facts__visited_on__gte=f"{today.year}-01-01",
    )  # fmt: skip
    low = next((seat.low for seat in actor.seats), 0)
    pack = shelf().choose(low - low % _COUNTY_SPAN, today)
    since = _back(today, pack["visit.open_case_every"])
    lately = visits.filter(
        household=OuterRef("household"), facts__visited_on__gte=since.isoformat()
    )
    behind = seen.filter(procedure="intervention", parent=None, closed=False).exclude(
        Exists(lately)
    )
    behind = behind.select_related("household").order_by("region", "pk")
    listed = list(behind[: SHOWN + 1])
    return {
        "leaders": led.count(),
        "asked": pack["visit.leader_min_per_year"],
        "behind": _rows(listed[:SHOWN]),
    }


def _back(today: date, months: int) -> date:
    """The same day some months ago, or the last one of that month."""
    year, number = map(int, _shifted(f"{today:%Y-%m}", -months).split("-"))
    return date(year, number, min(today.day, monthrange(year, number)[1]))


def _shifted(month: str, by: int) -> str:
    year, number = int(month[:4]), int(month[5:]) - 1 + by
    return f"{year + number // 12:04d}-{number % 12 + 1:02d}"
