"""The dossier says what it lacks, and costs little to ask."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents import delivery
from documents.issuing import void
from documents.models import Delivery, Paper
from tests.papers_of_cases.walks import confirmed
from workflows.engine.models import Case
from workflows.procedures.intervention import dossier
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock

pytestmark = pytest.mark.django_db
LATER = date(2026, 6, 12)


@pytest.fixture
def county() -> Rehearsal:
    return Rehearsal(1)


@pytest.fixture
def case(county: Rehearsal) -> Case:
    """A household that has been confirmed, one department waived; nothing is signed or served."""
    return confirmed(county)


def lacking(case: Case) -> list[str]:
    return [line for item in dossier.checklist(case) for line in item.lacks]


def test_it_names_each_signed_original_and_paper_that_is_missing(case: Case) -> None:
    wanting = [
        "防贫干预对象审批表",
        "申请及承诺授权查询书",
        "入户核查表",
        "公示结果说明",
        "乡镇审核意见",
        "送达回证",
    ]
    assert [line for line in lacking(case) if "签章原件" not in line] == [
        "缺公告（防贫干预对象名单）"
    ]
    for title in wanting:
        assert any(title in line and "没有签章原件" in line for line in lacking(case))
    assert not dossier.complete(case)


def test_it_is_complete_with_announcement_and_originals(county: Rehearsal, case: Case) -> None:
    with clock.standing_at(LATER):
        county.announce(case)
        county.attach_originals(case)
    assert lacking(case) == []
    assert dossier.complete(case)


def test_a_department_that_was_waived_owes_no_reply(case: Case) -> None:
    """Five replied, one was waived."""
    item = next(item for item in dossier.checklist(case) if item.code == "D08")
    assert (len(item.papers), item.complete) == (5, True)


def test_a_reply_that_was_voided_is_missed_by_its_department(case: Case) -> None:
    reply = Paper.objects.filter(dossier=case.uuid, kind="D08").order_by("pk")[0]
    void(reply, reason="盖章单位有误", on=LATER)
    assert "缺部门协查反馈表（民政）" in lacking(case)


def test_the_checklist_costs_two_statements(county: Rehearsal, case: Case) -> None:
    with clock.standing_at(LATER):
        county.announce(case)
        county.attach_originals(case)
    case = Case.objects.get(pk=case.pk)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert dossier.complete(case)
    assert len(asked) == 2


def test_a_letter_is_delivered_once_its_service_is_recorded(county: Rehearsal, case: Case) -> None:
    assert not dossier.delivered(case, "D21")
    with clock.standing_at(LATER):
        county.serve(case)
    assert dossier.delivered(case, "D21")
    assert not dossier.delivered(case, "D22")


def test_a_service_entered_by_mistake_does_not_count(county: Rehearsal, case: Case) -> None:
    with clock.standing_at(LATER):
        county.serve(case)
    delivery.withdraw(Delivery.objects.get(paper__kind="D21"), reason="登记错误")
    assert not dossier.delivered(case, "D21")


def test_a_clue_that_joined_the_case_lies_in_its_dossier(county: Rehearsal, case: Case) -> None:
    assert case.household is not None
    with clock.standing_at(LATER):
        joined = county.warn(case.household, channel="部门联动")
    forms = [one.paper for one in dossier.holdings(case) if one.paper.kind == "D01"]
    assert len(forms) == 2
    assert forms[-1].facts["acceptance"]["outcome"] == "重复并入"
    assert forms[-1].dossier == joined.uuid
