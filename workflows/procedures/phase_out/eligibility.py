"""Whether a household may be phased out of dibao, and why: every criterion of the bound pack, told.

明扶贫发〔2020〕1号 二（一）6: “对家庭条件现已超过低保标准的建档立卡对象，可视情况给予不超过12个月低保渐退”;
民发〔2021〕57号 第三十三条 asks for employment instead. Which rules, the pack says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .money import cents

MONTHS_A_YEAR = 12
WORK = "就业"
KEEP, PHASE_OUT, STOP = "继续低保", "可给予渐退", "不予渐退"


@dataclass(frozen=True, slots=True)
class Finding:
    """One criterion: what is asked, whether it is met, how it was reckoned, and where it comes from."""

    asked: str
    met: bool
    reckoned: str
    source: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """All findings and what they amount to; the discretion (可视情况) stays with the office."""

    outcome: str
    findings: tuple[Finding, ...]

    @property
    def over(self) -> bool:
        """Whether the household stands above the standard."""
        return self.findings[0].met

    @property
    def beyond(self) -> bool:
        """Whether it is so far above, or so wealthy, that nothing is left to taper."""
        return self.outcome == STOP


@dataclass(frozen=True, slots=True)
class Means:
    """A household's means as the check found them: yuan in the twelve months before, and persons.

    `work_cost` and `illness` are deducted (民发〔2021〕57号 第十三条).
    """

    income: Decimal
    work_cost: Decimal
    illness: Decimal
    persons: int
    assets_exceed: bool = False

    @property
    def monthly(self) -> Decimal:
        """Monthly income a person after deductions, to the cent."""
        left = self.income - self.work_cost - self.illness
        return cents(left / (self.persons * MONTHS_A_YEAR))


def assess(
    pack: Mapping[str, Any], sources: Mapping[str, str], means: Means, standard: Decimal, *,
    carded: bool, cause: str,
) -> Assessment:  # fmt: skip
    """Judge a household's means by the pack. `sources` gives the citation of a parameter's key."""
    over = Finding(
        "人均月收入超过低保标准", _is_over(pack, means, standard),
        f"扣减后人均每月{means.monthly}元，当月标准{standard}元", sources["phaseout.at_standard"],
    )  # fmt: skip
    who = tuple(_who(pack, sources, carded=carded, cause=cause))
    bounds = tuple(_bounds(pack, sources, means, standard))
    findings = (over, *who, *bounds)
    if not over.met:
        return Assessment(KEEP, findings)
    fit = all(finding.met for finding in (*who, *bounds))
    return Assessment(PHASE_OUT if fit else STOP, findings)


def is_on_the_edge(pack: Mapping[str, Any], means: Means, standard: Decimal) -> bool:
    """Whether the household's income is that of 低保边缘: above the standard, but not by much."""
    multiple: Decimal = pack["edge.income_multiple"]
    return standard <= means.monthly < multiple * standard


def _is_over(pack: Mapping[str, Any], means: Means, standard: Decimal) -> bool:
    """Above the standard; where the pack counts the standard itself, from it on."""
    at_standard = pack["phaseout.at_standard"] and means.monthly == standard
    return means.monthly > standard or at_standard


def _who(
    pack: Mapping[str, Any], sources: Mapping[str, str], *, carded: bool, cause: str
) -> Iterable[Finding]:
    """For whom the pack's papers allow it."""
    if pack["phaseout.requires_carded"]:
        told = "户籍册登记为建档立卡户" if carded else "户籍册未登记为建档立卡户"
        yield Finding("属于建档立卡户", carded, told, sources["phaseout.requires_carded"])
    if pack["phaseout.requires_employment_cause"]:
        yield Finding(
            "收入增加出于就业", cause == WORK, f"登记的原因是{cause}",
            sources["phaseout.requires_employment_cause"],
        )  # fmt: skip


def _bounds(
    pack: Mapping[str, Any], sources: Mapping[str, str], means: Means, standard: Decimal
) -> Iterable[Finding]:
    """How far above the standard it still tapers."""
    multiple = pack["phaseout.income_upper_multiple"]
    if multiple is not None:
        most = cents(multiple * standard)
        yield Finding(
            f"人均月收入低于标准的{multiple}倍", means.monthly < most,
            f"上限为每月{most}元", sources["phaseout.income_upper_multiple"],
        )  # fmt: skip
    yield Finding(
        "家庭财产不超过规定", not means.assets_exceed,
        "核查发现财产超过规定" if means.assets_exceed else "核查未发现财产超过规定",
        "《最低生活保障审核确认办法》（民发〔2021〕57号）第十二条",
    )  # fmt: skip
