"""The dated kinds of a household, and the two columns that follow from them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet

from documents import rows
from workflows.registry.models import Household, KindPeriod

Kind = KindPeriod.Kind

# What the household draws: at most one of them holds at a time.
DRAWN = (Kind.ORDINARY, Kind.DIBAO, Kind.EXTREME)


def begun(household: Household, since: date, basis: str = "") -> list[KindPeriod]:
    """The first periods of a household that has just been registered, from its two columns."""
    kinds = [Kind(household.kind), *([Kind.CARDED] if household.carded else [])]
    common = {"household_id": household.pk, "since": since, "basis": basis}
    return [rows.new(KindPeriod, {**common, "kind": kind}) for kind in kinds]


@transaction.atomic
def begin(household: Household, kind: Kind, *, since: date, basis: str) -> KindPeriod:
    """The household is of this kind from a day on; one drawn kind ends where another begins.

    ValidationError, in Chinese, if it is that already or would begin before the kind it replaces.
    """
    open_ones = _locked(household).filter(until=None)
    if open_ones.filter(kind=kind).exists():
        raise ValidationError(f"该户已是{kind.label}，不必重复登记。", code="kind_holds")
    if kind in DRAWN:
        for period in open_ones.filter(kind__in=DRAWN):
            _close(period, since)
        household.kind = kind
    elif kind == Kind.CARDED:
        household.carded = True
    household.save(update_fields=["kind", "carded", "updated_at"])
    return KindPeriod.objects.create(household=household, kind=kind, since=since, basis=basis)


@transaction.atomic
def end(household: Household, kind: Kind, *, until: date) -> None:
    """The household is no longer of this kind from a day on; who drew something is 一般户 again.

    ValidationError, in Chinese, if it is not of that kind.
    """
    period = _locked(household).filter(until=None, kind=kind).first()
    if period is None:
        raise ValidationError(f"该户现在不是{kind.label}，请核对。", code="kind_does_not_hold")
    _close(period, until)
    if kind in DRAWN:
        household.kind = Kind.ORDINARY
        KindPeriod.objects.create(household=household, kind=Kind.ORDINARY, since=until)
    elif kind == Kind.CARDED:
        household.carded = False
    household.save(update_fields=["kind", "carded", "updated_at"])


def kinds_on(household: Household, day: date) -> list[Kind]:
    """Which kinds the household was of on a day, in the order they began."""
    held = Q(until=None) | Q(until__gt=day)
    periods = household.kind_periods.filter(held, since__lte=day)
    return [Kind(kind) for kind in periods.values_list("kind", flat=True)]


def labels(kinds: Iterable[Kind]) -> str:
    """As pages and papers name them."""
    return "、".join(kind.label for kind in kinds)


def _locked(household: Household) -> QuerySet[KindPeriod]:
    Household.objects.select_for_update().get(pk=household.pk)
    return household.kind_periods.all()


def _close(period: KindPeriod, day: date) -> None:
    if day < period.since:
        raise ValidationError(
            f"该户自{period.since:%Y-%m-%d}起是{period.get_kind_display()}，日期不能更早。",
            code="kind_begins_later",
        )
    period.until = day
    period.save(update_fields=["until"])
