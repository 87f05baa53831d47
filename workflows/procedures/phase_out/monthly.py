"""The month's list as owed work: each county's is drawn from the day its pack names on.

What is owed follows from the ledger: a county with payments that are due and on no list, and no
list of this month yet. So a worker that was away for a week, or a restored backup, finds it again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from logging import getLogger

from django.db.models import Q

from workflows.engine.models import Case
from workflows.engine.policies import shelf
from workflows.engine.refusals import Refusal
from workflows.workdays import clock

from .account import State
from .models import Instalment
from .pay_list import PayList
from .payments import READY, command_of, offices, run
from .plan import month_after, month_of

PAUSE = timedelta(minutes=10)  # between two looks: a county that cannot run is asked again
Owed = tuple[int, date]

logger = getLogger(__name__)


def owed(today: date) -> Iterator[Owed]:
    """The offices that owe the list of a month, with that month; without a list, one a county."""
    for office in offices():
        month = due_month(office, today)
        lists = Case.objects.filter(uuid=command_of(office, month))
        waiting = Q(state=State.PLANNED, month__lte=month, kind=Instalment.Kind.MONTH) | READY
        if Instalment.objects.filter(waiting, office=office).exists() and not lists.exists():
            yield office, month


def due_month(office: int, today: date) -> date:
    """The newest month whose list is to be there, by `pay.run_day` of the county's pack."""
    day = shelf().choose(office, today)["pay.run_day"]
    this = month_of(today)
    begins = this + timedelta(days=day - 1)
    return this if today >= begins else month_after(this, -1)


def draw(today: date) -> tuple[int, list[str]]:
    """Draw every list that is owed; how many, and what keeps the others, in Chinese."""
    drawn, kept = 0, []
    for office, month in list(owed(today)):
        try:
            drawn += run(office, month, PayList) is not None
        except Refusal as refusal:
            kept.append(f"{office} {month:%Y-%m}：{'；'.join(refusal.reasons) or refusal.message}")
    return drawn, kept


class MonthlyRuns:
    """The owed-work kind a worker asks: lists of the month. No lease: a run holds its office's lock."""

    name = "渐退金月发放"

    def __init__(self) -> None:
        self._next: datetime | None = None

    def work_one(self, worker: str) -> bool:
        """Draw what is owed; looks at most every ten minutes, and says in the log what keeps one."""
        now = clock.now()
        if self._next is not None and now < self._next:
            return False
        self._next = now + PAUSE
        drawn, kept = draw(clock.today())
        for one in kept:
            logger.warning("monthly run: %s", one)
        return drawn > 0

    def waiting(self) -> int:
        """How many counties owe a list."""
        return len(list(owed(clock.today())))

    def close(self) -> None:
        """Nothing is held between two runs."""
