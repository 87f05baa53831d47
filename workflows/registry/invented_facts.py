"""Circumstances of synthetic households: dwelling, work, illness class, incomes of a year.

Drawn from a source of chance of their own, so that who lives where does not change with them.
"""

from __future__ import annotations

from random import Random

from workflows.registry.invented import chance
from workflows.registry.models import Household, Member, YearAccount

ACCOUNT_YEAR = 2025
_YUAN = 100

Labour, Employment, Illness, Relation = (
    Member.Labour, Member.Employment, Member.Illness, Member.Relation,
)  # fmt: skip
_CAN_WORK = (Labour.ORDINARY, Labour.SKILLED, Labour.WEAK)


def settle_facts(household: Household, members: list[Member], rng: Random) -> YearAccount:
    """Fill in what the household and its members lack; returns the account of the year."""
    household.housing = rng.choices(list(Household.Housing), (7, 18, 50, 15, 10))[0]
    household.only_house = chance(rng, 0.9)
    household.water = rng.choices(list(Household.Water), (97, 3))[0]
    household.hazard = rng.choices(list(Household.Hazard), (94, 4, 2))[0]
    household.industry = chance(rng, 0.6)
    for member in members:
        member.employment = _employment(member, rng)
        member.illness = _illness(member)
    return _account(household, members, rng)


def _employment(member: Member, rng: Random) -> str:
    if member.labour not in _CAN_WORK or member.schooling:
        return ""
    return rng.choices(list(Employment), (25, 40, 15, 5, 15))[0]


def _illness(member: Member) -> str:
    if "大病" in member.health:
        return Illness.SERIOUS
    return Illness.CHRONIC if "慢性" in member.health else Illness.NONE


def _account(household: Household, members: list[Member], rng: Random) -> YearAccount:
    employed = sum(member.employment not in ("", Employment.NONE) for member in members)
    helped = household.carded or household.kind != Household.Kind.ORDINARY
    ill = sum(member.illness == Illness.SERIOUS for member in members)
    at_school = sum(bool(member.schooling) for member in members)
    return YearAccount(
        household=household,
        year=ACCOUNT_YEAR,
        wages=employed * rng.randint(9_000, 42_000) * _YUAN,
        business=rng.randint(0, 18_000) * _YUAN if household.industry else 0,
        property=rng.randint(0, 900) * _YUAN,
        transfer=rng.randint(1_000, 9_000) * _YUAN * (2 if helped else 1),
        business_costs=rng.randint(0, 6_000) * _YUAN if household.industry else 0,
        medical=rng.randint(0, 1_500) * _YUAN + ill * rng.randint(8_000, 40_000) * _YUAN,
        schooling=at_school * rng.randint(200, 9_000) * _YUAN,
    )
