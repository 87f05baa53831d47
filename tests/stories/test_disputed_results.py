"""A department found something: the household is told, and heard (民发〔2021〕57号 第十八条)."""

import pytest

from documents.models import Paper
from tests.engine.ways import june, to_household_check
from workflows.engine.models import Case, Task
from workflows.engine.refusals import Blocked, NotNow
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock

CAR = {"result_1": "有异常", "detail_1": "小型轿车一辆，登记在户主名下。"}
POLICE = "gongan_lianluo"


def papers(case: Case, kind: str) -> list[Paper]:
    """The papers of a kind issued in a case itself."""
    return list(Paper.objects.filter(casepaper__case=case, kind=kind).order_by("pk"))


@pytest.fixture
def asked(county: Rehearsal) -> Case:
    """The police's co-check, asked and signed for on the 3rd of June."""
    case = to_household_check(county)
    with clock.standing_at(june(3)):
        county.ask_departments(case)
    return case.children.get(procedure="co_check", key="公安")


@pytest.fixture
def told(county: Rehearsal, asked: Case) -> Case:
    """The police have found a car; the household was told of it on the 4th."""
    with clock.standing_at(june(4)):
        county.reply(asked, **CAR)
        county.tell(asked)
    return asked


def test_a_household_disputes_a_car_with_the_contract_of_sale_and_is_right(
    county: Rehearsal, told: Case
) -> None:
    """对核对结果有异议的，提供说明材料，予以复核（民发〔2021〕57号 第十八条）。Acceptance 7."""
    with clock.standing_at(june(5)):
        county.take(
            told, "dispute", county.local("jingban"), disputed_because="车已卖出，没有过户。",
            proof="2025年购车协议\n收款记录",
        )  # fmt: skip
        assert Task.objects.open().for_actor(county.actor(POLICE)).filter(case=told).exists()
        county.reply(told, "correct")
        county.accept_reply(told)
    assert (told.stage, told.facts["recheck"], told.facts["outcome"]) == (
        "accepted",
        "更正",
        "无异常",
    )
    assert [reply.facts["replies"][1]["result"] for reply in papers(told, "D08")] == [
        "有异常", "无异常",
    ]  # fmt: skip


def test_what_the_department_maintains_is_accepted_with_the_household_heard(
    county: Rehearsal, told: Case
) -> None:
    with clock.standing_at(june(5)):
        county.take(
            told, "dispute", county.local("jingban"), disputed_because="车已卖出。", proof="协议",
        )  # fmt: skip
        county.take(told, "maintain", POLICE, maintained_because="未办理过户，车辆仍在使用。")
        with pytest.raises(NotNow):
            county.take(told, "report", "xian_jingban")
        county.take(told, "accept", "xian_jingban")
    assert (told.facts["recheck"], told.facts["outcome"]) == ("维持", "有异常")


def test_an_anomaly_does_not_count_before_the_household_was_told(
    county: Rehearsal, asked: Case
) -> None:
    with clock.standing_at(june(4)):
        county.reply(asked, **CAR)
        with pytest.raises(NotNow):
            county.take(asked, "accept", "xian_jingban")
        county.take(asked, "report", "xian_jingban")
        county.take(asked, "tell", county.local("jingban"))
        with pytest.raises(Blocked) as unserved:
            county.take(asked, "hear", county.local("jingban"), told_to="户主")
        assert unserved.value.reasons == ("信息核对结果告知书尚未送达",)
    (letter,) = papers(asked, "D10")
    assert [one["detail"] for one in letter.facts["found"]] == [CAR["detail_1"]]


def test_the_days_to_dispute_run_out_and_an_officer_decides(county: Rehearsal, told: Case) -> None:
    """Told on Thursday the 4th, three working days: to Tuesday the 9th. Time alone accepts nothing."""
    with clock.standing_at(june(9)), pytest.raises(Blocked):
        county.take(told, "lapse", "xian_jingban")
    with clock.standing_at(june(20)):
        told.refresh_from_db()
        assert told.stage == "told_of"
        with pytest.raises(Blocked):
            county.take(
                told, "dispute", county.local("jingban"), disputed_because="晚了。", proof="协议"
            )
        county.take(told, "lapse", "xian_jingban")
    assert told.stage == "accepted"


def test_the_case_waits_until_the_household_was_heard(county: Rehearsal, told: Case) -> None:
    case = told.head
    with clock.standing_at(june(5)):
        for child in case.children.filter(procedure="co_check", stage="issued"):
            county.reply(child)
            county.accept_reply(child)
        county.check(case)
        case.refresh_from_db()
        assert case.stage == "department_co_check"
        county.take(
            told, "content", county.local("jingban"), content_words="属实。", content_signed=True
        )
        case.refresh_from_db()
    assert case.stage == "reviewing"


def test_what_the_department_corrected_is_what_the_county_decides_upon(
    county: Rehearsal, told: Case
) -> None:
    """Scenario 7, whole: 户方举证、部门更正以后，初审、公示、审批都以更正后的结果为准。"""
    case = told.head
    with clock.standing_at(june(5)):
        county.take(
            told, "dispute", county.local("jingban"), disputed_because="车已卖出，没有过户。",
            proof="2025年购车协议",
        )  # fmt: skip
        county.reply(told, "correct")
        county.accept_reply(told)
        county.co_check(case)
        for child in case.children.filter(procedure="co_check", stage="issued"):
            county.reply(child)
            county.accept_reply(child)
        county.check(case)
        case.refresh_from_db()
        assert case.stage == "reviewing"
        sheet = county.agree(case)
        county.post(sheet)
    with clock.standing_at(june(11)):
        county.take_down(sheet)
        county.take(case, "close", county.local("jingban"))
        county.decide(case)
    assert case.stage == "confirmed"
    form = Paper.objects.get(dossier=case.uuid, kind="D18").facts
    (police,) = (one for one in form["cocheck"]["departments"] if one["name"] == "公安")
    assert police["result"] == "无异常（户方提出异议，复核更正）"
    (letter,) = papers(told, "D10")
    assert letter.voided_on is None and len(papers(told, "D08")) == 2  # what was said stays said
