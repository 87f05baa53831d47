"""Region codes and the names that belong to them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from workflows.registry.areas import within
from workflows.registry.codes import (
    BadCode,
    ancestors,
    level,
    normalise,
    reach,
)
from workflows.registry.models import Household, Region, RegionName

__all__ = [
    "BadCode",
    "forget_names",
    "level",
    "merge_villages",
    "name_on",
    "names",
    "names_of",
    "normalise",
    "reach",
    "rename",
    "within",
]

# Names change once in years, so each process keeps those it has met. A name that was not found
# is not kept: it may be loaded a minute later.
_known: dict[int, str] = {}
_MOST = 100_000
_VILLAGE = 5


def names_of(codes: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """The names from the province down, for many regions in at most one statement.

    A list of 25 rows calls this once. A level that is not loaded is left out of the path.
    """
    paths = {code: ancestors(code) for code in codes}
    missing = {code for path in paths.values() for code in path} - _known.keys()
    if missing:
        if len(_known) > _MOST:
            _known.clear()
            missing = {code for path in paths.values() for code in path}
        _known.update(Region.objects.filter(pk__in=missing).values_list("code", "name"))
    return {
        code: tuple(_known[each] for each in path if each in _known) for code, path in paths.items()
    }


def names(code: int) -> tuple[str, ...]:
    """The names from the province down to this region, such as (江西省, 赣州市, 示例县)."""
    return names_of([code])[code]


def forget_names() -> None:
    """Drop the names this process keeps; for whoever has just changed them."""
    _known.clear()


def name_on(code: int, day: date) -> str:
    """What a region was called on a day; what was filed then goes on under that name."""
    former = RegionName.objects.filter(region=code, until__gt=day).order_by("until").first()
    return former.name if former else Region.objects.get(pk=code).name


@transaction.atomic
def rename(region: Region, name: str, *, on: date, basis: str) -> None:
    """The region has another name from a day on; papers issued before keep the old one.

    ValidationError, in Chinese, if it was renamed on that day or later already.
    """
    region = Region.objects.select_for_update().get(pk=region.pk)
    if region.former_names.filter(until__gte=on).exists():
        raise ValidationError("该区划在这一天或之后已经更名，请按先后登记。", code="renamed_later")
    RegionName.objects.create(region=region, name=region.name, until=on, basis=basis)
    region.name = name.strip()
    region.save(update_fields=["name"])
    transaction.on_commit(forget_names)


@transaction.atomic
def merge_villages(source: Region, into: Region, *, on: date) -> int:
    """The households of a village belong to another from a day on; returns how many.

    The old village is ended and names its successor; papers and running cases stay filed under
    it. ValidationError, in Chinese, unless both are villages of one township that still exist.
    """
    both = Region.objects.select_for_update().filter(pk__in=[source.pk, into.pk]).order_by("pk")
    found = {region.pk: region for region in both}
    old, new = found[source.pk], found[into.pk]
    if old.pk == new.pk or level(old.code) != _VILLAGE or level(new.code) != _VILLAGE:
        raise ValidationError("只能把一个村并入另一个村。", code="not_two_villages")
    if ancestors(old.code)[-2] != ancestors(new.code)[-2]:
        raise ValidationError("跨乡镇的合并须先调整乡镇区划。", code="other_township")
    if old.valid_to or new.valid_to:
        raise ValidationError("其中一个村已停用，不能再合并。", code="ended")
    old.valid_to, old.successor = on, new
    old.save(update_fields=["valid_to", "successor"])
    return Household.objects.filter(village=old).update(village=new)
