"""The agencies over a place."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from documents.rows import Columns, fetch
from workflows.access.models import Agency
from workflows.registry.codes import ancestors

_AGENCY = Columns(Agency, "a")


def agencies_over(place: int) -> list[Agency]:
    """Every agency over a place, from the county and its departments down; one statement."""
    regions = ancestors(place)
    return [_agency(values) for values in fetch(_text(len(regions)), regions)]


@lru_cache(maxsize=4096)
def _agency(values: tuple[Any, ...]) -> Agency:
    """The agency of these very columns; one object serves all papers, which only read it."""
    (agency,) = _AGENCY.rows([values])
    return agency


@cache
def _text(regions: int) -> str:
    places = ", ".join(["%s"] * regions)
    return (
        f'SELECT {_AGENCY.sql} FROM "{Agency._meta.db_table}" a '  # noqa: S608 - the name of our own table
        f"WHERE a.region_id IN ({places}) ORDER BY a.id"
    )
