"""The lock on a family of cases, and the one statement that reads all of it.

The root's row is locked before anything is read, so that children added meanwhile are seen.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from django.db import connection
from django.db.models import Model

from documents.rows import Columns, fetch
from workflows.access.models import Kinship
from workflows.registry.models import Household

from .models import Case, SheetEntry

_CASE, _HOUSEHOLD = Columns(Case, "c"), Columns(Household, "h")


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


def read_family(pk: int) -> Kept:
    """Everything kept under a root, by one statement.

    The household comes with the root, and its children share that one object. Raises
    Case.DoesNotExist when there is no such root.
    """
    rows = fetch(_family_text(connection.vendor), [pk, pk])
    width = len(_CASE)
    cases = _CASE.rows(values[:width] for values in rows)
    if not cases or cases[0].root_id:
        raise Case.DoesNotExist(f"no case {pk} at the root of a family")
    root, values = cases[0], rows[0][width:]
    root.household = _HOUSEHOLD.rows([values[:-2]])[0] if root.household_id else None
    by_key = {case.pk: case for case in cases}
    for case in cases[1:]:
        case.household, case.root = root.household, root
        case.parent = by_key[case.parent_id] if case.parent_id else None
    tied, listed = values[-2:]
    return Kept(cases, frozenset(map(int, tied.split(","))) if tied else frozenset(), listed)


@cache
def _family_text(vendor: str) -> str:
    """The ties are those of `access.officers.barred`, saved a statement of its own."""
    officers = {"sqlite": "group_concat(k.officer_id)"}.get(
        vendor, "string_agg(CAST(k.officer_id AS text), ',')"
    )
    tables = (model._meta.db_table for model in (Case, Household, Kinship, SheetEntry))
    case, household, kinship, entry = tables
    return (
        f"SELECT {_CASE.sql}, {_HOUSEHOLD.sql}, CASE WHEN c.root_id IS NULL THEN "  # noqa: S608 - names of our own tables and columns
        f'(SELECT {officers} FROM "{kinship}" k WHERE k.household_id = c.household_id) END, '
        "CASE WHEN c.root_id IS NULL THEN "
        f'(SELECT COUNT(*) FROM "{entry}" e WHERE e.sheet_id = c.id AND e.struck_on IS NULL) END '
        f'FROM "{case}" c LEFT JOIN "{household}" h '
        "ON h.id = c.household_id AND c.root_id IS NULL "
        "WHERE c.id = %s OR c.root_id = %s ORDER BY c.id"
    )
