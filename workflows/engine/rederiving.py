"""What follows from a case, derived again: its open tasks and the days something is due.

Both are written with every step, so this finds nothing to do unless a row was changed past the
door, restored from a backup in part, or the holiday table has learned a year since.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce

from workflows.access.actors import SYSTEM
from workflows.workdays import clock

from .family import Family
from .models import Case, Task
from .procedure import UnknownProcedure
from .tasks import Asked, wanted_of, write
from .writer import Writer


@dataclass(frozen=True, slots=True)
class Rederived:
    """How many open tasks and how many cases' dates were not as they follow from the facts."""

    tasks: int = 0
    dates: int = 0

    def __add__(self, other: Rederived) -> Rederived:
        return Rederived(self.tasks + other.tasks, self.dates + other.dates)


def heads_at_work() -> list[int]:
    """Keys of the first cases of all families in which something is open."""
    at_work = Case.objects.filter(Q(closed=False) | Q(pk__in=Task.objects.open().values("case")))
    return sorted(set(at_work.values_list(Coalesce("root_id", "pk"), flat=True)))


@transaction.atomic
def rederive(head: Case) -> Rederived:
    """Make tasks and dates of one family what its facts say; doing it twice changes nothing.

    No step is taken and no event written: only what a step would have written the same is.
    Raises UnknownProcedure for a case whose table, or whose stage in it, is not installed, and
    NoPack when its policy pack is gone.
    """
    family = Family.lock(head, clock.today())
    for case in family.cases.values():
        if case.stage not in case.table.stages:
            raise UnknownProcedure(f"{case.procedure} {case.edition}: {case.stage}")
    writer = Writer(family, SYSTEM, uuid4(), family.today)
    dates = sum(_set_dates(case, writer) for case in family.cases.values())
    ids = sorted(family.cases)
    wanted = wanted_of(family, ids)
    wrong = _differing(ids, wanted)
    if wrong:
        write(ids, wanted, writer.now)
    return Rederived(wrong, dates)


def _set_dates(case: Case, writer: Writer) -> bool:
    """Whether the dates of a case had to be changed; those of a closed case are history."""
    if case.closed and case.wake_on is None:
        return False
    before = (case.clock_on, case.due_on, case.wake_on)
    writer.set_clocks(case)
    today, kept = writer.family.today, before[2]
    if case.wake_on and case.wake_on <= today and kept == today + timedelta(days=1):
        case.wake_on = kept  # a due step was blocked today and is looked at again tomorrow
    if (case.clock_on, case.due_on, case.wake_on) == before:
        return False
    case.save(update_fields=["clock_on", "due_on", "wake_on"])
    return True


def _differing(ids: list[int], wanted: dict[Asked, Task]) -> int:
    """How many tasks are open but not wanted, wanted but not open, or dated otherwise."""
    held = {
        (task.case_id, task.stage, task.role): _dates(task)
        for task in Task.objects.open().filter(case__in=ids)
    }
    due = {asked: _dates(task) for asked, task in wanted.items()}
    return sum(held.get(asked) != due.get(asked) for asked in held.keys() | due.keys())


def _dates(task: Task) -> tuple[object, ...]:
    return task.ready_on, task.due_on, task.provisional
