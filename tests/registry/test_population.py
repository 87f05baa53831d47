"""The synthetic people of a demonstration."""

import re
from datetime import date

import pytest

from workflows.registry import ids
from workflows.registry.models import Household, KindPeriod, Member, YearAccount
from workflows.registry.population import populate


@pytest.fixture
def people(county: int) -> list[Member]:
    """Everybody of 300 households."""
    populate(county, 300, seed=7)
    return list(Member.objects.select_related("household"))


def test_households_are_spread_over_all_villages(people: list[Member]) -> None:
    assert Household.objects.count() == 300
    counts = [
        Household.objects.filter(village=v).count()
        for v in {p.household.village_id for p in people}
    ]
    assert len(counts) == 16
    assert max(counts) - min(counts) <= 1


def test_every_number_is_valid_unique_and_of_the_unassigned_county(people: list[Member]) -> None:
    numbers = [person.id_number for person in people]
    for number in numbers:
        ids.validate(number)
    assert len(set(numbers)) == len(numbers)
    assert {number[:6] for number in numbers} == {"360799"}


def test_telephones_belong_to_no_operator(people: list[Member]) -> None:
    phones = {person.phone for person in people if person.phone}
    assert phones
    assert all(re.fullmatch(r"1990000\d{4}", phone) for phone in phones)


def test_each_household_has_one_head_whose_name_it_bears(people: list[Member]) -> None:
    heads = [person for person in people if person.relation == "head"]
    assert len(heads) == 300
    assert all(head.name == head.household.head_name for head in heads)
    assert all(head.household.initials for head in heads)


def test_ages_fit_the_relations(people: list[Member]) -> None:
    heads = {person.household_id: person for person in people if person.relation == "head"}
    day = date(2026, 1, 1)
    for person in people:
        assert person.born is not None
        assert person.born <= day
        head = heads[person.household_id]
        assert head.born is not None
        older_by = head.born.year - person.born.year
        if person.relation in ("father", "mother"):
            assert older_by >= 18
        if person.relation in ("son", "daughter"):
            assert older_by <= -18


def test_a_village_has_dotted_names_rare_characters_and_surnames_of_several_readings(
    people: list[Member],
) -> None:
    names = "".join(person.name for person in people)
    assert "·" in names
    assert set("䶮𬭎㛃㬎") & set(names)
    assert set("曾单仇覃解") & {person.name[0] for person in people}


def test_the_same_seed_gives_the_same_people(people: list[Member]) -> None:
    def described() -> list[tuple[str, ...]]:
        return [(p.name, p.id_number, p.phone, p.health, p.household.number) for p in people]

    first = described()
    for follows in (KindPeriod, YearAccount, Member):
        follows._base_manager.all().delete()
    Household.objects.all().delete()
    populate(360799, 300, seed=7)
    people[:] = Member.objects.select_related("household")
    assert described() == first


def test_a_register_in_use_is_left_alone(people: list[Member]) -> None:
    with pytest.raises(ValueError, match="已有农户"):
        populate(360799, 1, seed=1)


@pytest.mark.django_db
def test_a_county_without_villages_says_what_to_do() -> None:
    with pytest.raises(ValueError, match="load_regions"):
        populate(360799, 1, seed=1)
