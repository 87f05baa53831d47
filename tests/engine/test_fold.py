"""The journal tells where a case stands without a look at its row."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from tests.engine.ways import june, to_public_notice, to_reviewing
from workflows.engine.door import advance
from workflows.engine.fold import Folded, fold
from workflows.engine.models import Case, Event
from workflows.engine.procedure import UnknownProcedure
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock


def told(case: Case) -> Folded:
    return fold(Event.objects.filter(case=case).order_by("seq"))


def test_nothing_has_happened_to_a_case_without_events() -> None:
    assert fold([]) == Folded()


def test_a_case_is_told_from_its_opening_on(county: Rehearsal) -> None:
    case = to_reviewing(county)
    folded = told(case)
    assert (folded.stage, folded.seq, folded.closed) == ("reviewing", case.seq, False)
    assert folded.entered_on == date(2026, 6, 4)
    assert folded.standing == {
        "preliminary", "authorising", "household_check", "department_co_check",
    }  # fmt: skip
    assert folded.facts["consent"] is True
    assert folded.facts["clue_on"] == "2026-06-01"


def test_a_withdrawal_remembers_where_the_case_was(county: Rehearsal) -> None:
    case = to_reviewing(county)
    with clock.standing_at(june(5)):
        county.take(case, "withdraw", county.local("jingban"), statement="不想申请了。")
        assert (told(case).stage, told(case).came_from) == ("withdrawn", "reviewing")
        assert told(case).closed
        county.take(case, "regret", county.local("jingban"), statement="还是要申请。")
    assert (told(case).stage, told(case).came_from) == ("reviewing", "")


def test_a_proposal_waits_until_it_is_agreed_declined_or_overtaken(county: Rehearsal) -> None:
    case, sheet = to_public_notice(county)
    clerk = county.local("jingban")
    with clock.standing_at(june(5)):
        county.post(sheet)
        county.take(case, "object_", clerk, content="家里有轿车。")
        assert (told(case).stage, told(case).seq) == ("public_notice", case.seq)
        objection = county.child(case, "objection")
        county.take(objection, "refuse", clerk, because="重复提出")
        assert (told(objection).stage, told(objection).proposed) == ("lodged", "refuse")
        advance(
            objection,
            "refuse",
            by=county.actor(county.local("shenhe")),
            seen=objection.seq,
            command_id=uuid4(),
            answers={"reason": "并非重复"},
            verdict="decline",
        )
        assert told(objection).proposed == ""
        county.take(objection, "refuse", clerk, because="重复提出")
        county.take(objection, "accept", clerk)
    assert (told(objection).stage, told(objection).proposed) == ("investigating", "")
    assert "because" not in told(objection).facts


def test_a_journal_of_a_table_that_is_not_installed_says_so(county: Rehearsal) -> None:
    case = to_reviewing(county)
    event = Event.objects.filter(case=case).first()
    assert event is not None
    event.body = event.body.replace('"intervention"', '"unheard_of"')
    with pytest.raises(UnknownProcedure):
        fold([event])
