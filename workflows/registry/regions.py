"""Region codes and the names that belong to them."""

from __future__ import annotations

from collections.abc import Iterable

from workflows.registry.codes import (
    BadCode,
    ancestors,
    level,
    normalise,
    reach,
    within,
)
from workflows.registry.models import Region

__all__ = ["BadCode", "forget_names", "level", "names", "names_of", "normalise", "reach", "within"]

# Names change once in years, so each process keeps those it has met. A name that was not found
# is not kept: it may be loaded a minute later.
_known: dict[int, str] = {}
_MOST = 100_000


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
