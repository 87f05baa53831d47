"""待审批: every case waiting for the approver, each as a digest that fits one screen."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from workflows.access.actors import Actor, Role
from workflows.access.models import Kinship
from workflows.access.rules import actor_on, signed_in
from workflows.access.trail import What
from workflows.access.trail import listed as shown
from workflows.desk import rows
from workflows.desk.deadlines import OVERDUE
from workflows.desk.digest import Digest, digest_of
from workflows.desk.offers import likely
from workflows.engine.family import Family
from workflows.engine.models import Case, Task
from workflows.engine.snapshot import Snapshot
from workflows.registry.holidays import calendar
from workflows.workdays import clock

# A page of digests, not of lines: ten are as many as somebody decides at one sitting.
SHOWN_AT_MOST = 10
OBJECTED, CLEAN = "objected", "clean"
PICKS = (("全部", ""), ("无异议可批", CLEAN), ("有异议", OBJECTED), ("逾期", OVERDUE))


@dataclass(frozen=True, slots=True)
class Waiting:
    """One case with its digest."""

    row: rows.Row
    digest: Digest | None
    barred: bool
    steps: list[Any]


@signed_in(Role.APPROVER)
@require_safe
def approvals(request: HttpRequest) -> HttpResponse:
    """The cases in the approver's hands, nearest due first, narrowed by one of four filters."""
    actor, chosen = actor_on(request), request.GET.get("only", "")
    tasks = waiting(actor, chosen)
    listed, onward = rows.page(tasks, request.GET.get("after", ""), SHOWN_AT_MOST)
    digests = [(task.case.household_id, task.case.uuid, task.case.number) for task in listed]
    shown(request, What.CASE, digests)
    address = reverse("desk:approvals")
    context = {
        "rows": _described(listed, actor),
        "picks": [
            {"label": label, "address": f"{address}?only={word}" if word else address,
             "current": chosen == word}
            for label, word in PICKS
        ],
        "onward": f"only={chosen}&after={onward}" if onward else "",
    }  # fmt: skip
    return render(request, "desk/approvals.html", context)


def waiting(actor: Actor, chosen: str) -> Any:
    """What waits for the approver, narrowed by one of the filters."""
    tasks = Task.objects.for_actor(actor).filter(role=Role.APPROVER)
    objected = Q(case__children__procedure="objection")
    if chosen == OVERDUE:
        return tasks.filter(due_on__lt=clock.today())
    if chosen == OBJECTED:
        return tasks.filter(objected).distinct()
    if chosen == CLEAN:
        return tasks.exclude(objected)
    return tasks


def _described(tasks: list[Task], actor: Actor) -> list[Waiting]:
    """The digests of a page; a handful of statements, however many cases."""
    today, days = clock.today(), calendar()
    families = _families([task.case for task in tasks], actor)
    shown = []
    for task, row in zip(tasks, rows.described(tasks, today, days), strict=True):
        family = families[task.case.root_id or task.case_id]
        case = family.cases[task.case_id]
        steps = list(likely(case, actor))
        snapshot = family.outline(case)
        digest = digest_of(family, case, steps[0].step, snapshot) if steps else None
        shown.append(Waiting(row, digest, _barred(family, snapshot, actor), steps))
    return shown


def _families(cases: list[Case], actor: Actor) -> dict[int, Family]:
    """The families of several cases in one statement, kin of their households in another."""
    heads = {case.root_id or case.pk for case in cases}
    members = Case.objects.filter(Q(pk__in=heads) | Q(root__in=heads)).select_related("household")
    grouped: dict[int, list[Case]] = {head: [] for head in heads}
    for case in members.order_by("pk"):
        grouped[case.root_id or case.pk].append(case)
    today, days = clock.today(), calendar()
    households = {case.household_id for found in grouped.values() for case in found}
    kin: dict[int, set[int]] = {}
    for household, person in Kinship.objects.filter(household__in=households).values_list(
        "household_id", "officer_id"
    ):
        kin.setdefault(household, set()).add(person)
    families = {}
    for head, found in grouped.items():
        tied = frozenset(kin.get(found[0].household_id or 0, ()))
        families[head] = Family(found, today, tied=tied)
        families[head].calendar = days
    return families


def _barred(family: Family, snapshot: Snapshot, actor: Actor) -> bool:
    """Whether the approver must keep away: kin, or another duty in the same case."""
    if actor.person in family.related_persons:
        return True
    return any(
        actor.person in people for duty, people in snapshot.duties.items() if duty != "approve"
    )
