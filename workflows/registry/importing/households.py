"""Lists of households into the register: the first kind of list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workflows.registry import exporting
from workflows.registry.areas import within
from workflows.registry.codes import Range
from workflows.registry.models import ImportBatch, Region
from workflows.workdays import clock

from . import storing
from .families import Family, Villages, families
from .kinds import REGISTER, Kind, Sorted, Words, register
from .matching import Seen, sort
from .sheets import Line

_VILLAGE_LEVEL = 5


def villages_of(areas: Sequence[Range]) -> Villages:
    """The villages a list over these areas may name; none for none."""
    if not areas:
        return Villages(())
    found = Region.objects.filter(within("code", areas), level=_VILLAGE_LEVEL, valid_to=None)
    return Villages(found.order_by("code").values_list("code", "name"))


def _read(rows: Iterator[Line], areas: Sequence[Range]) -> Iterator[Family]:
    villages, seen = villages_of(areas), Seen()

    def each() -> Iterator[Family]:
        for family in families(rows, villages):
            seen.take(family)
            yield family

    return each()


def _sort(entries: list[Family], batch: ImportBatch) -> Sorted:
    return sort(entries, batch.areas)


def _store(entries: list[Family], batch: ImportBatch) -> tuple[int, list[Family]]:
    storing.hold_villages(entries)
    found = sort(entries, batch.areas)
    storing.store(found.fresh, clock.today())
    storing.propose(batch, found.proposed)
    return len(found.fresh), []


HOUSEHOLDS = register(
    Kind(
        REGISTER, "农户名单",
        Words(
            fresh="新登记", known="已在册且一致", stored="已写入农户册",
            intro="每人一行、每户第一行为户主；填好后上传。上传后逐行检查，确认以前不会写入农户册。",
            confirm="确认后写入农户册：新登记的直接写入，有出入的逐户由您决定，有错误的不写入。",
        ),
        _read, _sort, _store, exporting.template, slice=500,
    )
)  # fmt: skip
