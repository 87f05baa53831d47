"""核对: the page compares, it never calls a paper genuine."""

from datetime import timedelta

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from documents import check_codes
from documents.models import Paper
from tests.board.conftest import Village, text
from workflows.workdays import clock


def poster_of(village: Village) -> Paper:
    return Paper.objects.get(dossier=village.sheet.uuid, kind="D12")


def ask(client: Client, typed: str) -> str:
    return text(client.get("/check/", {"code": typed}))


def test_a_poster_that_hangs_is_to_be_compared_line_by_line(
    village: Village, client: Client
) -> None:
    poster = poster_of(village)
    for typed in (check_codes.grouped(poster.check_code), poster.number):
        page = ask(client, typed)
        assert "请逐项核对" in page
        assert "2 户" in page
        assert f'href="{village.address}"' in page
        assert "演示样稿，无效" in page


def test_the_address_in_a_qr_code_answers_too(village: Village, client: Client) -> None:
    code = poster_of(village).check_code
    assert "请逐项核对" in text(client.get(f"/check/{code}/"))


def test_no_answer_calls_a_paper_genuine(village: Village, client: Client) -> None:
    page = ask(client, poster_of(village).check_code)
    for word in ("真实有效", "验证通过", "此件为真", "验真"):
        assert word not in page


def test_a_poster_that_is_over_is_taken_down(village: Village, client: Client) -> None:
    ready = village.sheet.tasks.get(closed_at=None).ready_on
    assert ready is not None
    with clock.standing_at(ready + timedelta(days=1)):
        page = ask(client, poster_of(village).check_code)
    assert "已撤下" in page
    assert village.address not in page


def test_a_number_that_is_none_is_told_so(village: Village, client: Client) -> None:
    assert "查无此号" in ask(client, "ABCDEFGHJKMN")
    assert "查无此号" in ask(client, "示云府公〔2019〕999号")


def test_a_letter_answers_to_its_code_and_names_nobody(village: Village, client: Client) -> None:
    letter = Paper.objects.get(dossier=village.cases[0].uuid, kind="D03")
    page = ask(client, letter.check_code)
    assert letter.title in page
    assert village.homes[0].head_name not in page


def test_a_check_costs_few_statements(
    village: Village, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    code = poster_of(village).check_code
    ask(client, code)
    with django_assert_max_num_queries(3):
        ask(client, code)
