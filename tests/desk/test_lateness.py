"""督办: what is overdue, whose it is, and whom it was mentioned to."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.desk.conftest import SignedIn, text
from tests.fixtures.county import household
from workflows.engine.models import Case
from workflows.engine.reminders import Reminders
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock

LATE = date(2026, 7, 1)


@pytest.fixture
def late(county: Rehearsal) -> Case:
    """A clue of the first township, overdue by weeks, and one of the second."""
    with clock.standing_at(LATE - timedelta(days=30)):
        Rehearsal(township=2).warn(household(township=2))
        case = county.warn(household())
    kind = Reminders()
    with clock.standing_at(LATE):
        while kind.work_one("w"):
            pass
    return case


def test_the_county_sees_every_unit_with_its_oldest(late: Case, signed_in: SignedIn) -> None:
    with clock.standing_at(LATE):
        page = text(signed_in("xian_jingban").get("/desk/late/"))
    assert page.count("乡镇经办") == 2
    assert page.index("各单位逾期待办") < page.index(
        late.household.head_name if late.household else ""
    )
    assert "7月1日督办：刘春生、张晓琳、黄志高" in page


def test_a_township_sees_its_own_only(late: Case, signed_in: SignedIn) -> None:
    with clock.standing_at(LATE):
        page = text(signed_in("zhen1_shenhe").get("/desk/late/"))
        assert page.count("乡镇经办") == 1
        assert signed_in("zhen1_jingban").get("/desk/late/").status_code == 403


def test_nothing_late_says_so(county: Rehearsal, signed_in: SignedIn) -> None:
    county.warn(household())
    assert "没有逾期的待办" in text(signed_in("xian_shenji").get("/desk/late/"))


def test_a_long_list_costs_no_more_statements(
    county: Rehearsal, signed_in: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with clock.standing_at(LATE - timedelta(days=30)):
        for nth in range(8):
            county.warn(household(nth=nth))
    client = signed_in("xian_jingban")
    with clock.standing_at(LATE), django_assert_max_num_queries(11):
        client.get("/desk/late/")
