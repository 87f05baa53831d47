"""督办: overdue work by unit, and whom it was mentioned to already."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from workflows.access.actors import Actor, Role
from workflows.access.incompatible import GIVEN_AT
from workflows.access.models import Agency
from workflows.access.rules import actor_on, signed_in
from workflows.desk import rows
from workflows.engine.models import Case, Reminder, Task
from workflows.registry.holidays import calendar
from workflows.registry.regions import names_of
from workflows.workdays import clock

# Where the township stands in the path of a region's names, the village behind it.
TOWNSHIP = 3

# A county with more overdue work than this has another problem than a list.
COUNTED_AT_MOST = 5000

Unit = tuple[str, str]
LOOKING = (Role.REVIEWER, Role.HANDLER, Role.APPROVER, Role.AUDITOR)


@dataclass(slots=True)
class Late:
    """A unit's overdue work in one role: how much, and since when the oldest."""

    unit: str
    role: str
    count: int = 0
    oldest: date = date.max
    days: int = 0


@signed_in(*LOOKING)
@require_safe
def lateness(request: HttpRequest) -> HttpResponse:
    """Units with overdue work, the latest first, and the oldest pieces with their reminders."""
    actor, today = actor_on(request), clock.today()
    late = late_work(actor, today)
    listed, onward = rows.page(late, request.GET.get("after", ""))
    described = rows.described(listed, today, calendar())
    told = _told(listed)
    return render(
        request,
        "desk/lateness.html",
        {
            "units": _units(late, today),
            "rows": [
                (row, told.get(task.pk, ())) for row, task in zip(described, listed, strict=True)
            ],
            "onward": f"after={onward}" if onward else "",
        },
    )


def late_work(actor: Actor, today: date) -> QuerySet[Task]:
    """Overdue work of every case the officer may see, whoever's it is."""
    seen = Case.objects.visible_to(actor).values("pk")
    return Task.objects.open().filter(due_on__lt=today, case__in=seen)


def _units(overdue: QuerySet[Task], today: date) -> list[Late]:
    columns = overdue.order_by("due_on").values_list("role", "department", "region", "due_on")
    found = list(columns[:COUNTED_AT_MOST])
    paths = names_of({region for _, _, region, _ in found})
    units: dict[Unit, Late] = {}
    for role, department, region, due_on in found:
        assert due_on is not None  # only work with a date is late
        name = department or _unit(Role(role), paths[region])
        late = units.setdefault((name, role), Late(name, Role(role).label))
        late.count += 1
        late.oldest = min(late.oldest, due_on)
        late.days = (today - late.oldest).days
    return sorted(units.values(), key=lambda late: (late.oldest, late.unit, late.role))


def _unit(role: Role, path: tuple[str, ...]) -> str:
    """The office whose work it is: a village, a township, or the county's own office."""
    if role is Role.VILLAGE:
        return "".join(path[TOWNSHIP:])
    at_township = Agency.Level.TOWNSHIP in GIVEN_AT[role] and len(path) > TOWNSHIP
    return path[TOWNSHIP] if at_township else "县防贫办"


def _told(tasks: Iterable[Task]) -> dict[int, list[str]]:
    """What was said of each piece of work, and whether it was read; one statement."""
    told: dict[int, dict[str, list[str]]] = {}
    reminders = Reminder.objects.filter(task__in=[task.pk for task in tasks], level__gt=0)
    for one in reminders.select_related("officer").order_by("raised_on", "pk"):
        who = one.officer.name if one.officer else "无人可报"
        occasion = f"{one.raised_on:%-m月%-d日}{one.get_level_display()}"
        of_task = told.setdefault(one.task_id, {})
        of_task.setdefault(occasion, []).append(f"{who}（已阅知）" if one.seen_on else who)
    return {
        task: [f"{occasion}：{'、'.join(people)}" for occasion, people in occasions.items()]
        for task, occasions in told.items()
    }
