"""What the passing of days makes due: `wake_on` of a case is a fact, and waking it is safe to repeat."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from workflows.workdays import clock

from .door import wake
from .models import Case, Task
from .rederiving import rederive


def sleeping() -> QuerySet[Case]:
    """Cases whose day has come, the longest waiting first."""
    return Case.objects.filter(wake_on__lte=clock.today()).order_by("wake_on", "pk")


def recount_estimates() -> int:
    """Count anew the deadlines estimated for want of a holiday table; returns how many changed.

    Safe to repeat; what depends on a year still missing stays an estimate.
    """
    heads = Task.objects.open().filter(provisional=True).values(head=Coalesce("case__root", "case"))
    return sum(rederive(head).tasks for head in Case.objects.filter(pk__in=heads))


def tick(limit: int | None = None) -> int:
    """Wake every case whose day has come; returns how many.

    Deadlines that were estimated are counted again first: the missing year may be there now.
    """
    recount_estimates()
    done = 0
    for case in sleeping()[:limit].iterator():
        wake(case)
        done += 1
    return done


class DueDays:
    """The owed-work kind a worker asks: cases to be woken today.

    No lease: waking takes the case's own lock, and a second worker finds nothing left to do.
    """

    name = "到期事项"

    def __init__(self) -> None:
        self._recounted_on: date | None = None

    def work_one(self, worker: str) -> bool:
        """Wake one case; False when none is due. Estimates are counted again once a day."""
        today = clock.today()
        if self._recounted_on != today:
            recount_estimates()
            self._recounted_on = today
        case = sleeping().first()
        if case is None:
            return False
        wake(case)
        return True

    def waiting(self) -> int:
        """How many cases have a day ahead of them or behind."""
        return Case.objects.exclude(wake_on=None).count()

    def close(self) -> None:
        """Nothing is held between two pieces of work."""
