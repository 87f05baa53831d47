"""Warnings from three channels: acceptance scenario 11."""

from datetime import date
from uuid import uuid4

import pytest

from tests.fixtures.county import household
from workflows.engine.door import start
from workflows.engine.models import Case
from workflows.engine.refusals import Invalid, NotAllowed, Unknown
from workflows.procedures.intervention.clue import Clue
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock

FOUND = date(2026, 6, 10)


def test_three_channels_are_one_case_and_the_earliest_day_rules_the_clock(
    county: Rehearsal,
) -> None:
    """“建立乡村预警、部门联动、主动申请等识别渠道”：重复线索并案，自最早的线索起算。"""
    home = household()
    with clock.standing_at(FOUND):
        case = county.accept(county.warn(home, channel="主动申请"))
        assert case.due_on == date(2026, 6, 25)
        answers = {
            "channel": "部门联动", "clue_on": date(2026, 6, 8), "source": "示例县医疗保障局",
            "risks": ["因病"], "situation": "大额自付医疗费用",
        }  # fmt: skip
        second = start(
            Clue, by=county.actor("yibao_lianluo"), household=home, command_id=uuid4(),
            answers=answers,
        )  # fmt: skip
        third = county.warn(home, channel="乡村预警")
    case.refresh_from_db()
    assert (second.stage, third.stage) == ("merged", "merged")
    assert second.follows == case and third.follows == case
    assert [source["channel"] for source in case.facts["sources"]] == [
        "主动申请", "部门联动", "乡村预警",
    ]  # fmt: skip
    assert case.facts["channel"] == "部门联动"
    assert (case.clock_on, case.due_on) == (date(2026, 6, 8), date(2026, 6, 23))
    assert Case.objects.filter(household=home, procedure="intervention").count() == 1


def test_a_second_clue_before_the_first_is_accepted_joins_it(county: Rehearsal) -> None:
    home = household()
    with clock.standing_at(FOUND):
        first = county.warn(home)
        second = county.warn(home, channel="部门联动")
        case = county.accept(first)
    assert second.stage == "merged"
    assert len(case.facts["sources"]) == 2


def test_a_clue_registered_twice_by_a_double_click_is_one(county: Rehearsal) -> None:
    home, once = household(), uuid4()
    answers = {
        "channel": "乡村预警", "clue_on": FOUND, "source": "村委会", "risks": ["因病"],
        "situation": "住院",
    }  # fmt: skip
    with clock.standing_at(FOUND):
        by = county.actor(county.local("jingban"))
        clues = [
            start(Clue, by=by, household=home, command_id=once, answers=answers) for _ in range(2)
        ]
    assert clues[0] == clues[1]
    assert Case.objects.filter(procedure="clue").count() == 1


def test_a_clue_from_tomorrow_is_refused_and_says_which_field(county: Rehearsal) -> None:
    with clock.standing_at(FOUND), pytest.raises(Invalid) as refused:
        start(
            Clue, by=county.actor(county.local("jingban")), household=household(),
            command_id=uuid4(),
            answers={"channel": "乡村预警", "clue_on": date(2026, 6, 11), "source": "村委会",
                     "risks": ["因病"], "situation": "住院"},
        )  # fmt: skip
    assert set(refused.value.errors) == {"clue_on"}


def test_another_township_s_clue_does_not_exist_for_a_clerk(county: Rehearsal) -> None:
    with clock.standing_at(FOUND):
        clue = county.warn(household())
        with pytest.raises(Unknown):
            county.take(clue, "accept", "zhen2_jingban", identified=True)
        with pytest.raises(NotAllowed):
            county.take(clue, "accept", county.local("shenhe"), identified=True)
