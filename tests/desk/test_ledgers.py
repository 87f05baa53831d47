"""台账 at the desk: a month's changes within the officer's area, and visits that are behind."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.desk.conftest import SignedIn, Walked, text
from tests.fixtures.county import household
from workflows.engine.door import start
from workflows.engine.models import Case
from workflows.engine.procedure import newest
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.registry.models import RegisterAccess
from workflows.workdays import clock

LIST = "/desk/ledgers/"
TODAY = date(2026, 6, 3)


@pytest.fixture
def death(county: Rehearsal) -> Case:
    """A death of April, entered in June."""
    head = household().members.get(relation="head")
    with clock.standing_at(TODAY):
        return start(
            newest("natural_change"), by=county.actor(county.local("jingban")),
            household=household(), command_id=uuid4(),
            answers={
                "what": "死亡", "member": head.pk, "happened_on": "2026-04-02", "proof": "注销证明",
            },
        )  # fmt: skip


def test_a_late_entry_stands_in_the_month_it_was_made_and_is_marked(
    death: Case, signed_in: SignedIn
) -> None:
    client = signed_in("zhen1_jingban")
    page = text(client.get(LIST, {"month": "2026-06"}))
    assert death.number in page and "补录" in page
    assert death.number not in text(client.get(LIST, {"month": "2026-04"}))
    assert death.number not in text(signed_in("zhen2_jingban").get(LIST, {"month": "2026-06"}))


def test_it_leaves_with_a_reason_and_from_the_hands_that_keep_it(
    death: Case, signed_in: SignedIn
) -> None:
    address = f"{LIST}?month=2026-06"
    assert signed_in("zhen1_jingban").post(address, {"reason": ""}).status_code == 422
    assert signed_in("zhen1_shenhe").post(address, {"reason": "月度汇总上报"}).status_code == 422
    assert signed_in("zhen1_jingban").post(address, {"reason": "月度汇总上报"}).status_code == 200
    assert RegisterAccess.objects.get().told == "2026-06自然增减台账1条"


def test_an_open_case_nobody_visited_lately_is_listed_until_somebody_has(
    walked: Walked, county: Rehearsal, signed_in: SignedIn
) -> None:
    """攀脱贫办发〔2020〕19号 二（一）：每月常态化对贫困人口逐户进行入户摸底监测."""
    case = walked("authorising")
    behind = "近一个月没有走访记录"
    client = signed_in("zhen1_jingban")
    assert behind in text(client.get(LIST))
    today = clock.today()
    visit = start(
        newest("visit"), by=county.actor(county.local("jingban")), household=case.household,
        command_id=uuid4(),
        answers={"planned_on": today, "visitor_kind": "县领导、帮扶单位主要领导"},
    )  # fmt: skip
    safe: dict[str, Any] = dict.fromkeys(
        ("food", "clothing", "education", "medical", "housing", "water"), "有保障"
    )
    county.take(
        visit, "record", county.local("jingban"), visited_on=today, visitors="郭承志",
        situation="情况稳定。", **safe,
    )  # fmt: skip
    page = text(client.get(LIST))
    assert behind not in page and '<span class="num">1</span> 次' in page


def test_the_page_takes_few_statements(
    death: Case, signed_in: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in("xian_jingban")
    with django_assert_max_num_queries(8):
        client.get(LIST, {"month": "2026-06"})
