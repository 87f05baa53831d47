"""A household put into the register by hand: with its number, its kind and its people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from workflows.registry.models import Household, KindPeriod, Member
from workflows.registry.numbers import next_number
from workflows.registry.standings import begun


def enter(household: Household, members: Iterable[Member], today: date) -> Household:
    """Store a new household with the next number of its village, of its kind from today on.

    In the caller's transaction. ValidationError, in Chinese, for an ID number of somebody else.
    """
    household.number = next_number(household.village_id, today.year)
    household.save()
    KindPeriod.objects.bulk_create(begun(household, today))
    for member in members:
        member.household = household
        member.save()
    return household
