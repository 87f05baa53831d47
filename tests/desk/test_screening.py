"""重点人群 at the desk: proposed with a sentence, looked at by a person, one click from a clue."""

import re
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries

from tests.desk.conftest import SignedIn, text
from tests.fixtures.county import household
from workflows.registry.models import Household, RegisterAccess, ScreeningHit, ScreeningRun
from workflows.registry.screening.running import Screenings
from workflows.workdays import clock

LIST = "/desk/screening/"


@pytest.fixture
def screened(signed_in: SignedIn) -> ScreeningRun:
    """A run asked for at the desk and done by a worker; the first household has an earth house."""
    Household.objects.update(housing="brick")
    Household.objects.filter(pk=household().pk).update(housing="earth", only_house=True)
    with clock.standing_at(date(2026, 6, 1)):
        signed_in("xian_jingban").post(f"{LIST}run/")
        assert Screenings().work_one("w")
    return ScreeningRun.objects.get()


def test_a_township_reads_why_and_may_go_on_to_a_clue(
    screened: ScreeningRun, signed_in: SignedIn
) -> None:
    page = text(signed_in("zhen1_jingban").get(LIST, {"rule": "earth_house"}))
    assert household().head_name in page and "唯一住房是土坯房" in page
    assert "赣市扶攻字〔2019〕8号" in page
    opening = re.search(r'href="(/desk/register/clue/\?household=\d+)"', page)
    assert opening is not None
    assert household().head_name in text(signed_in("zhen1_jingban").get(opening[1]))


def test_the_next_township_does_not_see_it(screened: ScreeningRun, signed_in: SignedIn) -> None:
    page = text(signed_in("zhen2_jingban").get(LIST, {"rule": "earth_house"}))
    assert household().head_name not in page
    hit = ScreeningHit.objects.get(rule="earth_house")
    answer = signed_in("zhen2_jingban").post(f"{LIST}{hit.pk}/dismiss/", {"reason": "已改建"})
    assert answer.status_code == 404


def test_looked_at_and_found_well_it_is_listed_no_more(
    screened: ScreeningRun, signed_in: SignedIn
) -> None:
    client = signed_in("zhen1_jingban")
    hit = ScreeningHit.objects.get(rule="earth_house")
    client.post(f"{LIST}{hit.pk}/dismiss/", {"reason": ""})
    assert household().head_name in text(client.get(LIST, {"rule": "earth_house"}))
    client.post(f"{LIST}{hit.pk}/dismiss/", {"reason": "今年五月已改建为砖房"})
    assert household().head_name not in text(client.get(LIST, {"rule": "earth_house"}))


def test_the_list_leaves_with_a_reason_only(screened: ScreeningRun, signed_in: SignedIn) -> None:
    client = signed_in("zhen1_jingban")
    assert client.post(f"{LIST}export/", {"reason": ""}).status_code == 302
    answer = client.post(f"{LIST}export/", {"reason": "入户核查用", "rule": "earth_house"})
    assert answer.content.startswith(b"PK")
    assert RegisterAccess.objects.get().told == "重点人群1条"


@pytest.mark.parametrize("account", ["xian_shenji", "minzheng_lianluo"])
def test_audit_and_departments_do_not_read_it(account: str, signed_in: SignedIn) -> None:
    assert signed_in(account).get(LIST).status_code == 403


def test_the_page_takes_few_statements(
    screened: ScreeningRun,
    signed_in: SignedIn,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = signed_in("xian_jingban")
    with django_assert_max_num_queries(8):
        client.get(LIST)


def test_by_command_it_says_what_is_new(
    screened: ScreeningRun, capsys: pytest.CaptureFixture[str]
) -> None:
    with clock.standing_at(date(2026, 6, 2)):
        call_command("screen", "360799")
    assert "唯一住房是土坯房：1户，新增0，退出0" in capsys.readouterr().out
    for area, said in (("36079", "不是区划代码"), ("110101", "尚未载入")):
        with pytest.raises(CommandError, match=said):
            call_command("screen", area)
