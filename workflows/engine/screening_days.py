"""When a county is screened again by itself: as often as its policy pack says.

Source of a month: 攀脱贫办发〔2020〕19号 二（一）, 每月常态化对贫困人口逐户进行入户摸底监测. A run only proposes;
what it finds that the run before did not is marked as new, and people decide.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from workflows.access.models import Agency
from workflows.registry import holidays
from workflows.registry.codes import reach
from workflows.registry.models import Household, Region, ScreeningRun
from workflows.registry.screening import running
from workflows.workdays import clock

from .policies import shelf

EVERY = "screening.every"


class ScreeningDays:
    """The owed kind that asks for runs; `registry.screening.running.Screenings` does them.

    No lease: a county's row is locked while it is asked for, and a second worker finds it asked.
    """

    name = "定期筛查"

    def __init__(self) -> None:
        self._looked_on: date | None = None

    def work_one(self, worker: str) -> bool:
        """Ask for one run; False when none is due. Counties are looked through once a day."""
        today = clock.today()
        if self._looked_on == today:
            return False
        if any(is_due(county, today) and ask(county, today) for county in _counties()):
            return True
        self._looked_on = today
        return False

    def waiting(self) -> int:
        """How many counties are due today."""
        today = clock.today()
        return sum(is_due(county, today) for county in _counties())

    def close(self) -> None:
        """Nothing is held between two pieces of work."""


@transaction.atomic
def ask(county: int, today: date) -> bool:
    """Owe a run by last year's accounts; False if another worker was quicker."""
    Region.objects.select_for_update().get(pk=county)
    if not is_due(county, today):
        return False
    pack = shelf().choose(county, today)
    running.ask(county, today.year - 1, pack=pack, pack_id=pack.id)
    return True


def is_due(county: int, today: date) -> bool:
    """Whether the pack's time has passed since the last run, whoever asked for it.

    A pack that sets none leaves it to people to ask.
    """
    every = shelf().choose(county, today).parameter(EVERY).length
    if every is None:
        return False
    last = ScreeningRun.objects.filter(area=county).order_by("-pk").first()
    return last is None or every.after(last.on, holidays.calendar()).day <= today


def _counties() -> Iterator[int]:
    """The counties that use the product and have a register."""
    offices = Agency.objects.filter(level=Agency.Level.COUNTY).order_by("region_id")
    for code in offices.values_list("region_id", flat=True).distinct():
        low, high = reach(code)
        if Household.objects.filter(village_id__gte=low, village_id__lt=high).exists():
            yield code
