"""Who may be phased out, by the pack a case is bound to: each criterion by value."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.conf import settings

from workflows.policy.packs import Pack, load
from workflows.procedures.phase_out.eligibility import (
    KEEP,
    PHASE_OUT,
    STOP,
    Assessment,
    Means,
    assess,
    is_on_the_edge,
)
from workflows.procedures.phase_out.forms.means import KEYS

PACKS = {pack.key: pack for pack in load(settings.POLICY_DIR).packs}
STANDARD = Decimal(632)


def means(monthly: str, *, assets: bool = False) -> Means:
    """A household of two whose monthly income a person comes to this."""
    return Means(Decimal(monthly) * 24, Decimal(0), Decimal(0), 2, assets)


def judged(pack: Pack, found: Means, *, carded: bool = True, cause: str = "就业") -> Assessment:
    sources = {key: pack.citation(key) for key in KEYS}
    return assess(pack, sources, found, STANDARD, carded=carded, cause=cause)


@pytest.mark.parametrize(
    ("pack", "monthly", "outcome"),
    [
        ("seed", "631.99", KEEP),
        ("seed", "632.00", KEEP),  # “现已超过低保标准”
        ("seed", "632.01", PHASE_OUT),
        ("seed", "6320.00", PHASE_OUT),  # the seed names no upper bound
        ("national", "631.99", KEEP),
        ("national", "632.00", PHASE_OUT),
        ("national", "947.99", PHASE_OUT),
        ("national", "948.00", STOP),  # one and a half times the standard
    ],
)
def test_income_a_person_decides_first(pack: str, monthly: str, outcome: str) -> None:
    assert judged(PACKS[pack], means(monthly)).outcome == outcome


@pytest.mark.parametrize(
    ("pack", "carded", "cause", "outcome"),
    [
        ("seed", True, "财产", PHASE_OUT),
        ("seed", False, "就业", STOP),  # 建档立卡对象
        ("national", False, "就业", PHASE_OUT),
        ("national", True, "经营", STOP),  # 就业后
    ],
)
def test_for_whom_it_is_depends_on_the_pack(
    pack: str, carded: bool, cause: str, outcome: str
) -> None:
    assert judged(PACKS[pack], means("700"), carded=carded, cause=cause).outcome == outcome


def test_assets_beyond_the_rules_leave_nothing_to_taper() -> None:
    assert judged(PACKS["seed"], means("700", assets=True)).beyond
    assert not judged(PACKS["seed"], means("500", assets=True)).beyond


def test_costs_of_work_and_illness_are_deducted() -> None:
    """民发〔2021〕57号 第十三条."""
    earned = Means(Decimal(24000), Decimal(2400), Decimal(1200), 3)
    assert earned.monthly == Decimal("566.67")


def test_every_criterion_says_how_it_was_reckoned_and_where_it_comes_from() -> None:
    for pack in PACKS.values():
        for finding in judged(pack, means("700")).findings:
            assert finding.asked and finding.reckoned and finding.source


@pytest.mark.parametrize(
    ("monthly", "edge"), [("631.99", False), ("632", True), ("947.99", True), ("948", False)]
)
def test_the_edge_of_dibao(monthly: str, edge: bool) -> None:
    assert is_on_the_edge(PACKS["seed"], means(monthly), STANDARD) is edge


def test_the_national_pack_allows_half_as_many_months() -> None:
    assert PACKS["seed"]["phaseout.max_months"] == 12
    assert PACKS["national"]["phaseout.max_months"] == 6
