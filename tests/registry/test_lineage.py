"""Households split and merged, villages renamed and merged, with what was before kept."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from workflows.registry import lineage
from workflows.registry.models import Household, Lineage, Member, Region
from workflows.registry.regions import merge_villages, name_on, names, rename

ON = date(2026, 3, 1)
VILLAGE, NEXT_VILLAGE = 360799100200, 360799100201


@pytest.fixture
def family(county: int) -> Household:
    """曾福生 with his wife and a grown son."""
    made = Household.objects.create(number="H1", village_id=VILLAGE, head_name="曾福生")
    for name, relation in (("曾福生", "head"), ("单桂花", "spouse"), ("曾建国", "son")):
        made.members.create(name=name, relation=relation)
    return made


def member(household: Household, name: str) -> Member:
    return household.members.get(name=name)


def lived_in(household: Household) -> list[tuple[str, str]]:
    return list(household.members.order_by("pk").values_list("name", "relation"))


class TestSplitting:
    def test_the_son_has_a_household_of_his_own_and_both_know_of_each_other(
        self, family: Household
    ) -> None:
        son = member(family, "曾建国")
        made = lineage.split(family, [son], head=member(family, "曾建国"), on=ON, basis="户口簿")
        assert (made.head_name, made.village_id, made.kind) == ("曾建国", VILLAGE, "ordinary")
        assert lived_in(made) == [("曾建国", "head")]
        assert lived_in(family) == [("曾福生", "head"), ("单桂花", "spouse")]
        told = [(one.source, one.result, one.how) for one in lineage.history(made)]
        assert told == [(family, made, Lineage.How.SPLIT)] and lineage.history(family)
        assert [(m.source, m.on) for m in son.moves.all()] == [(family, ON)]

    def test_where_the_head_leaves_somebody_else_becomes_head(self, family: Household) -> None:
        head = member(family, "曾福生")
        lineage.split(family, [head], head=head, on=ON, basis="户口簿")
        family.refresh_from_db()
        assert family.head_name in {"单桂花", "曾建国"}
        assert [relation for _, relation in lived_in(family)].count("head") == 1

    @pytest.mark.parametrize("leaving", [["曾福生", "单桂花", "曾建国"], ["单桂花"]])
    def test_nobody_left_or_a_head_who_stays_is_refused(
        self, family: Household, leaving: list[str]
    ) -> None:
        going = [member(family, name) for name in leaving]
        with pytest.raises(ValidationError):
            lineage.split(family, going, head=member(family, "曾建国"), on=ON, basis="户口簿")
        assert Household.objects.count() == 1


class TestMerging:
    def test_everybody_joins_and_the_emptied_household_stays_on_record(
        self, family: Household
    ) -> None:
        widow = Household.objects.create(number="H2", village_id=VILLAGE, head_name="曾满秀")
        widow.members.create(name="曾满秀", relation="head")
        lineage.merge(widow, family, on=ON, basis="户口簿")
        assert ("曾满秀", "other") in lived_in(family) and lived_in(widow) == []
        widow.refresh_from_db()
        assert widow.ended_on == ON
        with pytest.raises(ValidationError, match="已注销"):
            lineage.merge(widow, family, on=ON, basis="户口簿")

    def test_a_household_does_not_join_itself(self, family: Household) -> None:
        with pytest.raises(ValidationError, match="本户"):
            lineage.merge(family, family, on=ON, basis="户口簿")


class TestRegions:
    def test_a_renamed_village_keeps_its_old_name_for_what_was_then(self, county: int) -> None:
        village = Region.objects.get(pk=VILLAGE)
        old = village.name
        rename(village, "新名村", on=ON, basis="示例县民政局〔2026〕1号")
        assert name_on(VILLAGE, date(2026, 2, 28)) == old
        assert name_on(VILLAGE, ON) == "新名村"
        with pytest.raises(ValidationError, match="已经更名"):
            rename(village, "再名村", on=date(2026, 2, 1), basis="同上")

    def test_a_merged_village_names_its_successor_and_hands_over_its_households(
        self, family: Household
    ) -> None:
        moved = merge_villages(
            Region.objects.get(pk=VILLAGE), Region.objects.get(pk=NEXT_VILLAGE), on=ON
        )
        family.refresh_from_db()
        old = Region.objects.get(pk=VILLAGE)
        assert (moved, family.village_id) == (1, NEXT_VILLAGE)
        assert (old.valid_to, old.successor_id) == (ON, NEXT_VILLAGE)
        assert names(VILLAGE)[-1] == old.name

    def test_only_two_villages_of_one_township_that_exist_are_merged(self, county: int) -> None:
        here, township = Region.objects.get(pk=VILLAGE), Region.objects.get(pk=360799100000)
        far = Region.objects.filter(pk__gte=360799101000, level=5).first()
        assert far is not None
        for other, said in ((township, "另一个村"), (far, "跨乡镇"), (here, "另一个村")):
            with pytest.raises(ValidationError, match=said):
                merge_villages(here, other, on=ON)
