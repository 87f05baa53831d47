"""What a person may do on a day: posts, delegations, ranges, kinship."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from pytest_django import DjangoAssertNumQueries

from workflows.access.actors import NOBODY, Actor, Role, Seat
from workflows.access.models import Agency, Delegation, Kinship, Officer, Post
from workflows.access.officers import actor_of, barred, holders
from workflows.registry.models import Household

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)
CLOUD_BRIDGE = (360799100000, 360799101000)
COUNTY = (360799000000, 360800000000)
IN_CLOUD_BRIDGE = 360799100200
IN_THE_OTHER = 360799200200


def delegate(
    giver: Officer, taker: Officer, role: Role = Role.REVIEWER, days: int = 3
) -> Delegation:
    """A delegation that begins today."""
    return Delegation.objects.create(
        giver=giver,
        taker=taker,
        role=role,
        starts_on=TODAY,
        ends_on=TODAY + days * DAY,
        basis="示委〔2026〕1号",
    )


def test_a_post_gives_the_seat_of_its_agencys_area(
    officers: dict[str, Officer], agencies: dict[str, Agency]
) -> None:
    actor = actor_of(officers["zhen1_jingban"], TODAY)
    seat = Seat(Role.CLERK, *CLOUD_BRIDGE, agency=agencies["云桥镇"].pk)
    assert actor == Actor(officers["zhen1_jingban"].pk, "刘春生", (seat,))


def test_a_department_seat_carries_its_key_over_the_whole_county(
    officers: dict[str, Officer],
) -> None:
    (seat,) = actor_of(officers["yibao_lianluo"], TODAY).seats
    assert (seat.role, seat.low, seat.high, seat.department) == (Role.LIAISON, *COUNTY, "医保")


@pytest.mark.parametrize(("offset", "holds"), [(-1, False), (0, True), (3, True), (4, False)])
def test_a_post_holds_from_its_first_to_its_last_day(
    officers: dict[str, Officer], offset: int, holds: bool
) -> None:
    Post.objects.filter(officer=officers["zhen1_jingban"]).update(
        starts_on=TODAY, ends_on=TODAY + 3 * DAY
    )
    actor = actor_of(officers["zhen1_jingban"], TODAY + offset * DAY)
    assert actor.holds(Role.CLERK) == holds


@pytest.mark.parametrize(("offset", "holds"), [(-1, False), (0, True), (3, True), (4, False)])
def test_a_delegation_holds_from_its_first_to_its_last_day(
    officers: dict[str, Officer], offset: int, holds: bool
) -> None:
    delegate(officers["zhen1_shenhe"], officers["zhen1_jingban"])
    actor = actor_of(officers["zhen1_jingban"], TODAY + offset * DAY)
    assert actor.holds(Role.REVIEWER) == holds
    assert actor.holds(Role.CLERK)


def test_a_delegated_seat_says_for_whom_it_is_held(officers: dict[str, Officer]) -> None:
    delegate(officers["zhen1_shenhe"], officers["zhen1_jingban"])
    actor = actor_of(officers["zhen1_jingban"], TODAY)
    seat = actor.seat_for(Role.REVIEWER, place=IN_CLOUD_BRIDGE)
    assert seat is not None
    assert seat.for_whom == officers["zhen1_shenhe"].pk
    assert [each.for_whom for each in actor.seats if each.role is Role.CLERK] == [None]


class TestADelegationNeverWidens:
    """The taker has just what the giver's own post gives on the day."""

    def test_it_gives_the_one_role_named_and_its_area_only(
        self, officers: dict[str, Officer]
    ) -> None:
        delegate(officers["zhen1_shenhe"], officers["zhen2_shenhe"])
        actor = actor_of(officers["zhen2_shenhe"], TODAY)
        assert [(seat.role, seat.for_whom is None) for seat in actor.seats] == [
            (Role.REVIEWER, True),
            (Role.REVIEWER, False),
        ]
        assert actor.ranges(Role.REVIEWER) == (CLOUD_BRIDGE, (360799200000, 360799201000))

    def test_it_ends_with_the_givers_post(self, officers: dict[str, Officer]) -> None:
        delegate(officers["zhen1_shenhe"], officers["zhen1_jingban"])
        Post.objects.filter(officer=officers["zhen1_shenhe"]).update(ends_on=TODAY)
        assert actor_of(officers["zhen1_jingban"], TODAY).holds(Role.REVIEWER)
        assert not actor_of(officers["zhen1_jingban"], TODAY + DAY).holds(Role.REVIEWER)

    def test_it_ends_when_the_giver_has_left(self, officers: dict[str, Officer]) -> None:
        delegate(officers["zhen1_shenhe"], officers["zhen1_jingban"])
        Officer.objects.filter(pk=officers["zhen1_shenhe"].pk).update(is_active=False)
        assert not actor_of(officers["zhen1_jingban"], TODAY).holds(Role.REVIEWER)

    def test_what_was_delegated_cannot_be_passed_on(self, officers: dict[str, Officer]) -> None:
        delegate(officers["zhen1_shenhe"], officers["zhen2_shenhe"])
        delegate(officers["zhen2_shenhe"], officers["zhen2_jingban"])
        actor = actor_of(officers["zhen2_jingban"], TODAY)
        assert actor.seat_for(Role.REVIEWER, place=IN_THE_OTHER) is not None
        assert actor.seat_for(Role.REVIEWER, place=IN_CLOUD_BRIDGE) is None

    def test_two_givers_of_one_role_are_told_apart(self, officers: dict[str, Officer]) -> None:
        delegate(officers["zhen1_jingban"], officers["zhen2_jingban"], Role.CLERK)
        delegate(officers["zhen1_jingban2"], officers["zhen2_jingban"], Role.CLERK)
        delegate(officers["zhen1_jingban2"], officers["zhen2_jingban"], Role.CLERK, days=1)
        actor = actor_of(officers["zhen2_jingban"], TODAY)
        assert {seat.for_whom for seat in actor.seats_of(Role.CLERK)} == {
            None,
            officers["zhen1_jingban"].pk,
            officers["zhen1_jingban2"].pk,
        }
        assert len(actor.seats) == 3


def test_who_has_left_or_is_not_signed_in_has_no_seat(officers: dict[str, Officer]) -> None:
    assert actor_of(AnonymousUser(), TODAY) == NOBODY
    officers["zhen1_jingban"].is_active = False
    assert actor_of(officers["zhen1_jingban"], TODAY).seats == ()


def test_an_actor_takes_two_statements_with_delegations(
    officers: dict[str, Officer], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    delegate(officers["zhen1_shenhe"], officers["zhen1_jingban"])
    delegate(officers["zhen2_shenhe"], officers["zhen1_jingban"])
    with django_assert_num_queries(2):
        assert len(actor_of(officers["zhen1_jingban"], TODAY).seats) == 3


def test_ranges_are_merged_and_those_of_other_roles_left_out() -> None:
    actor = Actor(
        1,
        "某",
        (
            Seat(Role.CLERK, *CLOUD_BRIDGE),
            Seat(Role.CLERK, 360799101000, 360799102000),
            Seat(Role.CLERK, 360799100200, 360799100201),
            Seat(Role.LIAISON, *COUNTY, department="民政"),
        ),
    )
    assert actor.ranges(Role.CLERK) == ((360799100000, 360799102000),)
    assert actor.ranges() == (COUNTY,)
    assert actor.ranges(Role.APPROVER) == ()


def test_a_seat_answers_for_its_own_department_only() -> None:
    actor = Actor(1, "某", (Seat(Role.HANDLER, *COUNTY, department="民政"),))
    assert actor.seat_for(Role.HANDLER, place=IN_CLOUD_BRIDGE, department="民政") is not None
    assert actor.seat_for(Role.HANDLER, place=IN_CLOUD_BRIDGE, department="医保") is None
    assert actor.seat_for(Role.HANDLER, place=IN_CLOUD_BRIDGE, department="") is None
    assert actor.seat_for(Role.HANDLER, place=360800000000) is None


def test_ones_own_post_goes_before_a_delegated_one() -> None:
    own = Seat(Role.CLERK, *CLOUD_BRIDGE)
    actor = Actor(1, "某", (Seat(Role.CLERK, *CLOUD_BRIDGE, for_whom=2), own))
    assert actor.seat_for(Role.CLERK, place=IN_CLOUD_BRIDGE) is own


def test_relatives_are_barred_from_their_households_and_no_other(
    officers: dict[str, Officer], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    tied, other = (
        Household.objects.create(number=f"H{n}", village_id=IN_CLOUD_BRIDGE, head_name="王明")
        for n in (1, 2)
    )
    clerk, reviewer = officers["zhen1_jingban"], officers["zhen1_shenhe"]
    for officer in (clerk, reviewer):
        Kinship.objects.create(
            officer=officer, household=tied, relation="兄弟", declared_on=TODAY, declared_by=officer
        )
    with django_assert_num_queries(1):
        assert barred(tied.pk) == {clerk.pk, reviewer.pk}
    assert barred(other.pk) == frozenset()
    assert barred(other.pk, tied.pk) == {clerk.pk, reviewer.pk}


def test_who_is_responsible_for_a_place_is_found_by_role(officers: dict[str, Officer]) -> None:
    assert holders(Role.REVIEWER, IN_CLOUD_BRIDGE, TODAY) == [officers["zhen1_shenhe"]]
    assert holders(Role.LIAISON, IN_CLOUD_BRIDGE, TODAY, department="公安") == [
        officers["gongan_lianluo"]
    ]
    assert holders(Role.HANDLER, IN_THE_OTHER, TODAY, department="") == [
        officers["xian_jingban"],
        officers["xian_jingban2"],
    ]
