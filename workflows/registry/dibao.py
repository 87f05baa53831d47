"""What a household receives month by month, and the county's monthly standard.

The history only grows. An entry says what is true *from* a month on, and the entry recorded last
among those that have begun rules a month: no month can be both dibao and phase-out, whatever is
recorded afterwards or for a day long past.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from workflows.registry.codes import reach
from workflows.registry.models import DibaoEntry, DibaoStandard

Standard = Callable[[date], Decimal]


class NoStandard(LookupError):
    """No dibao standard is known for a county and month; the message is Chinese."""


def standing(household: int, month: date) -> DibaoEntry | None:
    """What a household receives in the month of a day; None where nothing was ever recorded."""
    entries = DibaoEntry.objects.filter(household=household, from_on__lte=month)
    return entries.order_by("-pk").first()


def receives(household: int, month: date, kind: str) -> bool:
    """Whether it receives this and nothing else in the month of a day."""
    entry = standing(household, month)
    return entry is not None and entry.kind == kind


def since(household: int, month: date) -> date | None:
    """The first month of what the household receives without a break up to a month."""
    now, first = standing(household, month), None
    for entry in DibaoEntry.objects.filter(household=household, from_on__lte=month).order_by(
        "-from_on", "-pk"
    ):
        if now is None or entry.kind != now.kind:
            break
        first = entry.from_on
    return first


def history(household: int) -> list[DibaoEntry]:
    """Everything recorded of a household, the newest first."""
    return list(DibaoEntry.objects.filter(household=household).order_by("-pk"))


def standards(place: int) -> Standard:
    """The monthly standard of the county over a place, by month; one statement.

    The function raises NoStandard for a month before the first known.
    """
    county = reach(place // 10**6)[0]
    known = list(
        DibaoStandard.objects.filter(county=county)
        .order_by("-from_on")
        .values_list("from_on", "monthly")
    )

    def standard(month: date) -> Decimal:
        for from_on, monthly in known:
            if from_on <= month:
                return Decimal(monthly)
        raise NoStandard(f"没有{month:%Y年%-m月}的低保标准，请政策管理员先录入。")

    return standard
