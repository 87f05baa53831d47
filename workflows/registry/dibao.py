"""What a household receives month by month, and the county's monthly standard.

The history only grows. An entry says what is true *from* a month on, and the entry recorded last
among those that have begun rules a month: no month can be both dibao and phase-out, whatever is
recorded afterwards or for a day long past.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from workflows.registry.codes import reach
from workflows.registry.models import DibaoEntry, DibaoStandard

Standard = Callable[[date], Decimal]

# An officer's standard counts once another has agreed; one the installation loaded, at once.
COUNTS = Q(officer=None) | Q(agreed_by__isnull=False)


class NoStandard(LookupError):
    """No dibao standard is known for a county and month; the message is Chinese."""


@dataclass(frozen=True, slots=True)
class Span:
    """What a household receives from a month on, until the next span begins."""

    from_on: date
    entry: DibaoEntry


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
    first, kind = None, None
    for span in spans(household):
        if span.from_on > month:
            break
        if span.entry.kind != kind:
            first, kind = span.from_on, span.entry.kind
    return first


def spans(household: int) -> list[Span]:
    """What rules which months, in their order: every change from what ruled before."""
    return spans_of(DibaoEntry.objects.filter(household=household).order_by("pk"))


def spans_of(recorded: Iterable[DibaoEntry]) -> list[Span]:
    """The same of entries at hand, in the order they were recorded."""
    entries = list(recorded)
    found: list[Span] = []
    for month in sorted({entry.from_on for entry in entries}):
        rules = [entry for entry in entries if entry.from_on <= month][-1]
        if not found or found[-1].entry is not rules:
            found.append(Span(month, rules))
    return found


def history(household: int) -> list[DibaoEntry]:
    """Everything recorded of a household, the newest first."""
    entries = DibaoEntry.objects.filter(household=household).select_related("officer")
    return list(entries.order_by("-pk"))


def standards(place: int) -> Standard:
    """The monthly standard of the county over a place, by month; one statement.

    The function raises NoStandard for a month before the first known.
    """
    known = in_force(reach(place // 10**6)[0])

    def standard(month: date) -> Decimal:
        for row in known:
            if row.from_on <= month:
                return Decimal(row.monthly)
        raise NoStandard(f"没有{month:%Y年%-m月}的低保标准，请政策管理员先录入。")

    return standard


def in_force(county: int) -> list[DibaoStandard]:
    """A county's standards that count, the latest month first; one statement."""
    told = DibaoStandard.objects.filter(COUNTS, county=county).order_by("pk")
    last = {row.from_on: row for row in told}
    return sorted((row for row in last.values() if not row.withdrawn), key=_begins, reverse=True)


def _begins(row: DibaoStandard) -> date:
    return row.from_on
