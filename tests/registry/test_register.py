"""Households and members: what is sealed, what is derived, what can be found."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from workflows.registry import ids
from workflows.registry.finding import find
from workflows.registry.models import Household, Member, Region
from workflows.registry.regions import reach, rename

ZENG = ids.compose(360799, date(1970, 5, 1), 11)
SHAN = ids.compose(360799, date(1988, 8, 8), 22)


@pytest.fixture
def zeng(county: int) -> Household:
    """曾福生's household in 云桥镇, with his wife."""
    household = Household.objects.create(
        number="360799100200H0001", village_id=360799100200, head_name="曾福生"
    )
    household.members.create(
        name="曾福生", relation="head", id_number=ZENG.lower(), phone="19900000001"
    )
    household.members.create(name="单桂花", relation="spouse", id_number=SHAN, health="长期慢性病")
    return household


@pytest.fixture
def neighbour(county: int) -> Household:
    """A household of the same name in the other township."""
    return Household.objects.create(
        number="360799200200H0001", village_id=360799200200, head_name="曾福生"
    )


def test_sex_birth_and_fingerprints_follow_from_the_number(zeng: Household) -> None:
    head = zeng.members.get(relation="head")
    assert (head.id_number, head.born, head.sex) == (ZENG, date(1970, 5, 1), "M")
    assert head.id_digest
    assert head.id_tail


def test_nothing_that_could_shame_or_expose_stands_readable_in_the_database(
    zeng: Household,
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM workflows_member")
        row = repr(
            [[bytes(v) if isinstance(v, memoryview) else v for v in r] for r in cursor.fetchall()]
        )
    for secret in (ZENG, SHAN, ZENG[-4:], "19900000001", "慢性病"):
        assert secret not in row
        assert repr(secret.encode())[2:-1] not in row


def test_an_identity_number_is_registered_once(zeng: Household, neighbour: Household) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        neighbour.members.create(name="曾福生", relation="head", id_number=ZENG)
    twin = Member(household=neighbour, name="曾福生", relation="head", id_number=ZENG)
    twin.derive()
    with pytest.raises(ValidationError, match="已登记在另一名成员名下"):
        twin.validate_constraints()


def test_members_without_a_number_do_not_collide(zeng: Household) -> None:
    zeng.members.create(name="曾小明", relation="son")
    zeng.members.create(name="曾小红", relation="daughter")
    assert zeng.members.filter(id_digest=None).count() == 2


def test_a_wrong_number_or_name_never_reaches_the_table(zeng: Household) -> None:
    with pytest.raises(ValidationError, match="校验位不符"):
        zeng.members.create(name="曾小明", relation="son", id_number="360799200001010010")
    with pytest.raises(ValidationError, match="看不见的格式字符"):
        zeng.members.create(name="曾\u202e小明", relation="son")
    assert zeng.members.count() == 2


def test_a_household_has_one_living_head(zeng: Household) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        zeng.members.create(name="曾新主", relation="head")
    zeng.members.filter(relation="head").update(died_on=date(2026, 1, 1))
    zeng.members.create(name="曾新主", relation="head")


def test_naming_the_head_alone_in_a_save_brings_the_initials_along(zeng: Household) -> None:
    zeng.head_name = "单桂花"
    zeng.save(update_fields=["head_name"])
    assert "dgh" in Household.objects.get(pk=zeng.pk).initials.split()


@pytest.mark.parametrize(
    "text",
    [
        "曾",
        "曾福",
        " 曾福生 ",
        "单桂",
        "zfs",
        "CF",
        ZENG,
        ZENG[-4:],
        SHAN.lower(),
        SHAN[-4:].lower(),
        "360799100200H0001",
        "360799100200h",
    ],
)
def test_a_household_is_found_by_what_an_officer_has_at_hand(zeng: Household, text: str) -> None:
    assert list(find([reach(360799100)], text)) == [zeng]


@pytest.mark.parametrize("text", ["", "   ", "福生", "fs", "%", "_", "曾_", ZENG[-5:], "王"])
def test_other_texts_find_nothing(zeng: Household, text: str) -> None:
    assert list(find([reach(360799100)], text)) == []


def test_households_are_found_by_their_village_by_its_name_of_today_or_before(
    zeng: Household, neighbour: Household
) -> None:
    village = Region.objects.get(pk=zeng.village_id)
    whole = [reach(360799)]
    assert list(find(whole, "上枫")) == [zeng]
    rename(village, "红枫村委会", on=date(2026, 3, 1), basis="县民政局〔2026〕3号")
    assert list(find(whole, "红枫")) == [zeng] == list(find(whole, "上枫"))
    assert list(find([reach(360799200)], "上枫")) == []


@pytest.mark.parametrize("text", ["曾", "zfs", "36079920"])
def test_nothing_is_found_outside_the_officers_ranges(
    zeng: Household, neighbour: Household, text: str
) -> None:
    assert neighbour not in find([reach(360799100)], text)
    assert neighbour in find([reach(360799200)], text)
    assert list(find([], text)) == []


@pytest.mark.parametrize("text", ["曾", "zfs", ZENG[-4:], ZENG, "3607991"])
def test_a_search_with_villages_takes_one_statement(
    zeng: Household, text: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        assert [found.village.name for found in find([reach(360799)], text)[:26]] == ["上枫村委会"]
