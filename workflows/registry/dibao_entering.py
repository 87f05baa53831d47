"""Entering by hand what a household receives, and a county's standard. Nothing is ever written over.

A correction is a new entry that rules from its month on; what was recorded for later months goes on
ruling those, unless the officer says that the new entry counts for them as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from workflows.registry.dibao import NoStandard, Span, spans, standards
from workflows.registry.models import DibaoEntry, DibaoStandard, Household

Kind, Source = DibaoEntry.Kind, DibaoEntry.Source
_SAME = ("kind", "persons", "eligible", "monthly")


@dataclass(frozen=True, slots=True)
class Told:
    """What an officer says a household receives from a month on, and on what paper that rests."""

    from_on: date
    kind: str
    persons: int
    eligible: int
    monthly: Decimal
    basis: str
    taken_over: bool = False


@transaction.atomic
def enter(household: Household, told: Told, *, officer: int, keeps: bool = True) -> DibaoEntry:
    """Record it; `keeps` as in `recorded`.

    ValidationError, in Chinese, where the month's standard is not known, where it is recorded like
    this already, or where the months are those of a phase-out.
    """
    Household.objects.select_for_update().get(pk=household.pk)
    try:
        standard = standards(household.village_id)(told.from_on)
    except NoStandard as error:
        raise ValidationError(str(error), code="no_standard") from error
    entry = DibaoEntry(
        household=household, from_on=told.from_on, kind=told.kind, persons=told.persons,
        eligible=told.eligible, monthly=told.monthly, standard=standard, note=told.basis,
        source=Source.TAKEN_OVER if told.taken_over else Source.ENTERED, officer_id=officer,
    )  # fmt: skip
    fresh = recorded(spans(household.pk), entry, keeps=keeps)
    if not fresh:
        raise ValidationError("与现有记录相同，不必重复登记。", code="same")
    DibaoEntry.objects.bulk_create(fresh)
    return entry


def recorded(known: list[Span], entry: DibaoEntry, *, keeps: bool = True) -> list[DibaoEntry]:
    """The rows an entry makes beside what is known; none where that says the same.

    `keeps`: what is recorded for later months still rules those, by being recorded once more.
    ValidationError where a month it would rule is that of a phase-out: only its case changes it.
    """
    later = [span for span in known if span.from_on > entry.from_on]
    reaches = [span for span in known if span.from_on <= entry.from_on][-1:]
    begun, reaches = bool(reaches), reaches + ([] if keeps else later)
    for span in reaches:
        if span.entry.kind == Kind.PHASE_OUT:
            raise ValidationError(
                f"自{span.from_on:%Y年%-m月}起是低保渐退（{span.entry.note}），享受情况由该案的决定"
                "改变；决定有错的，请在案件中办理“撤销原决定”。",
                code="phase_out",
            )
    if begun and all(_figures(span.entry) == _figures(entry) for span in reaches):
        return []
    return [entry, *(_again(span, entry.officer_id) for span in later if keeps)]


@transaction.atomic
def tell_standard(
    county: int, from_on: date, monthly: Decimal, paper: str, *, officer: int | None,
    withdrawn: bool = False,
) -> DibaoStandard:  # fmt: skip
    """A county's standard from a month on; an officer's counts once `agree` was said.

    ValidationError where one for that month still waits for its second officer.
    """
    DibaoStandard.objects.select_for_update().filter(county=county).first()
    if waiting(county).filter(from_on=from_on).exists():
        raise ValidationError(
            f"{from_on:%Y年%-m月}的标准已有一条待复核，请先由另一人复核。", code="waiting"
        )
    return DibaoStandard.objects.create(
        county_id=county, from_on=from_on, monthly=monthly, paper=paper, officer_id=officer,
        withdrawn=withdrawn,
    )  # fmt: skip


@transaction.atomic
def agree(county: int, pk: int, *, officer: int) -> DibaoStandard:
    """A second officer agrees to a standard. ValidationError for the one who entered it."""
    row = waiting(county).select_for_update().filter(pk=pk).first()
    if row is None:
        raise ValidationError("这条标准已经复核过，请刷新页面查看。", code="agreed")
    if row.officer_id == officer:
        raise ValidationError("录入人不能复核自己录入的标准，请由另一人复核。", code="same_person")
    row.agreed_by_id = officer
    row.save(update_fields=["agreed_by"])
    return row


def waiting(county: int) -> QuerySet[DibaoStandard]:
    """Standards of a county that wait for a second officer."""
    return DibaoStandard.objects.filter(county=county, officer__isnull=False, agreed_by=None)


def _figures(entry: DibaoEntry) -> list[object]:
    return [getattr(entry, name) for name in _SAME]


def _again(span: Span, officer: int | None) -> DibaoEntry:
    """What was recorded for later months, recorded once more so that it goes on ruling them."""
    old = span.entry
    return DibaoEntry(
        household_id=old.household_id, from_on=span.from_on, kind=old.kind, persons=old.persons,
        eligible=old.eligible, monthly=old.monthly, standard=old.standard, source=old.source,
        note=old.note, officer_id=officer,
    )  # fmt: skip
