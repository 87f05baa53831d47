"""A step of two persons, tried on a table made for it: proposed, agreed, declined, overtaken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django import forms

from tests.engine.ways import june
from tests.fixtures.county import household
from workflows.access.actors import Role
from workflows.engine import procedure as compiled
from workflows.engine.answers import StepForm
from workflows.engine.door import advance, start
from workflows.engine.family import Family
from workflows.engine.models import Case, Task
from workflows.engine.offers import offers
from workflows.engine.procedure import Procedure
from workflows.engine.refusals import Blocked, NotAllowed
from workflows.engine.words import NEW, Stage
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock


class ReasonForm(StepForm):
    """One answer anybody may read and one that is personal."""

    personal = frozenset({"illness"})

    word = forms.CharField()
    illness = forms.CharField()


@pytest.fixture
def table() -> Iterator[type[Procedure]]:
    """A procedure closed by two persons, forgotten again afterwards."""
    before = {key: dict(editions) for key, editions in compiled._known.items()}

    class Closing(Procedure):
        key, name, letter = "closing", "销案", "XA"

        open_ = Stage("在办", held_by=Role.CLERK, start=True)
        shut = Stage("已销", end=True)

        begin = NEW.to(open_, "立案", by=Role.CLERK)
        note = open_.here("记事")
        close = open_.to(shut, "销案", agreed_by=Role.REVIEWER, asks=ReasonForm)
        drop = open_.to(shut, "撤案", agreed_by=Role.REVIEWER)

    yield Closing
    compiled._known.clear()
    compiled._known.update(before)


@pytest.fixture
def case(county: Rehearsal, table: type[Procedure]) -> Case:
    """An open case on which the clerk has proposed to close."""
    with clock.standing_at(june(1)):
        by = county.actor(county.local("jingban"))
        opened = start(table, by=by, household=household(), command_id=uuid4())
        county.take(opened, "close", county.local("jingban"), word="已迁出", illness="尿毒症")
    return opened


def second(county: Rehearsal, case: Case, verdict: str, account: str, **answers: Any) -> None:
    """The countersigner's answer to a proposal."""
    with clock.standing_at(june(2)):
        advance(
            case,
            "close",
            by=county.actor(account),
            seen=case.seq,
            command_id=uuid4(),
            answers=answers,
            verdict=verdict,
        )
    case.refresh_from_db()


def test_nothing_moves_until_a_second_person_agrees(county: Rehearsal, case: Case) -> None:
    assert case.stage == "open_"
    assert "word" not in case.facts
    tasks = Task.objects.open().filter(case=case)
    assert sorted(tasks.values_list("role", flat=True)) == ["clerk", "reviewer"]
    second(county, case, "take", county.local("shenhe"))
    assert (case.stage, case.closed, case.proposal) == ("shut", True, None)
    assert case.facts == {"word": "已迁出"}
    assert case.private == {"illness": "尿毒症"}
    assert not tasks.exists()


def test_personal_answers_of_a_proposal_are_in_no_open_column(case: Case) -> None:
    assert case.proposal == {
        "step": "close", "person": case.proposal["person"], "for_whom": None,
        "answers": {"word": "已迁出"},
    }  # fmt: skip
    assert not any("尿毒症" in event.body for event in case.events.all())


def test_declining_takes_a_reason_and_leaves_nothing_behind(county: Rehearsal, case: Case) -> None:
    with pytest.raises(Blocked) as refused:
        second(county, case, "decline", county.local("shenhe"))
    assert refused.value.reasons == ("请填写不同意的理由。",)
    second(county, case, "decline", county.local("shenhe"), reason="尚有在办事项")
    assert (case.stage, case.proposal, case.private) == ("open_", None, {})
    assert Task.objects.open().get(case=case).role == "clerk"


def test_the_proposer_does_not_agree_for_himself(county: Rehearsal, case: Case) -> None:
    with pytest.raises(NotAllowed):
        second(county, case, "take", county.local("jingban"))


def test_only_one_proposal_waits_at_a_time(county: Rehearsal, case: Case) -> None:
    with clock.standing_at(june(2)), pytest.raises(Blocked) as refused:
        county.take(case, "drop", county.local("jingban2"))
    waits = ("另有一项待会签事项，请先会签或退回。",)
    assert refused.value.reasons == waits
    clerk = county.actor(county.local("jingban2"))
    offered = {o.step.name: o.reasons for o in offers(Family.read(case, june(2)), case, clerk)}
    assert offered == {"note": (), "drop": waits}


def test_a_note_taken_meanwhile_leaves_the_whole_proposal_waiting(
    county: Rehearsal, case: Case
) -> None:
    """The personal part too: without it the second person would close a case with half an answer."""
    with clock.standing_at(june(2)):
        county.take(case, "note", county.local("jingban2"))
    assert case.proposal is not None
    second(county, case, "take", county.local("shenhe"))
    assert (case.stage, case.private) == ("shut", {"illness": "尿毒症"})
