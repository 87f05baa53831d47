"""Areas as conditions of a query."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from workflows.registry.codes import Range


def within(field: str, ranges: Iterable[Range]) -> Q:
    """The condition that a column with region codes lies in one of the ranges.

    No range at all means nothing is in scope: the condition is then false, never absent.
    """
    condition = Q(pk__in=())
    for low, high in ranges:
        condition |= Q(**{f"{field}__gte": low, f"{field}__lt": high})
    return condition
