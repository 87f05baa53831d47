"""Open work as rows of a list, and the counts above it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from workflows.access.actors import Actor
from workflows.desk.deadlines import OVERDUE, SOON, Deadline, deadline_of, soon_until
from workflows.desk.heads import name_of, title_of
from workflows.desk.places import places
from workflows.engine.models import SheetEntry, Task
from workflows.engine.procedure import find as procedure_of
from workflows.registry.finding import find
from workflows.workdays.calendar import Calendar

PAGE = 25
# A wide scope holds tens of thousands of tasks: nobody needs to know how many exactly.
COUNTED_AT_MOST = 1000


@dataclass(frozen=True, slots=True)
class Row:
    """One piece of open work; `ready` once its minimum period, if any, is over."""

    name: str
    number: str
    procedure: str
    place: str
    stage: str
    holder: str
    deadline: Deadline | None
    address: str
    ready: bool


@dataclass(slots=True)
class Counts:
    """How much work there is, by nearness and by stage; `capped` when there is more."""

    by_due: Counter[str] = field(default_factory=Counter)
    by_stage: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    capped: bool = False


def wanted(actor: Actor, asked: str) -> QuerySet[Task]:
    """The open work of an officer, narrowed to what was typed into the search."""
    tasks = Task.objects.for_actor(actor)
    if not asked:
        return tasks
    found = Q(case__number__startswith=asked.upper())
    households = find(actor.ranges(), asked).order_by().values("pk")
    return tasks.filter(found | Q(case__household__in=households))


def due_within(tasks: QuerySet[Task], due: str, today: date, calendar: Calendar) -> QuerySet[Task]:
    """Only what is overdue, or soon due; everything for any other word."""
    if due == OVERDUE:
        return tasks.filter(due_on__lt=today)
    if due == SOON:
        return tasks.filter(due_on__gte=today, due_on__lte=soon_until(today, calendar))
    return tasks


def counts(tasks: QuerySet[Task], due: str, today: date, calendar: Calendar) -> Counts:
    """One statement: the nearest thousand tasks, counted here.

    `by_due` counts them all, `by_stage` those of the chosen nearness, so that each filter shows
    what choosing it would list.
    """
    soon = soon_until(today, calendar)
    columns = ("due_on", "case__procedure", "case__edition", "stage")
    ordered = tasks.order_by(F("due_on").asc(nulls_last=True)).values_list(*columns)
    result = Counts()
    for due_on, *kind in ordered[:COUNTED_AT_MOST]:
        near = _near(due_on, today, soon)
        result.by_due[near] += 1
        if due in ("", near):
            result.by_stage[(kind[0], kind[1], kind[2])] += 1
    result.capped = result.by_due.total() == COUNTED_AT_MOST
    return result


def page(tasks: QuerySet[Task], after: str, size: int = PAGE) -> tuple[list[Task], str]:
    """One page in order of due date, and the key of the next one; "" when it is the last.

    `after` is the key of the last row seen (due date or -, and id): no page is counted off from
    the start, however far on it lies.
    """
    listed = SheetEntry.objects.filter(sheet=OuterRef("case"), struck_on=None).order_by()
    numbered = listed.values("sheet").annotate(n=Count("pk")).values("n")
    rows: QuerySet[Any] = (
        tasks.filter(_after(after))
        .select_related("case__household", "holder")
        .annotate(listed=Subquery(numbered))
        .order_by(F("due_on").asc(nulls_last=True), "pk")[: size + 1]
    )
    found: list[Task] = list(rows)
    if len(found) <= size:
        return found, ""
    last = found[size - 1]
    return found[:size], f"{last.due_on or '-'}_{last.pk}"


def described(tasks: Iterable[Task], today: date, calendar: Calendar) -> list[Row]:
    """The rows of a list; one statement at most, for names of places not met before."""
    tasks = list(tasks)
    where = places(task.region for task in tasks)
    return [_row(task, where[task.region], today, calendar) for task in tasks]


def _row(task: Task, place: str, today: date, calendar: Calendar) -> Row:
    case = task.case
    household = case.household
    listed = (getattr(task, "listed", None) or 0) if case.table.is_sheet else None
    return Row(
        name=name_of(case, place, listed),
        number=case.number,
        procedure=title_of(case),
        place=f"{place} {household.group_name}".strip() if household else place,
        stage=case.stage_label,
        holder=task.holder.name if task.holder else "",
        deadline=deadline_of(task, today, calendar),
        address=reverse("desk:case", args=[case.uuid]),
        ready=task.ready_on is None or task.ready_on <= today,
    )


def stage_label(key: str, edition: str, stage: str) -> str:
    """The label of a stage as the filters name it, with its procedure where needed."""
    table = procedure_of(key, edition)
    return f"{table.name}·{table.stages[stage].label}"


def _near(due_on: date | None, today: date, soon: date) -> str:
    if due_on is None or due_on > soon:
        return ""
    return OVERDUE if due_on < today else SOON


def _after(key: str) -> Q:
    """The rows behind a key; a key nobody handed out means the first page."""
    day, _, number = key.partition("_")
    if not number.isdigit():
        return Q()
    if day == "-":
        return Q(due_on=None, pk__gt=int(number))
    try:
        due = date.fromisoformat(day)
    except ValueError:
        return Q()
    return Q(due_on__gt=due) | Q(due_on=due, pk__gt=int(number)) | Q(due_on=None)
