"""The two packs that ship say what the papers say."""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from workflows.policy.packs import NotALength, Pack, Shelf, load
from workflows.workdays.lengths import days, months, workdays

DIRECTORY = Path(__file__).parents[2] / "config" / "policy"


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return load(DIRECTORY)


@pytest.fixture(scope="module")
def seed(shelf: Shelf) -> Pack:
    return shelf.get("seed@2019-10-09")


@pytest.fixture(scope="module")
def national(shelf: Shelf) -> Pack:
    return shelf.get("national@2022-10-20")


def test_a_carded_household_may_be_phased_out_over_twelve_months_by_the_seed_papers(
    seed: Pack, national: Pack
) -> None:
    """明扶贫发〔2020〕1号 二（一）6：可视情况给予不超过12个月低保渐退。"""
    assert (seed["phaseout.max_months"], national["phaseout.max_months"]) == (12, 6)
    assert (seed["phaseout.requires_carded"], national["phaseout.requires_carded"]) == (True, False)
    assert seed.citation("phaseout.max_months").startswith("明扶贫发〔2020〕1号 二（一）6")


@pytest.mark.parametrize(
    ("key", "in_seed", "in_national"),
    [
        ("case.total_limit", 15, 15),
        ("check.min_investigators", 2, 2),
        ("cocheck.mandatory", ("民政", "公安", "市场监管", "自然资源", "医保", "人社"), None),
        ("cocheck.start", "with_check", "with_check"),
        ("review.required", "on_objection", "always"),
        ("review.rep_ratio_min", Fraction(2, 3), Fraction(2, 3)),
        ("notice.extend_if_last_day_holiday", True, True),
        ("notice.repost_after_objection", "if_changed", "if_changed"),
        ("notice.mask_online", True, True),
        ("county.delegated", False, False),
        ("county.visit_if", ("near_relative", "complaint"), None),
        ("county.spot_check_ratio", Fraction(3, 10), Fraction(3, 10)),
        ("risk.transfer_share", Fraction(2, 5), Fraction(2, 5)),
        ("risk.income_line", Decimal(6000), Decimal(7500)),
        ("phaseout.income_upper_multiple", None, Decimal("1.5")),
        ("phaseout.amount_rule", "flat", "flat"),
        ("phaseout.step_multiples", (Decimal(1), Decimal("0.7"), Decimal("0.4")), None),
        ("supplement.ratio_min", Decimal("0.20"), None),
    ],
)
def test_values_are_typed_by_their_unit(
    seed: Pack, national: Pack, key: str, in_seed: Any, in_national: Any
) -> None:
    assert (seed[key], type(seed[key])) == (in_seed, type(in_seed))
    if in_national is not None:
        assert (national[key], type(national[key])) == (in_national, type(in_national))


@pytest.mark.parametrize(
    ("key", "length"),
    [
        ("notice.days", days(5)),
        ("notice.days.dibao", days(7)),
        ("notice.days.project", days(10)),
        ("county.decide_limit", days(2)),
        ("county.decide_limit.dibao", workdays(10)),
        ("dibao.total_limit", workdays(30)),
        ("dibao.extended_limit", workdays(45)),
        ("dibao.delegated_limit", workdays(20)),
        ("refusal.notify_limit", workdays(3)),
        ("withdraw.regret", days(3)),
        ("death.recheck_limit", months(3)),
        ("appeal.litigation_limit", months(6)),
        ("archive.retention.daily", months(60)),
    ],
)
def test_periods_are_lengths_in_their_own_unit(
    seed: Pack, national: Pack, key: str, length: object
) -> None:
    assert seed.length(key) == national.length(key) == length


def test_what_the_papers_leave_open_has_no_value_and_no_length(national: Pack) -> None:
    assert national["risk.exit_line_2018"] is None
    with pytest.raises(NotALength, match=r"check\.min_investigators 不是期限"):
        national.length("check.min_investigators")


def test_the_fifteen_days_hold_the_notice_and_every_step_around_it(seed: Pack) -> None:
    """The default plan: accept, check with co-check, notice, township, county, one day of slack."""
    before = seed["clue.accept_limit"] + max(seed["check.limit"], seed["cocheck.limit"])
    after = seed["township.review_limit"] + seed["county.decide_limit"]
    assert before + seed["notice.days"] + after - 1 == seed["case.total_limit"]


def test_a_number_nobody_published_is_marked_as_the_products(seed: Pack, national: Pack) -> None:
    for pack in (seed, national):
        for key in pack:
            assert pack.is_default(key) is ("本产品默认" in pack.citation(key)), key


def test_every_other_number_names_its_source(seed: Pack, national: Pack) -> None:
    named = re.compile("〔|《|扶贫资金|民政部|公开|海南省|所依据的文件没有规定")
    for pack in (seed, national):
        for key in pack:
            assert pack.is_default(key) or named.search(pack.citation(key)), key


def test_the_demo_county_follows_the_seed_papers_and_all_others_the_national_rules(
    shelf: Shelf,
) -> None:
    on = date(2026, 3, 2)
    assert shelf.choose(360799100201, on).id == "seed@2019-10-09"
    assert shelf.choose(360721000000, on).id == "national@2022-10-20"
