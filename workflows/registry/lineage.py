"""Households split, merged, and people who go from one to another, with their histories."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from workflows.registry import standings
from workflows.registry.models import Household, KindPeriod, Lineage, Member, MemberMove
from workflows.registry.numbers import next_number

How = Lineage.How


@transaction.atomic
def split(
    household: Household, leaving: Sequence[Member], *, head: Member, on: date, basis: str
) -> Household:
    """A new household of those who leave, in the same village, with one of them as its head.

    It begins as 一般户: what the old one draws was granted to the old one. ValidationError, in
    Chinese, if somebody does not belong to the household or nobody would be left.
    """
    _lock(household)
    staying = household.members.filter(died_on=None, left_on=None).exclude(
        pk__in=[member.pk for member in leaving]
    )
    if any(member.household_id != household.pk for member in leaving) or head not in leaving:
        raise ValidationError("分出的人须都是本户成员，新户主须在其中。", code="not_of_household")
    if not staying.exists():
        raise ValidationError("分户后原户至少留一人；全户迁移请改用变更村组。", code="nobody_stays")
    result = Household(
        number=next_number(household.village_id, on.year),
        village_id=household.village_id,
        group_name=household.group_name,
        address=household.address,
        head_name=head.name,
    )
    result.save()
    KindPeriod.objects.bulk_create(standings.begun(result, on, basis))
    for member in leaving:
        _move(member, result, on, basis)
    _make_head(next(member for member in leaving if member == head))
    if not household.members.filter(relation=Member.Relation.HEAD, died_on=None).exists():
        _make_head(staying.order_by("born", "pk")[0])
    Lineage.objects.create(source=household, result=result, how=How.SPLIT, on=on, basis=basis)
    return result


@transaction.atomic
def merge(source: Household, into: Household, *, on: date, basis: str) -> None:
    """Everybody of one household joins another; the emptied one is ended and stays on record.

    ValidationError, in Chinese, for the same household, or one that has already ended.
    """
    _lock(source, into)
    if source.pk == into.pk:
        raise ValidationError("不能并入本户。", code="same_household")
    if source.ended_on or into.ended_on:
        raise ValidationError("其中一户已注销，不能再并户。", code="ended")
    for member in source.members.all():
        if member.relation == Member.Relation.HEAD and member.died_on is None:
            member.relation = Member.Relation.OTHER
        _move(member, into, on, basis)
    source.ended_on = on
    source.save(update_fields=["ended_on", "updated_at"])
    source.kind_periods.filter(until=None, since__lte=on).update(until=on)
    Lineage.objects.create(source=source, result=into, how=How.MERGED, on=on, basis=basis)


def history(household: Household) -> list[Lineage]:
    """What the household came from and what came from it, oldest first."""
    both = household.origins.all() | household.descendants.all()
    return list(both.select_related("source", "result").order_by("on", "pk"))


def _move(member: Member, to: Household, on: date, basis: str) -> None:
    MemberMove.objects.create(
        member=member, source_id=member.household_id, result=to, on=on, basis=basis
    )
    member.household = to
    if member.relation == Member.Relation.HEAD and member.died_on is None:
        member.relation = Member.Relation.OTHER
    member.save(update_fields=["household", "relation"])


def _make_head(member: Member) -> None:
    member.relation = Member.Relation.HEAD
    member.save(update_fields=["relation"])
    household = member.household
    if household.head_name != member.name:
        household.head_name = member.name
        household.save(update_fields=["head_name"])


def _lock(*households: Household) -> None:
    keys = sorted(household.pk for household in households)
    list(Household.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
