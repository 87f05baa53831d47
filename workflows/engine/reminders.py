"""Work that lies is named: to those who should do it, then to their superior. Nothing is decided.

A reminder is owed by a task whose date is near or past, and is found by looking at the rows; a
night missed, or two workers at once, neither loses nor doubles one.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from workflows.access.actors import Actor, Role
from workflows.access.models import Officer
from workflows.access.officers import holders
from workflows.access.superiors import superior
from workflows.policy.packs import Pack
from workflows.workdays import clock

from . import overdue
from .models import Reminder, Task
from .policies import shelf

Level = Reminder.Level


def level_of(due_on: date, today: date, pack: Pack) -> Level | None:
    """How urgent a date is; None while it is far."""
    late = overdue.level(due_on, today, pack)
    if late == overdue.IN_TIME:
        return Level.SOON if today >= due_on - _before(pack) else None
    return Level(late)


def owed(today: date) -> QuerySet[Task]:
    """Open work of which somebody has yet to be told, the longest overdue first."""
    wanting = Q(pk__in=())
    for pack in shelf().packs:
        grace = timedelta(days=pack["cocheck.escalate_after"])
        of_pack = Q(case__pack=pack.id)
        wanting |= of_pack & _lacks(Level.SUPERVISED) & Q(due_on__lt=today - grace)
        wanting |= of_pack & _lacks(Level.URGED) & Q(due_on__lt=today)
        wanting |= of_pack & _lacks(Level.SOON) & Q(due_on__lte=today + _before(pack))
    return Task.objects.open().filter(wanting).order_by("due_on", "pk")


@transaction.atomic
def remind(task: Task, today: date) -> list[Reminder]:
    """Tell everyone who is to be told of a task today; repeating it tells nobody twice.

    Before the date and after it those whose work it is; when it has lain too long, or nobody
    holds the post, their superior.
    """
    assert task.due_on is not None  # `owed` looks at dates
    level = level_of(task.due_on, today, shelf().get(task.case.pack))
    if level is None:
        return []
    role = Role(task.role)
    people = holders(role, task.region, today, department=task.department)
    told: list[Officer | None] = [*people]
    if level is Level.SUPERVISED or not people:
        told.append(superior(role, task.region, task.department, {one.pk for one in people}))
    reminders = [
        Reminder(
            task=task, level=level, due_on=task.due_on, officer=officer, attended=bool(people),
            raised_on=today,
        )
        for officer in dict.fromkeys(told)
        if officer or len(told) == 1  # nobody at all is worth a row, a missing superior is not
    ]  # fmt: skip
    Reminder.objects.bulk_create(reminders, ignore_conflicts=True)
    return reminders


def unseen(actor: Actor) -> QuerySet[Reminder]:
    """What an officer was told and has not confirmed, of work still open: the gravest first."""
    still = Reminder.objects.filter(officer=actor.person, seen_on=None, task__closed_at=None)
    return still.filter(due_on=F("task__due_on")).order_by("-level", "due_on", "pk")


def confirm_seen(actor: Actor, today: date) -> int:
    """The officer has read what he was told; how many. The work stays open all the same."""
    return Reminder.objects.filter(officer=actor.person, seen_on=None).update(seen_on=today)


class Reminders:
    """The owed-work kind a worker asks: officers to be told of work that lies.

    No lease: a second worker's rows are the same rows, and are not kept twice.
    """

    name = "到期提醒"

    def work_one(self, worker: str) -> bool:
        """Remind of one task; False when everyone who is to know has been told."""
        today = clock.today()
        task = owed(today).select_related("case").first()
        if task is None:
            return False
        remind(task, today)
        return True

    def waiting(self) -> int:
        """Of how many tasks somebody has yet to be told."""
        return owed(clock.today()).count()

    def close(self) -> None:
        """Nothing is held between two pieces of work."""


def _before(pack: Pack) -> timedelta:
    return timedelta(days=pack["cocheck.remind_before"])


def _lacks(level: Level) -> Q:
    told = Reminder.objects.filter(task=OuterRef("pk"), due_on=OuterRef("due_on"), level__gte=level)
    return Q(~Exists(told))
