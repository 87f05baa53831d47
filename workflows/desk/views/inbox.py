"""我的待办: the work waiting for this officer, nearest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from workflows.access.actors import Actor
from workflows.access.rules import actor_on, signed_in
from workflows.desk import rows
from workflows.desk.deadlines import OVERDUE, SOON, SOON_WORKDAYS
from workflows.desk.searching import SEALED, searchable, words_of
from workflows.desk.views.reminders import told
from workflows.engine.models import Task
from workflows.registry.holidays import calendar
from workflows.workdays import clock
from workflows.workdays.calendar import Calendar

LONGEST_FILTER = 40
FILTERS = ("due", "stage")


@dataclass(frozen=True, slots=True)
class Filter:
    """A tile or pill: choosing it lists `count` rows."""

    label: str
    count: str
    address: str
    current: bool
    tone: str = ""


@signed_in()
@require_http_methods(["GET", "HEAD", "POST"])
@searchable
def inbox(request: HttpRequest) -> HttpResponse:
    """Open work by role and area; tiles and stages are filters that keep one another."""
    actor, today, days = actor_on(request), clock.today(), calendar()
    chosen, asked = _chosen(request.GET), words_of(request.GET)
    every = rows.wanted(actor, asked)
    counted = rows.counts(every, chosen["due"], today, days)
    tasks = _narrowed(every, chosen, days)
    listed, onward = rows.page(tasks, request.GET.get("after", ""))
    return render(
        request,
        "desk/inbox.html",
        {
            "reminders": told(actor),
            "tiles": _tiles(counted, chosen),
            "stages": _stages(counted, chosen),
            "rows": rows.described(listed, today, days),
            "asked": asked,
            "kept": [(name, chosen[name]) for name in FILTERS if chosen[name]],
            "filtered": any(chosen.values()),
            "onward": urlencode({**_given(chosen), "after": onward}) if onward else "",
            "start": _address(chosen) if request.GET.get("after") else "",
            "leaving": _address(chosen, to=reverse("desk:leave", args=["inbox"])),
        },
    )


def chosen_work(actor: Actor, given: Mapping[str, str]) -> QuerySet[Task]:
    """The work the page lists under the filters of its address, all pages of it."""
    return _narrowed(rows.wanted(actor, words_of(given)), _chosen(given), calendar())


def _chosen(given: Mapping[str, str]) -> dict[str, str]:
    """The filters of an address, and what was searched for as it stands there: sealed."""
    chosen = {name: given.get(name, "")[:LONGEST_FILTER].strip() for name in FILTERS}
    return {**chosen, SEALED: given.get(SEALED, "") if words_of(given) else ""}


def _narrowed(every: QuerySet[Task], chosen: dict[str, str], days: Calendar) -> QuerySet[Task]:
    near = rows.due_within(every, chosen["due"], clock.today(), days)
    return _of_stage(near, chosen["stage"])


def _of_stage(tasks: QuerySet[Task], stage: str) -> QuerySet[Task]:
    procedure, _, name = stage.partition(".")
    return tasks.filter(case__procedure=procedure, stage=name) if name else tasks


def _tiles(counted: rows.Counts, chosen: dict[str, str]) -> list[Filter]:
    total = counted.by_due.total()
    every = f"{total}+" if counted.capped else str(total)
    wanted = (
        ("已逾期", str(counted.by_due[OVERDUE]), OVERDUE),
        (f"{SOON_WORKDAYS}个工作日内到期", str(counted.by_due[SOON]), SOON),
        ("全部待办", every, ""),
    )
    return [
        Filter(
            label, count, _address(chosen, due=due, stage=""),
            chosen["due"] == due and not chosen["stage"], due if count != "0" else "",
        )
        for label, count, due in wanted
    ]  # fmt: skip


def _stages(counted: rows.Counts, chosen: dict[str, str]) -> list[Filter]:
    """One pill a stage; editions of a procedure that share a stage share the pill."""
    totals: dict[str, int] = {}
    labels: dict[str, str] = {}
    for (key, edition, stage), count in counted.by_stage.items():
        name = f"{key}.{stage}"
        totals[name] = totals.get(name, 0) + count
        labels[name] = rows.stage_label(key, edition, stage)
    pills = [
        Filter(labels[name], str(count), _address(chosen, stage=name), chosen["stage"] == name)
        for name, count in totals.items()
    ]
    every = Filter(
        "全部环节", str(sum(totals.values())), _address(chosen, stage=""), not chosen["stage"]
    )
    return [every, *pills]


def _given(chosen: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in chosen.items() if value}


def _address(chosen: dict[str, str], *, to: str = "", **changed: str) -> str:
    given = _given({**chosen, **changed})
    address = to or reverse("desk:inbox")
    return f"{address}?{urlencode(given)}" if given else address
