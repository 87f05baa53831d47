"""Synthetic households for demonstrations, tests and benchmarks: nobody real is meant.

ID numbers carry the county's unassigned code with a right check character, telephones the
prefix 1990000, which no operator has given out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from random import Random

from django.db import transaction

from workflows.registry import ids
from workflows.registry.areas import within
from workflows.registry.codes import reach
from workflows.registry.invented import (
    AILMENTS,
    DISABILITIES,
    DOTTED,
    GROUPS,
    Person,
    chance,
    family,
    full_name,
    surname,
)
from workflows.registry.invented_facts import settle_facts
from workflows.registry.models import Household, KindPeriod, Member, Region, YearAccount
from workflows.registry.standings import begun

# Ages are counted on this day, so that the same seed gives the same people in every year.
_COUNTED_ON = date(2026, 1, 1)
_BATCH = 1000
KIND_SINCE = date(2016, 1, 1)
_VILLAGE_LEVEL = 5
# Every so many households one has a dotted name: rare, yet in every demonstration.
_DOTTED_EVERY = 97

ADULT, OLD = 18, 60
WORKS_FROM, WORKS_TO = 16, 74
LABOUR = {
    Member.Labour.ORDINARY: 70,
    Member.Labour.SKILLED: 15,
    Member.Labour.WEAK: 11,
    Member.Labour.LOST: 4,
}
SCHOOLING: dict[range, tuple[str, ...]] = {
    range(3, 6): (Member.Schooling.PRESCHOOL,),
    range(6, 12): (Member.Schooling.PRIMARY,),
    range(12, 15): (Member.Schooling.JUNIOR,),
    range(15, 18): (Member.Schooling.SENIOR, Member.Schooling.VOCATIONAL),
    range(18, 22): (Member.Schooling.UNIVERSITY, Member.Schooling.COLLEGE, ""),
}
# Sequence numbers of an ID number end at 999, odd for men and even for women.
PER_DAY_AND_SEX = 499

Family = tuple[Household, list[Member], YearAccount]


def populate(county: int, households: int, seed: int) -> int:
    """Fill the villages of a county with that many households; returns how many people.

    The same arguments give the same people. The county's villages must be loaded, and its
    register empty: ValueError otherwise. One transaction a thousand households.
    """
    families = drawn(county, households, seed)
    if Household.objects.filter(within("village_id", [reach(county)])).exists():
        raise ValueError(f"{county}已有农户，不再生成演示农户。")
    people = 0
    while batch := list(islice(families, _BATCH)):
        people += _store(batch)
    return people


def drawn(county: int, households: int, seed: int) -> Iterator[Family]:
    """The same households without storing them. ValueError if no village is loaded."""
    area = reach(county)
    villages = Region.objects.filter(within("code", [area]), level=_VILLAGE_LEVEL)
    codes = sorted(villages.values_list("code", flat=True))
    if not codes:
        raise ValueError(f"{county}下没有村级区划，请先执行manage.py load_regions。")
    rng = Random(seed)  # noqa: S311 - invented people, no secret
    facts = Random(f"{seed} facts")  # noqa: S311 - as above
    return _families(area[0] // 10**6, codes, households, rng, facts)


@transaction.atomic
def _store(batch: list[Family]) -> int:
    Household.objects.bulk_create(household for household, _, _ in batch)
    members = [member for _, persons, _ in batch for member in persons]
    # Their households have keys only now.
    for household, persons, account in batch:
        account.household = household
        for member in persons:
            member.household = household
    Member.objects.bulk_create(members, batch_size=_BATCH)
    YearAccount.objects.bulk_create(account for _, _, account in batch)
    KindPeriod.objects.bulk_create(
        period for household, _, _ in batch for period in begun(household, KIND_SINCE)
    )
    return len(members)


def _families(
    county: int, villages: list[int], count: int, rng: Random, facts: Random
) -> Iterator[Family]:
    numbers = _Numbers(county)
    for index in range(count):
        village = villages[index % len(villages)]
        persons = family(rng)
        dotted = index % _DOTTED_EVERY == _DOTTED_EVERY // 2
        members = _members(persons, numbers, rng, rng.choice(DOTTED) if dotted else "")
        household = Household(
            number=f"{village}H{index // len(villages) + 1:04d}",
            village_id=village,
            group_name=rng.choice(GROUPS),
            address=f"{rng.randint(1, 199)}号",
            head_name=members[0].name,
            kind=_kind(persons, rng),
            carded=chance(rng, 0.16),
        )
        household.derive()
        yield household, members, settle_facts(household, members, facts)


def _kind(persons: list[Person], rng: Random) -> Household.Kind:
    alone_and_old = len(persons) == 1 and persons[0].age >= OLD
    if alone_and_old and chance(rng, 0.4):
        return Household.Kind.EXTREME
    return Household.Kind.DIBAO if chance(rng, 0.12) else Household.Kind.ORDINARY


def _members(persons: list[Person], numbers: _Numbers, rng: Random, dotted: str) -> list[Member]:
    own = surname(rng)
    members = []
    for person in persons:
        married_in = person.relation in (Member.Relation.SPOUSE, Member.Relation.MOTHER)
        is_head = person.relation == Member.Relation.HEAD
        named = full_name(rng, surname(rng) if married_in else own, male=person.male)
        member = Member(
            name=dotted if is_head and dotted else named,
            relation=person.relation,
            id_number=numbers.next(person, rng),
            phone=_phone(person, rng),
            labour=_labour(person.age, rng),
            health=_health(person.age, rng),
            disability=rng.choice(DISABILITIES) if chance(rng, 0.05) else "",
            schooling=_schooling(person.age, rng),
        )
        member.derive()
        members.append(member)
    return members


def _phone(person: Person, rng: Random) -> str:
    is_head = person.relation == Member.Relation.HEAD
    asked = is_head or (person.age >= ADULT and chance(rng, 0.7))
    return f"1990000{rng.randint(0, 9999):04d}" if asked else ""


def _labour(age: int, rng: Random) -> str:
    if not WORKS_FROM <= age <= WORKS_TO:
        return Member.Labour.NONE
    if age > OLD:
        return Member.Labour.WEAK
    return rng.choices(list(LABOUR), list(LABOUR.values()))[0]


def _health(age: int, rng: Random) -> str:
    return rng.choice(AILMENTS) if chance(rng, 0.35 if age > OLD else 0.07) else "健康"


def _schooling(age: int, rng: Random) -> str:
    stages = next((stages for ages, stages in SCHOOLING.items() if age in ages), ("",))
    return rng.choice(stages)


class _Numbers:
    """Hands out ID numbers, never the same twice."""

    def __init__(self, county: int) -> None:
        self.county = county
        self._given: dict[tuple[date, bool], int] = defaultdict(int)

    def next(self, person: Person, rng: Random) -> str:
        """A number for somebody of this age and sex: 499 for each sex and day of birth."""
        while True:
            birth = _COUNTED_ON - timedelta(
                days=person.age * 365 + person.age // 4 + rng.randint(1, 365)
            )
            given = self._given[birth, person.male]
            if given < PER_DAY_AND_SEX:
                self._given[birth, person.male] = given + 1
                return ids.compose(self.county, birth, 2 * given + 1 + (not person.male))
