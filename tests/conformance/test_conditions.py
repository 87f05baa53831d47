"""The conditions themselves, which the search forces: what each is true of, and what it is not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.conformance.conditions_of_phase_out import OF_PHASE_OUT, OF_PHASE_OUT_NOTICE
from tests.conformance.conditions_of_review import OF_REVIEW
from tests.engine.cases import MONDAY, SEED, case_at, child
from workflows.engine.conditions import Condition, Opposite
from workflows.engine.procedure import all_procedures, newest
from workflows.engine.snapshot import Shared, Snapshot
from workflows.procedures.intervention.appeal import Appeal
from workflows.procedures.intervention.co_check import CoCheck
from workflows.procedures.intervention.delegation import CountyRecord
from workflows.procedures.intervention.household_check import HouseholdCheck
from workflows.procedures.intervention.objection import Objection
from workflows.procedures.intervention.relief import Relief
from workflows.procedures.intervention.revocation import Revocation

POSTED, CLOSED, DRAFT = (Shared("notice", stage, {}) for stage in ("posted", "closed", "drafted"))
YESTERDAY, TOMORROW = (MONDAY + timedelta(days=n) for n in (-1, 1))
ALWAYS = {"review.required": "always"}
OPEN_OBJECTION = (child(Objection, "lodged", "1"),)
SETTLED_OBJECTION = (child(Objection, "dismissed", "1"),)


# For each condition the cases it is true of, and those it is not true of.
CASES: dict[tuple[str, str], tuple[list[dict[str, Any]], list[dict[str, Any]]]] = {
    ("doubt", "true"): (
        [{"facts": {"result": "属实"}}],
        [{}, {"facts": {"result": "误报"}}, {"facts": {"result": "已享受政策"}}],
    ),
    ("clue", "known"): (
        [{"facts": {"open_elsewhere": True}}],
        [{}, {"facts": {"open_elsewhere": False}}],
    ),
    # K4: one application among several sources is an application
    ("clue", "applied_for"): (
        [{"facts": {"sources": [{"channel": "乡村预警"}, {"channel": "主动申请"}]}}],
        [{}, {"facts": {"sources": [{"channel": "部门联动"}]}}],
    ),
    # 检查人员不少于二人: 民发〔2021〕57号 第十六条
    ("household_check", "enough"): (
        [{"facts": {"checkers": [1, 2]}}, {"facts": {"checkers": [1, 2, 3]}}],
        [{}, {"facts": {"checkers": [1]}}],
    ),
    # 57号 第十八条: an anomaly is told before it counts, and told once
    ("co_check", "to_be_told"): (
        [{"facts": {"outcome": "有异常"}}],
        [{}, {"facts": {"outcome": "无法查询"}}, {"facts": {"outcome": "有异常", "heard": True}}],
    ),
    **{
        (table, "taken_back"): ([{"facts": {"taken_back_on": "2026-06-01"}}], [{}])
        for table in ("objection", "phase_out_objection")
    },
    ("co_check", "first_extension"): ([{}], [{"facts": {"extended": True}}]),
    ("request_letter", "urged_on"): ([{"facts": {"urged_on": "2026-06-01"}}], [{}]),
    # 0015: a reply typed in from paper; asked for anew, it is one no longer
    ("co_check", "transcribed"): (
        [{"facts": {"transcribed": True}}],
        [{}, {"facts": {"transcribed": False}}],
    ),
    # 0015: no result is open any more, however it ended well; one called off is none
    ("intervention", "results_in"): (
        [
            {},
            {"children": (child(HouseholdCheck, "accepted"),)},
            {"children": (child(HouseholdCheck, "accepted"), child(CoCheck, "waived", "公安"))},
            {"children": (child(Objection, "lodged", "1"),)},
        ],
        [
            {"children": (child(HouseholdCheck, "submitted"),)},
            {"children": (child(HouseholdCheck, "accepted"), child(CoCheck, "replied", "公安"))},
            {"children": (child(CoCheck, "cancelled", "公安"),)},
        ],
    ),
    ("household_check", "missed_often"): (
        [{"facts": {"missed_on": ["2026-06-01", "2026-06-02", "2026-06-03"]}}],
        [{}, {"facts": {"missed_on": ["2026-06-01", "2026-06-02"]}}],
    ),
    ("household_check", "refused_often"): (
        [{"facts": {"refused_on": ["2026-06-01", "2026-06-02"]}}],
        [{}, {"facts": {"refused_on": ["2026-06-01"]}}],
    ),
    ("household_check", "leader_visited"): ([{"facts": {"leader_visited": True}}], [{}]),
    **{
        (table, "as_printed"): (
            [{"facts": {"post_on": MONDAY.isoformat()}}],
            [{}] + [{"facts": {"post_on": day.isoformat()}} for day in (YESTERDAY, TOMORROW)],
        )
        for table in ("notice", "correction", "revocation")
    },
    ("notice", "printed_before"): (
        [{"facts": {"post_on": YESTERDAY.isoformat()}}],
        [{"facts": {"post_on": day.isoformat()}} for day in (MONDAY, TOMORROW)],
    ),
    # 无争议的可以不再民主评议; some counties always hold it
    ("intervention", "review_held"): (
        [
            {},
            {"facts": {"meeting": True}},
            {"facts": {"meeting": True, "objected": True}},
            {"pack": ALWAYS, "facts": {"meeting": True}},
        ],
        [
            {"facts": {"objected": True}},
            {"facts": {"contested": True}},
            # the meeting was about what was found before
            {"facts": {"objected": True, "meeting": False, "quorum": True}},
            {"pack": ALWAYS},
        ],
    ),
    **OF_REVIEW,
    ("intervention", "quiet"): (
        [{}, {"children": SETTLED_OBJECTION}],
        [{"children": OPEN_OBJECTION}, {"children": (*SETTLED_OBJECTION, *OPEN_OBJECTION)}],
    ),
    ("intervention", "hung"): (
        [{"shared": POSTED}, {"shared": CLOSED}],
        [{}, {"shared": DRAFT}],
    ),
    ("intervention", "evidenced"): ([{"shared": CLOSED}], [{}, {"shared": POSTED}]),
    # 近亲属备案户或有举报的户，县级须入户: 民发〔2021〕57号 第二十条
    ("intervention", "visited"): (
        [{}, {"facts": {"near_relative": False}}]
        + [{"facts": {why: True, "county_visit": True}} for why in ("near_relative", "complaint")],
        [{"facts": {why: True}} for why in ("near_relative", "complaint")],
    ),
    ("intervention", "running"): (
        [{}, {"pauses": ((YESTERDAY, MONDAY),)}],
        [{"pauses": ((YESTERDAY, None),)}],
    ),
    ("intervention", "at_rest"): (
        [{"pauses": ((YESTERDAY, None),)}],
        [{}, {"pauses": ((YESTERDAY, MONDAY),)}],
    ),
    ("correction", "clerical"): (
        [{}, {"facts": {"published": False}}],
        [{"facts": {"published": True}}],
    ),
    ("intervention", "taken_away"): (
        [{"shared": Shared("notice", stage, {})} for stage in ("coming_down", "withdrawn")],
        [{}, {"shared": POSTED}, {"shared": CLOSED}],
    ),
    ("intervention", "authorised"): ([{"facts": {"consent": True}}], [{}]),
    ("intervention", "honest"): (
        [{}, {"children": (child(Relief, "given", "1"),)}],
        [{"children": (child(Relief, "recovering", "1"),)}],
    ),
    ("intervention", "not_refused"): ([{}], [{"facts": {"consent_refused": True}}]),
    ("intervention", "not_in_review"): (
        [{}, {"children": (child(Appeal, "upheld", "1"),)}],
        [{"children": (child(Appeal, "reviewing", "1"),)}],
    ),
    ("intervention", "not_being_revoked"): (
        [{}, {"children": (child(Revocation, "kept", "1"),)}],
        [{"children": (child(Revocation, "hearing", "1"),)}],
    ),
    ("intervention", "not_extended"): ([{}], [{"facts": {"extended": True}}]),
    ("intervention", "alive"): (
        [{}, {"facts": {"remaining": 1}}],
        [{"facts": {"remaining": 0}}],
    ),
    # 无正当理由拒不配合: 民发〔2021〕57号 第二十九条
    ("intervention", "warned"): (
        [
            {"stage": "authorising", "facts": {"consent_refused": True}},
            {"children": (child(HouseholdCheck, "warned"),)},
        ],
        [
            {},
            # consent was given after all: the refusal is history
            {"stage": "household_check", "facts": {"consent_refused": True}},
            {"children": (child(HouseholdCheck, "scheduled"),)},
            # a warning in an earlier round warns nobody
            {
                "children": (
                    child(HouseholdCheck, "warned"),
                    child(HouseholdCheck, "scheduled", number=2, round=2),
                )
            },
        ],
    ),
    # 57号 第二条: only where the county has entrusted its townships
    ("intervention", "delegated"): ([{"pack": {"county.delegated": True}}], [{}]),
    ("intervention", "recorded"): (
        [{}, {"children": (child(CountyRecord, "recorded"),)}],
        [{"children": (child(CountyRecord, "waiting"),)}],
    ),
    ("intervention", "announced"): (
        [{"shared": POSTED}, {"shared": CLOSED}],
        [{}, {"shared": DRAFT}],
    ),
    ("report", "named"): (
        [{"facts": {"anonymous": False}}],
        [{}, {"facts": {"anonymous": True}}],
    ),
    ("report", "followed"): (
        [
            {},
            {"facts": {"consequence": "无须处理"}},
            {"facts": {"consequence": "由在办案件依程序处理"}},
            {"facts": {"consequence": "更正有关内容", "put_right": True}},
            {"facts": {"consequence": "提请撤销确认", "put_right": True}},
            # what cannot be opened from here is handed to whoever decides it
            {"facts": {"consequence": "提请撤销确认", "receiver": "示例县民政局"}},
            {"facts": {"consequence": "移送有权机关处理", "receiver": "示例县纪委监委"}},
        ],
        [
            {"facts": {"consequence": "更正有关内容"}},
            {"facts": {"consequence": "提请撤销确认"}},
            {"facts": {"consequence": "移送有权机关处理"}},
            {"facts": {"consequence": "移送有权机关处理", "put_right": True}},
        ],
    ),
    ("report", "to_correct"): (
        [{"facts": {"consequence": "更正有关内容"}}],
        [
            {},
            {"facts": {"consequence": "提请撤销确认"}},
            {"facts": {"consequence": "更正有关内容", "put_right": True}},
        ],
    ),
    ("report", "to_revoke"): (
        [{"facts": {"consequence": "提请撤销确认"}}],
        [
            {},
            {"facts": {"consequence": "更正有关内容"}},
            {"facts": {"consequence": "提请撤销确认", "put_right": True}},
        ],
    ),
}


CASES |= {("phase_out", name): cases for name, cases in OF_PHASE_OUT.items()}
CASES |= {("phase_out_notice", name): CASES["notice", name] for name in OF_PHASE_OUT_NOTICE}


def of(table: str, name: str) -> Condition:
    found = {
        condition.name: condition
        for step in newest(table).steps.values()
        for condition in (*step.needs, *step.only_if)
    }
    opposite = found.get(f"not_{name}")
    return found[name] if name in found or opposite is None else ~opposite


def case_of(terms: dict[str, Any]) -> Snapshot:
    """A snapshot; `pack` changes single parameters of the seed pack."""
    pack = {**SEED, **terms["pack"]} if "pack" in terms else SEED
    return case_at(**({"stage": "x"} | terms | {"pack": pack}))


@pytest.mark.parametrize(
    ("table", "name", "terms"),
    [(*key, terms) for key, (holding, _) in CASES.items() for terms in holding],
)
def test_a_condition_holds(table: str, name: str, terms: dict[str, Any]) -> None:
    assert of(table, name).holds(case_of(terms))


@pytest.mark.parametrize(
    ("table", "name", "terms"),
    [(*key, terms) for key, (_, failing) in CASES.items() for terms in failing],
)
def test_a_condition_does_not_hold(table: str, name: str, terms: dict[str, Any]) -> None:
    assert not of(table, name).holds(case_of(terms))


def test_every_condition_that_is_not_looked_up_has_its_cases() -> None:
    """Those that are (papers, deliveries, other cases) are tried through the door."""
    plain = {
        (table.key, condition.name)
        for table in all_procedures()
        for step in table.steps.values()
        for condition in (*step.needs, *step.only_if)
        if condition.look is None and not isinstance(condition, Opposite)
    }
    assert plain == CASES.keys()


def test_every_condition_says_what_is_missing() -> None:
    for table in all_procedures():
        for step in table.steps.values():
            for condition in (*step.needs, *step.only_if):
                assert condition.text.strip(), f"{table.key}.{step.name}"
                assert condition.name, f"{table.key}.{step.name}"
