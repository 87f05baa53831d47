"""公示管理: the sheets of each village, from draft to taken down."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from workflows.access.actors import Actor, Role
from workflows.access.rules import actor_on, signed_in
from workflows.desk.deadlines import Deadline, deadline_of
from workflows.desk.offers import Link, likely
from workflows.desk.places import places
from workflows.desk.told import dated
from workflows.engine.models import Case, Task
from workflows.engine.procedure import all_procedures
from workflows.registry.holidays import calendar
from workflows.workdays import clock

OPEN_AT_MOST = 100
CLOSED_AT_MOST = 30
POSTERS = (Role.VILLAGE, Role.CLERK, Role.REVIEWER)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One sheet; `preview` shows it as villagers and the wall will; `steps` are what the reader's posts suggest doing with it."""

    title: str
    village: str
    number: str
    households: int
    stage: str
    period: str
    deadline: Deadline | None
    address: str
    preview: str
    steps: tuple[Link, ...]


@dataclass(slots=True)
class Village:
    """One village with its open sheets."""

    name: str
    sheets: list[SheetRow] = field(default_factory=list)


@signed_in(*POSTERS)
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """The open sheets in the officer's area by village, and the latest that are over."""
    actor = actor_on(request)
    sheets = sheets_of(actor)
    hanging = list(sheets.filter(closed=False).order_by("region", "-pk")[:OPEN_AT_MOST])
    over = list(sheets.filter(closed=True).order_by("-pk")[:CLOSED_AT_MOST])
    tasks = {task.case_id: task for task in Task.objects.open().filter(case__in=hanging)}
    villages: dict[int, Village] = {}
    for sheet, row in zip(hanging, _rows(hanging, tasks, actor), strict=True):
        villages.setdefault(sheet.region, Village(row.village)).sheets.append(row)
    context = {"villages": list(villages.values()), "over": _rows(over, {}, actor)}
    return render(request, "desk/notices.html", context)


def sheets_of(actor: Actor) -> QuerySet[Any]:
    """The sheets in the officer's area, each with `households`, how many stand on it."""
    kinds = [table.key for table in all_procedures() if table.is_sheet]
    found = Case.objects.visible_to(actor).filter(procedure__in=kinds)
    return found.annotate(households=Count("entries", filter=Q(entries__struck_on=None)))


def _rows(sheets: Iterable[Case], tasks: Mapping[int, Task], actor: Actor) -> list[SheetRow]:
    found = list(sheets)
    where = places(sheet.region for sheet in found)
    today, days = clock.today(), calendar()
    return [
        SheetRow(
            sheet.table.name,
            where[sheet.region],
            sheet.number,
            getattr(sheet, "households", 0),
            sheet.stage_label,
            period_of(sheet),
            deadline_of(tasks.get(sheet.pk), today, days),
            reverse("desk:case", args=[sheet.uuid]),
            reverse("board:preview", args=[sheet.uuid]),
            () if sheet.closed else tuple(likely(sheet, actor)),
        )
        for sheet in found
    ]


def period_of(sheet: Case) -> str:
    """The period printed on the sheet, or since when it hangs."""
    facts = sheet.facts
    lost = f"，补足 {facts['lost_days']} 天" if facts.get("lost_days") else ""
    if facts.get("from_on") and facts.get("to_on"):
        return f"{dated(facts['from_on'])} 至 {dated(facts['to_on'])}{lost}"
    if facts.get("posted_on"):
        return f"{dated(facts['posted_on'])} 张贴"
    return ""
