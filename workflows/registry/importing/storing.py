"""New households in, and what was decided of the recognised ones.

They go in by statements composed once (documents/rows.py): the ORM composes each anew, which took
more time than everything else an import does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from documents import rows
from workflows.registry import standings
from workflows.registry.models import Household, KindPeriod, Member, Region, YearAccount
from workflows.registry.models.accounts import AMOUNTS
from workflows.registry.models.imports import ImportBatch, MergeProposal
from workflows.registry.numbers import next_numbers
from workflows.workdays import clock

from .columns import COLUMNS, HOUSEHOLD, MEMBER
from .families import Family
from .matching import Recognised, counterpart

_BASIS = "批量导入"
# Columns of the household that are not simply overwritten.
_APART = ("number", "village", "kind", "carded")
Kind = KindPeriod.Kind


def hold_villages(families: Iterable[Family]) -> None:
    """Whoever imports into the same villages waits: two lists cannot both find nobody there."""
    codes = {family.household.village_id for family in families if family.household}
    list(Region.objects.select_for_update().filter(pk__in=codes).order_by("pk").values("pk"))


def store(families: list[Family], today: date) -> None:
    """Put new households with members, accounts and kinds into the register; in a transaction."""
    homes = [family.household for family in families if family.household]
    _number(homes, today.year)
    now = clock.now()
    for home in homes:
        home.created_at = home.updated_at = now
    rows.insert(homes)
    for family in families:
        assert family.household  # right ones have one
        for member in family.members:
            member.household_id = family.household.pk
        if family.account:
            family.account.household_id = family.household.pk
    rows.insert([member for family in families for member in family.members])
    rows.insert([family.account for family in families if family.account])
    rows.insert([period for home in homes for period in standings.begun(home, today, _BASIS)])


def propose(batch: ImportBatch, recognised: Iterable[Recognised]) -> None:
    """Keep the rows of recognised households, sealed, until somebody decides."""
    MergeProposal.objects.bulk_create(
        MergeProposal(batch=batch, household=one.household, why=one.why, rows=rows_of(one.family))
        for one in recognised
    )


def rows_of(family: Family) -> dict[str, Any]:
    """A household's rows as they can be kept and read again."""
    lines = [[line.sheet, line.number, line.cells] for line in family.lines]
    return {"titles": list(family.titles), "lines": lines}


@transaction.atomic
def merge(family: Family, home: Household, today: date) -> None:
    """Bring the register up to date with what the list says; nobody is taken out of it."""
    home = Household.objects.select_for_update().get(pk=home.pk)
    _apply_kinds(family, home, today)
    for column in COLUMNS:
        if column.of == HOUSEHOLD and column.key in family.home and column.key not in _APART:
            setattr(home, column.key, family.home[column.key])
    assert family.household is not None
    home.village_id = family.household.village_id
    home.save()
    members = list(home.members.order_by("pk"))
    for given, member in zip(family.people, family.members, strict=True):
        there = counterpart(member, members)
        if there is None:
            member.household = home
            _keep_one_head(member, members)
            member.save()
            continue
        for column in COLUMNS:
            if column.of == MEMBER and column.key in given:
                setattr(there, column.key, given[column.key])
        there.save()
    if family.account:
        values = {name: getattr(family.account, name) for name in AMOUNTS}
        YearAccount.objects.update_or_create(
            household=home, year=family.account.year, defaults=values
        )


def _keep_one_head(member: Member, members: list[Member]) -> None:
    """A head the register does not know joins as somebody else: who is head is settled by hand."""
    heads = [one for one in members if one.relation == Member.Relation.HEAD and not one.died_on]
    if heads and member.relation == Member.Relation.HEAD:
        member.relation = Member.Relation.OTHER


def _apply_kinds(family: Family, home: Household, today: date) -> None:
    kind = family.home.get("kind")
    if kind and kind != home.kind:
        standings.begin(home, Kind(str(kind)), since=today, basis=_BASIS)
    carded = family.home.get("carded")
    if carded is True and not home.carded:
        standings.begin(home, Kind.CARDED, since=today, basis=_BASIS)
    elif carded is False and home.carded:
        standings.end(home, Kind.CARDED, until=today)


def _number(homes: list[Household], year: int) -> None:
    waiting: dict[int, list[Household]] = defaultdict(list)
    for home in homes:
        if not home.number:
            waiting[home.village_id].append(home)
    for village in sorted(waiting):
        numbers = next_numbers(village, year, len(waiting[village]))
        for home, number in zip(waiting[village], numbers, strict=True):
            home.number = number
