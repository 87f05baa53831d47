"""A bare state column as a contender: django-fsm-2, and nothing around it."""

from django.db import transaction

from workflows.registry.models import Household
from workflows.workdays import clock

from .peers.models import DEPARTMENTS, AidColumn
from .recording import Meter
from .walking import AFTER_NOTICE, NOTICE, OPENED


class Column:
    """One transaction a step: the row under its lock, a transition, the row saved."""

    def __init__(self) -> None:
        self.meter = Meter()

    def walk(self, household: Household) -> None:
        """All ten steps."""
        with clock.standing_at(OPENED):
            with self.meter.step(), transaction.atomic():
                case = AidColumn.objects.create(household=household.pk)
            self._take(case.pk, "check_household")
            for _ in DEPARTMENTS:
                self._take(case.pk, "reply")
        with clock.standing_at(AFTER_NOTICE):
            self._take(case.pk, "close")
            self._take(case.pk, "approve")
            self._take(case.pk, "file")

    def _take(self, pk: int, step: str) -> None:
        with self.meter.step(), transaction.atomic():
            case = AidColumn.objects.select_for_update().get(pk=pk)
            if step == "close" and clock.today() < case.noticed_on + NOTICE:
                raise RuntimeError("the notice is not over")
            getattr(case, step)()
            if case.replies == len(DEPARTMENTS) and case.state == "asking":
                case.noticed_on = clock.today()
                case.post()
            case.save()
