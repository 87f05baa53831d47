"""Each rule at its border, and what it says of a household."""

from datetime import date
from typing import Any

import pytest

from tests.registry.screening.conftest import ON, VILLAGE, Made, Run
from workflows.registry.models import Household, Region, ScreeningHit, ScreeningRun
from workflows.registry.regions import merge_villages
from workflows.registry.screening.rules import RULES
from workflows.registry.screening.terms import Terms

HEAD, SPOUSE = {"relation": "head", "born": date(1970, 1, 1)}, {"relation": "spouse"}


def person(relation: str, **more: Any) -> dict[str, Any]:
    return {"relation": relation, **more}


def said(rule: str) -> str:
    """The sentence of the only hit of a rule."""
    run = ScreeningRun.objects.order_by("-pk")[0]
    hit = ScreeningHit.objects.get(run=run, rule=rule)
    terms = Terms.read(run.terms, year=run.year, on=run.on)
    return RULES[rule].says(hit.measure, hit.base, terms)


class TestTransferShare:
    """赣市扶攻字〔2019〕8号 四（二）1：转移性收入占比超过40%的脱贫户."""

    @pytest.mark.parametrize(
        ("transfer", "wages", "found"),
        [(4000, 6000, False), (4001, 5999, True), (2, 3, False), (0, 10_000, False), (1, 0, True)],
    )
    def test_strictly_over_forty_per_cent(
        self, made: Made, screened: Run, transfer: int, wages: int, found: bool
    ) -> None:
        made("甲", account={"transfer": transfer, "wages": wages}, carded=True)
        assert ("甲" in screened().get("transfer_share", set())) is found

    def test_it_says_so_in_words_with_the_numbers(self, made: Made, screened: Run) -> None:
        made("甲", account={"transfer": 4001, "wages": 5999}, carded=True)
        screened()
        assert said("transfer_share") == "转移性收入 4,001 元 ÷ 总收入 10,000 元 = 40.01% ＞ 40%"

    def test_a_share_just_above_is_not_rounded_down_to_the_line(
        self, made: Made, screened: Run
    ) -> None:
        made("甲", account={"transfer": 400_001, "wages": 599_999}, carded=True)
        screened()
        assert "= 40.0001% ＞ 40%" in said("transfer_share")

    @pytest.mark.parametrize("account", [{}, {"transfer": 5000, "business": -6000}])
    def test_no_income_is_no_share(
        self, made: Made, screened: Run, account: dict[str, int]
    ) -> None:
        """Zero and negative totals are never divided by."""
        made("甲", account=account, carded=True)
        found = screened()
        assert "transfer_share" not in found and found["no_income"] == {"甲"}
        assert said("no_income").endswith("无收入")

    def test_who_has_no_account_and_who_is_not_carded_is_not_judged(
        self, made: Made, screened: Run
    ) -> None:
        made("甲", carded=True)
        made("乙", account={"transfer": 5000})
        assert "transfer_share" not in screened()


class TestLabour:
    def test_only_one_weak_labourer(self, made: Made, screened: Run) -> None:
        weak, full = person("head", labour="weak"), person("spouse", labour="ordinary")
        made("甲", [weak, person("son", labour="none")])
        made("乙", [weak, full])
        made("丙", [weak, person("spouse", labour="weak")])
        made("丁", [weak, {**full, "died_on": date(2026, 1, 1)}])
        assert screened()["weak_labour"] == {"甲", "丁"}

    def test_a_labourer_without_industry_and_without_a_job(self, made: Made, screened: Run) -> None:
        idle = person("head", labour="ordinary", employment="none")
        away = person("spouse", labour="ordinary", employment="away")
        made("甲", [idle], industry=False)
        made("乙", [idle], industry=True)
        made("丙", [idle, away], industry=False)
        made("丁", [idle, person("spouse", labour="ordinary", employment="")], industry=False)
        made("戊", [idle])
        made("己", [person("head", labour="lost")], industry=False)
        assert screened()["idle_labour"] == {"甲"}


class TestCircumstances:
    def test_serious_illness(self, made: Made, screened: Run) -> None:
        made("甲", [HEAD, person("spouse", illness="serious")])
        made("乙", [HEAD, person("spouse", illness="chronic")])
        made("丙", [HEAD, person("spouse", illness="serious", left_on=date(2026, 1, 1))])
        assert screened()["serious_illness"] == {"甲"}

    def test_several_children_at_school(self, made: Made, screened: Run) -> None:
        pupil, student = person("son", schooling="primary"), person("daughter", schooling="senior")
        made("甲", [HEAD, pupil, student])
        made("乙", [HEAD, pupil])
        made("丙", [HEAD, pupil, person("son", schooling="dropped_out")])
        assert screened()["schoolchildren"] == {"甲"}
        assert said("schoolchildren").startswith("家中有 2 个孩子")

    def test_only_house_of_earth_and_hazards(self, made: Made, screened: Run) -> None:
        made("甲", housing="earth", only_house=True, hazard="near")
        made("乙", housing="earth", only_house=False, hazard="none")
        made("丙", housing="brick", only_house=True, hazard="at")
        made("丁", housing="earth")
        found = screened()
        assert (found["earth_house"], found["hazard"]) == ({"甲"}, {"甲", "丙"})

    def test_grandparents_raising_children(self, made: Made, screened: Run) -> None:
        """Age is counted on the day of the run: eighteen today is grown up."""
        child, grown = date(2012, 6, 1), date(2008, 6, 1)
        old = person("head", born=date(1955, 1, 1))
        made("甲", [old, person("grandson", born=child)])
        made("乙", [old, person("grandson", born=grown)])
        made("丙", [old, person("grandson", born=child), person("son", born=date(1985, 1, 1))])
        away = {"born": date(1985, 1, 1), "employment": "away"}
        made("丁", [old, person("grandson", born=child), person("son", **away)])
        parents = person("mother", born=date(1955, 1, 1))
        made("戊", [person("head", **away), parents, person("son", born=child)])
        made("己", [person("head", **away), person("spouse"), parents, person("son", born=child)])
        assert screened()["grandparents"] == {"甲", "丁", "戊"}
        eighteen = Terms.read(
            ScreeningRun.objects.order_by("-pk")[0].terms, year=2025, on=date(2024, 2, 29)
        )
        assert eighteen.grown_since == date(2006, 2, 28)


class TestIncomeLines:
    def test_below_six_thousand_a_person(self, made: Made, screened: Run) -> None:
        """明扶贫发〔2020〕1号：年人均收入低于6000元的已脱贫人口."""
        two = [HEAD, SPOUSE]
        made("甲", two, account={"wages": 11_999}, carded=True)
        made("乙", two, account={"wages": 12_000}, carded=True)
        made("丙", two, account={"wages": 11_999})
        made("丁", two, account={"wages": 15_000, "business_costs": 3_001}, carded=True)
        gone = person("son", died_on=date(2026, 1, 1))
        made("戊", [*two, gone], account={"wages": 12_000}, carded=True)
        assert screened()["income_line"] == {"甲", "丁"}

    @pytest.mark.parametrize(
        ("wages", "rigid", "facts", "found"),
        [
            (4_001, 5_000, {}, True),
            (4_000, 5_000, {}, False),
            (6_000, 6_001, {}, True),
            (6_001, 9_000, {}, False),
            (5_000, 5_000, {}, False),
            (5_000, 9_000, {"carded": True}, False),
            (5_000, 9_000, {"kind": "dibao"}, False),
        ],
    )
    def test_edge_households(
        self, made: Made, screened: Run, wages: int, rigid: int, facts: dict[str, Any], found: bool
    ) -> None:
        made("甲", [HEAD], account={"wages": wages, "medical": rigid}, **facts)
        assert ("甲" in screened().get("edge", set())) is found


class TestRuns:
    def test_the_next_run_names_what_is_new_and_what_is_gone(
        self, made: Made, screened: Run
    ) -> None:
        old = made("甲", housing="earth", only_house=True)
        screened()
        made("乙", housing="earth", only_house=True)
        Household.objects.filter(pk=old.pk).update(housing="brick")
        screened()
        run = ScreeningRun.objects.order_by("-pk")[0]
        assert run.counts["earth_house"] == {"found": 1, "fresh": 1, "gone": 1}
        screened()
        run = ScreeningRun.objects.order_by("-pk")[0]
        assert run.counts["earth_house"] == {"found": 1, "fresh": 0, "gone": 0}
        assert set(ScreeningHit.objects.values_list("run", flat=True)) == {run.pk - 1, run.pk}

    def test_a_run_done_twice_finds_the_same(self, made: Made, screened: Run) -> None:
        from workflows.registry.screening import running

        made("甲", housing="earth", only_house=True)
        screened()
        run = ScreeningRun.objects.get()
        assert running.run(run) == run.counts
        assert ScreeningHit.objects.count() == 1

    def test_households_that_ended_are_no_longer_looked_at(self, made: Made, screened: Run) -> None:
        made("甲", housing="earth", only_house=True, ended_on=ON)
        assert "earth_house" not in screened()

    def test_a_household_of_a_merged_village_is_found_under_its_new_one(
        self, made: Made, screened: Run
    ) -> None:
        made("甲", housing="earth", only_house=True)
        merge_villages(Region.objects.get(pk=VILLAGE), Region.objects.get(pk=VILLAGE + 1), on=ON)
        screened()
        assert ScreeningHit.objects.get().village_id == VILLAGE + 1
