"""The lock on families of cases, and the one statement that reads all of them.

The root's row is locked before anything is read, so that children added meanwhile are seen.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Model

from documents.rows import Columns, fetch
from workflows.access.models import Kinship
from workflows.registry.models import Household

from .models import Case, SheetEntry

_CASE, _HOUSEHOLD = Columns(Case, "c"), Columns(Household, "h")
_NAMES = [field.attname for field in Case._meta.concrete_fields]
_KEY, _ROOT = _NAMES.index("id"), _NAMES.index("root_id")


def lock_row(model: type[Model], pk: int) -> None:
    """Wait for a row and hold it until the transaction ends.

    SQLite has no row locks and needs none: the transaction holds its single write lock.
    """
    if connection.features.has_select_for_update:
        fetch(f'SELECT 1 FROM "{model._meta.db_table}" WHERE id = %s FOR UPDATE', [pk])  # noqa: S608 - the name of our own table


class Kept(NamedTuple):
    """What the database keeps of a family: its cases, oldest first, the officers with a tie to the
    household, and how many households stand on a sheet."""

    cases: list[Case]
    tied: frozenset[int]
    listed: int


def read_family(root: int) -> Kept:
    """Everything kept under a root; raises Case.DoesNotExist when there is no such root."""
    return read_families([root])[0]


def read_families(roots: Collection[int]) -> list[Kept]:
    """Everything kept under each of some roots, in the order of their keys, by one statement.

    A household comes with its root, and the children share that one object. Raises
    Case.DoesNotExist when one of them is no root.
    """
    wanted = sorted(roots)
    found: dict[int, list[tuple[Any, ...]]] = {root: [] for root in wanted}
    for row in fetch(_families_text(connection.vendor, len(wanted)), wanted * 2) if wanted else ():
        found.get(row[_ROOT] or row[_KEY], []).append(row)
    return [_kept(root, rows) for root, rows in found.items()]


def _kept(root: int, rows: list[tuple[Any, ...]]) -> Kept:
    if not rows:
        raise Case.DoesNotExist(f"no case {root} at the root of a family")
    width = len(_CASE)
    head, *children = cases = _CASE.rows(row[:width] for row in rows)
    *household, tied, listed = rows[0][width:]
    head.household = _HOUSEHOLD.rows([household])[0] if head.household_id else None
    by_key = {case.pk: case for case in cases}
    for case in children:
        case.household, case.root = head.household, head
        case.parent = by_key[case.parent_id] if case.parent_id else None
    return Kept(cases, frozenset(map(int, tied.split(","))) if tied else frozenset(), listed)


@cache
def _families_text(vendor: str, count: int) -> str:
    """The ties are those of `access.officers.barred`, saved a statement of its own."""
    officers = {"sqlite": "group_concat(k.officer_id)"}.get(
        vendor, "string_agg(CAST(k.officer_id AS text), ',')"
    )
    tables = (model._meta.db_table for model in (Case, Household, Kinship, SheetEntry))
    case, household, kinship, entry = tables
    places = ", ".join(["%s"] * count)
    return (
        f"SELECT {_CASE.sql}, {_HOUSEHOLD.sql}, CASE WHEN c.root_id IS NULL THEN "  # noqa: S608 - names of our own tables and columns
        f'(SELECT {officers} FROM "{kinship}" k WHERE k.household_id = c.household_id) END, '
        "CASE WHEN c.root_id IS NULL THEN "
        f'(SELECT COUNT(*) FROM "{entry}" e WHERE e.sheet_id = c.id AND e.struck_on IS NULL) END '
        f'FROM "{case}" c LEFT JOIN "{household}" h '
        "ON h.id = c.household_id AND c.root_id IS NULL "
        f"WHERE c.id IN ({places}) OR c.root_id IN ({places}) ORDER BY c.id"
    )
