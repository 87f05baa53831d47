"""异议人撤回 (domain 5.5): what has not been begun ends with it; what has been begun is finished.

Who objected alone may take it back: by his receipt on the board, or at the township, where a second
officer must agree. A withdrawn objection is never answered as unfounded.
"""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from documents.models import Paper
from tests.fixtures.villagers import villager
from tests.stories.test_notice import POSTED, investigate, lodge, posted
from workflows.engine.door import advance
from workflows.engine.models import Case
from workflows.engine.refusals import Blocked, Invalid, NotAllowed, NotNow
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.procedures.objecting import BY_RECEIPT
from workflows.workdays import clock

LODGED, DECIDED, OVER = (POSTED + timedelta(days=n) for n in (2, 4, 6))
NAMED: dict[str, Any] = {"objector": "罗某某", "contact": "13000000000"}
RECOGNISED: dict[str, Any] = {"recognised": "当面出示身份证件", "taken_back_because": "看错了户。"}
ANSWER: dict[str, Any] = {"answer": "没有发现需要更正的问题。"}


def by_receipt(objection: Case, step: str) -> None:
    """The objector on the board."""
    objection.refresh_from_db()
    advance(
        objection, step, by=villager(objection.region), seen=objection.seq, command_id=uuid4(),
        answers={"recognised": BY_RECEIPT},
    )  # fmt: skip
    objection.refresh_from_db()


def paper(case: Case, kind: str) -> Paper:
    return Paper.objects.get(dossier=case.root.uuid if case.root else case.uuid, kind=kind)


def test_what_nobody_has_taken_up_ends_at_once_and_the_household_goes_on(county: Rehearsal) -> None:
    case, sheet = posted(county)
    objection = lodge(case, LODGED)
    with clock.standing_at(LODGED):
        by_receipt(objection, "take_back")
    assert (objection.stage, objection.closed) == ("withdrawn", True)
    assert objection.facts["taken_back_on"] == LODGED.isoformat()
    with clock.standing_at(OVER):
        county.take_down(sheet)
        county.take(case, "close", county.local("jingban"))
    assert case.stage == "township"
    counted = paper(case, "D13").facts["objections"]
    assert (counted["received"], counted["withdrawn"], counted["dismissed"]) == (1, 1, 0)


def test_at_the_township_it_takes_two_officers_and_is_put_on_record(county: Rehearsal) -> None:
    """代办的须经第二人：一个人不能让一件异议消失。"""
    case, _ = posted(county)
    objection = lodge(case, LODGED, **NAMED)
    with clock.standing_at(LODGED):
        county.take(objection, "take_back_for", county.local("jingban"), **RECOGNISED)
        assert objection.stage == "lodged"
        with pytest.raises(NotAllowed):
            county.take(objection, "take_back_for", county.local("jingban"))
        county.take(objection, "take_back_for", county.local("shenhe"))
    assert objection.stage == "withdrawn"
    form = paper(case, "D14").facts
    assert form["acceptance"]["outcome"] == "异议人撤回"
    assert form["acceptance"]["reason"] == "核对本人：当面出示身份证件。"
    assert (form["taken_back_on"], form["answer_by"]) == (LODGED.isoformat(), None)
    assert not Paper.objects.filter(dossier=case.uuid, kind__in=("D15", "D16")).exists()
    assert "看错了户" not in str(objection.facts)


def test_who_left_no_name_can_take_it_back_by_his_receipt_only(county: Rehearsal) -> None:
    case, _ = posted(county)
    objection = lodge(case, LODGED)
    with clock.standing_at(LODGED):
        with pytest.raises(Invalid) as refused:
            county.take(objection, "take_back_for", county.local("jingban"), **RECOGNISED)
        assert set(refused.value.errors) == {"recognised"}
        shown = {**RECOGNISED, "recognised": BY_RECEIPT}
        county.take(objection, "take_back_for", county.local("jingban"), **shown)
        county.take(objection, "take_back_for", county.local("shenhe"))
    assert objection.stage == "withdrawn"


def test_an_inquiry_that_has_begun_goes_on_and_ends_as_taken_back(county: Rehearsal) -> None:
    """撤回不停止已经开始的核查；查无问题的按撤回办结，不答复“不成立”。"""
    case, sheet = posted(county)
    objection = lodge(case, LODGED, **NAMED)
    with clock.standing_at(LODGED):
        county.take(objection, "accept", county.local("jingban"))
        with pytest.raises(NotNow):
            by_receipt(objection, "take_back")
        by_receipt(objection, "note_taken_back")
        assert objection.stage == "investigating"
        with pytest.raises(NotNow):  # once is enough
            by_receipt(objection, "note_taken_back")
    with clock.standing_at(OVER):
        county.take_down(sheet)
        with pytest.raises(Blocked) as waits:
            county.take(case, "close", county.local("jingban"))
        assert waits.value.reasons == ("公示期内的异议尚未办结",)
        county.take(objection, "report", county.local("jingban"), found="小汽车属其弟所有。")
        with pytest.raises(NotNow):
            county.take(objection, "dismiss", county.local("shenhe"), **ANSWER)
        county.take(objection, "let_rest", county.local("shenhe"), **ANSWER)
        assert objection.stage == "withdrawn"
        county.take(case, "close", county.local("jingban"))
    letter = paper(case, "D16").facts
    assert "按撤回办结" in letter["opening"] and "不成立" not in letter["opening"]
    assert (letter["to"], letter["remedies"]) == ("罗某某", None)


def test_what_the_inquiry_found_is_put_right_although_it_was_taken_back(county: Rehearsal) -> None:
    """乡镇已经知道的问题，不因撤回而不管。"""
    case, _ = posted(county)
    objection = lodge(case, LODGED, **NAMED)
    investigate(county, objection, LODGED)
    with clock.standing_at(DECIDED):
        county.take(objection, "note_taken_back", county.local("jingban"), **RECOGNISED)
        county.take(objection, "uphold", county.local("shenhe"), answer="属实，另派人核查。")
    case.refresh_from_db()
    assert (objection.stage, case.stage) == ("upheld", "household_check")


def test_nobody_rests_what_was_not_taken_back(county: Rehearsal) -> None:
    case, _ = posted(county)
    objection = lodge(case, LODGED)
    investigate(county, objection, LODGED)
    with clock.standing_at(DECIDED), pytest.raises(NotNow):
        county.take(objection, "let_rest", county.local("shenhe"), **ANSWER)


def test_no_copy_of_a_letter_to_the_objector_goes_to_the_village(county: Rehearsal) -> None:
    """异议人只告知乡镇经办、县里和审计：受理通知书、答复书不抄送村委会。"""
    case, _ = posted(county)
    objection = lodge(case, LODGED, **NAMED)
    investigate(county, objection, LODGED)
    with clock.standing_at(DECIDED):
        county.take(objection, "dismiss", county.local("shenhe"), answer="经查，异议不成立。")
    assert [paper(case, kind).facts["copies"] for kind in ("D15", "D16")] == [[], []]


def test_a_regretted_withdrawal_of_the_household_keeps_what_the_objector_said(
    county: Rehearsal,
) -> None:
    """C24: the inquiry taken up again is still one that its objector has taken back."""
    case, _ = posted(county)
    objection = lodge(case, LODGED, **NAMED)
    investigate(county, objection, LODGED)
    with clock.standing_at(LODGED):
        by_receipt(objection, "note_taken_back")
        county.take(case, "withdraw", county.local("jingban"), statement="自愿撤回。")
        county.take(case, "regret", county.local("jingban"), statement="反悔。")
    again = county.child(case, "objection")
    assert (again.stage, again.facts["taken_back_on"]) == ("lodged", LODGED.isoformat())
