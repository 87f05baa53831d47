"""Who signs for a household that cannot sign for itself: agent, fingerprint, guardian."""

from datetime import date
from typing import Any

import pytest

from documents.models import Paper
from tests.engine.ways import june
from tests.fixtures.county import household
from workflows.engine.models import Case, Event
from workflows.engine.refusals import Invalid
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock

AGENT = "罗代签，户主之侄"


def assigned(county: Rehearsal) -> Case:
    with clock.standing_at(june(2)):
        case = county.accept(county.warn(household()))
        county.take(case, "assign", "xian_jingban")
    return case


def begin(county: Rehearsal, case: Case, **more: str) -> None:
    answers: dict[str, Any] = {"consent": True, "signed_on": june(2), "kin_declared": True, **more}
    county.take(case, "begin", county.local("jingban"), **answers)


def test_who_cannot_write_consents_through_an_agent_and_by_fingerprint(county: Rehearsal) -> None:
    """不识字的由代理人代书、本人捺印；代理人是个人信息，不进办理记录的明文。"""
    case = assigned(county)
    with clock.standing_at(june(2)):
        begin(county, case, agent=AGENT)
        child = county.check(case, signed_by="捺印", present_member=household().head_name)
    assert case.answers["agent"] == AGENT and "agent" not in case.facts
    assert AGENT not in Event.objects.get(case=case, step="begin").body
    form = Paper.objects.get(entry__startswith=str(child.uuid), kind="D05")
    assert form.facts["present_member"]["signed_by"] == "捺印"
    asked = Paper.objects.get(dossier=case.uuid, kind="D03")
    assert {"name", "is_adult", "guardian"} <= set(asked.facts["members"][0])


def test_for_a_household_of_minors_a_guardian_signs_or_nothing_begins(county: Rehearsal) -> None:
    """户内只有未成年人的，由监护人代签（民法典 第十九条）；没有写明监护人的不予登记。"""
    home = household()
    head = home.members.get(relation="head")
    home.members.exclude(pk=head.pk).update(left_on=june(1))
    home.members.filter(pk=head.pk).update(id_number="", id_digest=None, born=date(2012, 5, 1))
    case = assigned(county)
    with clock.standing_at(june(2)):
        with pytest.raises(Invalid) as alone:
            begin(county, case)
        assert set(alone.value.errors) == {"agent"}
        begin(county, case, agent="曾某某，外祖父，监护人")
    assert case.stage == "household_check"
    (member,) = Paper.objects.get(dossier=case.uuid, kind="D03").facts["members"]
    assert (member["name"], member["is_adult"]) == (head.name, False)
