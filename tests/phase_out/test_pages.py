"""What officers and villagers see of phase-outs, and what it costs."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from tests.phase_out.walks import granted, month, pay
from workflows.access.models import Officer
from workflows.engine.models import Case
from workflows.procedures.phase_out.rehearsal import HANDLER, PAYER, PhaseOutCast
from workflows.registry.models import Household, Member
from workflows.workdays import clock


@pytest.fixture
def case(cast: PhaseOutCast, home: Household) -> Case:
    return granted(cast, home)


def as_(account: str) -> Client:
    client = Client()
    client.force_login(Officer.objects.get(username=account))
    return client


def page(account: str, address: str) -> str:
    with clock.standing_at(month(1)):
        return as_(account).get(address).content.decode()


def test_the_list_says_what_is_left_by_month_of_end(case: Case, home: Household) -> None:
    shown = page("zhen1_jingban", reverse("desk:phase_outs"))
    assert "2027年3月末期满（剩余6个月）：1 户" in shown
    assert home.head_name in shown


@pytest.mark.parametrize(
    ("account", "status"),
    [("minzheng_shenpi", 200), ("zhen2_jingban", 200), ("zhen1_cun1", 403)],
)
def test_the_list_ends_at_the_officers_area(case: Case, account: str, status: int) -> None:
    answer = as_(account).get(reverse("desk:phase_outs"))
    assert answer.status_code == status
    assert (case.number in answer.content.decode()) == (account == "minzheng_shenpi")


def test_a_list_of_many_costs_as_little_as_of_one(
    case: Case, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = as_("minzheng_shenpi")
    with django_assert_max_num_queries(10):
        client.get(reverse("desk:phase_outs"))


def test_the_case_shows_plan_chart_criteria_and_history(cast: PhaseOutCast, case: Case) -> None:
    pay(cast, case, 1)
    shown = page("zhen1_jingban", reverse("desk:case", args=[case.uuid]))
    for words in ("渐退条件核算", "户籍册登记为建档立卡户", "渐退金计划（逐月等额递减", "260.83",
                  "已发放（10月5日）", "低保享受记录", "自2026年10月：低保渐退"):  # fmt: skip
        assert words in shown
    assert shown.count("<rect") == 6
    assert "style=" not in shown


def test_the_step_page_of_registering_is_there(cast: PhaseOutCast, home: Household) -> None:
    address = reverse("desk:register_for", args=["phase_out"]) + f"?household={home.pk}"
    assert "发现途径" in page("zhen1_jingban", address)


def test_the_months_list_is_a_workbook_for_the_bank(
    cast: PhaseOutCast, case: Case, home: Household
) -> None:
    with clock.standing_at(month(1)):
        pay_list = cast.run(case)
        assert pay_list is not None
        address = reverse("desk:workbook", args=[pay_list.uuid])
        answer = as_(PAYER).get(address)
        for account in ("zhen1_jingban", "xian_jingban", HANDLER):
            assert as_(account).get(address).status_code == 403
        assert as_("xian_shenpi").get(address).status_code == 404
    table = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0)
    row = table.to_python()[1]
    head = Member.objects.get(household=home, relation="head")
    assert row[1:3] == [home.head_name, head.id_number]
    shown = page(PAYER, reverse("desk:case", args=[pay_list.uuid]))
    assert "生成时合计 439.40 元" in shown and home.head_name in shown


def test_the_board_shows_name_persons_amount_and_nothing_else(
    cast: PhaseOutCast, case: Case, home: Household
) -> None:
    with clock.standing_at(date(2026, 9, 23)):
        sheet = cast.announce(case)
        shown = Client().get(reverse("board:notice", args=[sheet.uuid])).content.decode()
    assert "3 人，每月 439.40 元" in shown
    assert home.group_name not in shown
    for words in (home.head_name, home.number, case.number, "就业"):
        assert words not in shown
