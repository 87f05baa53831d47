"""Acceptance scenarios in two windows: what the villager sees while the office works."""

from datetime import timedelta
from typing import Any

from django.test import Client

from tests.board.conftest import Village, text
from tests.board.test_objection import lodge, objection_in, receipt
from workflows.access.models import Officer
from workflows.workdays import clock

CLERK, SECOND, REVIEWER = "zhen1_jingban", "zhen1_jingban2", "zhen1_shenhe"


def told(client: Client, slip: tuple[str, str]) -> str:
    return text(client.post("/progress/", {"code": slip[0], "pin": slip[1]}))


def looked_into(village: Village, found: str) -> None:
    objection = objection_in(village)
    village.county.take(objection, "accept", CLERK)
    village.county.take(objection, "report", CLERK, found=found)


def test_an_anonymous_objection_is_dismissed_and_the_case_goes_on(
    village: Village, client: Client
) -> None:
    """Scenario 3: investigated by other persons, dismissed, no new notice."""
    slip = receipt(lodge(client, village))
    looked_into(village, "查无车辆登记。")
    assert "正在查" not in told(client, slip)
    village.county.take(objection_in(village), "dismiss", REVIEWER, answer="名下没有车辆。")
    assert "已经查清：不成立。" in told(client, slip)
    assert "名单（2 户）" in text(client.get(village.address))
    ready = village.sheet.tasks.get(closed_at=None).ready_on
    assert ready is not None
    with clock.standing_at(ready):
        village.county.take_down(village.sheet)
        village.county.take(village.cases[0], "close", CLERK)
    assert village.cases[0].stage == "township"


def test_a_named_objection_changes_the_number_of_persons_and_the_notice_is_posted_again(
    village: Village, client: Client
) -> None:
    """Scenario 4: full days anew, the objector answered, unknown to village staff."""
    slip = receipt(lodge(client, village, objector="李保密", contact="0797-0000009"))
    looked_into(village, "实际共同生活四人。")
    answers: dict[str, Any] = {"answer": "人口已更正为四人，重新公示。", "persons": 4}
    village.county.take(objection_in(village), "accept_part", REVIEWER, **answers)
    assert "人口已更正为四人，重新公示。" in told(client, slip)
    assert "名单（1 户）" in text(client.get(village.address))
    case = village.cases[0]
    case.refresh_from_db()
    again = village.county.sheet(case, "notice")
    assert again.pk != village.sheet.pk
    with clock.standing_at(clock.today() + timedelta(days=1)):
        village.county.post(again)
        page = text(client.get(f"/notice/{again.uuid}/"))
    assert "，4 人" in page
    assert "还有 5 天" in page or "还有 6 天" in page or "还有 7 天" in page
    staff = Client()
    staff.force_login(Officer.objects.get(username=village.county.village(village.sheet)))
    for address in (f"/desk/case/{case.uuid}/", "/desk/", "/desk/notices/"):
        assert "李保密" not in text(staff.get(address))


def test_an_objection_that_is_upheld_takes_the_household_off_the_notice_alone(
    village: Village, client: Client
) -> None:
    """Scenario 5, as far as the village sees it: struck, the others stay, no reason is shown."""
    slip = receipt(lodge(client, village))
    looked_into(village, "名下有小汽车一辆。")
    village.county.take(objection_in(village), "uphold", REVIEWER, answer="属实，另派人核查。")
    assert "已经查清：成立，另派人重新核查。" in told(client, slip)
    page = text(client.get(village.address))
    assert "名单（1 户）" in page
    assert "汽车" not in page
    village.cases[0].refresh_from_db()
    assert village.cases[0].stage == "household_check"


def test_a_household_that_withdraws_is_taken_down_without_a_reason(
    village: Village, client: Client
) -> None:
    """Scenario 24: 因故撤下."""
    for case in village.cases:
        village.county.take(case, "withdraw", CLERK, statement="家中已有人照料。")
    response = client.get(village.address)
    assert response.status_code == 410
    assert "因故撤下" in text(response)
    assert "照料" not in text(response)
    feed = text(client.get(f"/village/{village.sheet.region}/feed/"))
    assert "因故撤下" in feed
    assert "照料" not in feed
