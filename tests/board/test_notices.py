"""公示栏: what hangs, what it shows, and what is left when it is over."""

from datetime import timedelta

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from documents.masking import mask_name
from tests.board.conftest import Village, text
from workflows.workdays import clock

FIFTEEN_KILOBYTES = 15 * 1024


def board_of(village: Village) -> str:
    return f"/village/{village.sheet.region}/"


def test_the_board_names_the_notice_and_the_days_left(village: Village, client: Client) -> None:
    page = text(client.get(board_of(village)))
    assert f'href="{village.address}"' in page
    assert "天可以提出不同意见" in page
    for home in village.homes:
        assert home.head_name not in page


def test_a_draft_does_not_hang(drafted: Village, client: Client) -> None:
    assert "目前没有公示" in text(client.get(board_of(drafted)))
    assert client.get(drafted.address).status_code == 404


def test_the_neighbouring_board_does_not_show_it(village: Village, client: Client) -> None:
    other = village.sheet.region + 1
    assert village.address not in text(client.get(f"/village/{other}/"))


def test_a_notice_opens_with_may_i_object_until_when_and_how(
    village: Village, client: Client
) -> None:
    page = text(client.get(village.address))
    assert page.index("能提不同意见") < page.index("名单（2 户）")
    task = village.sheet.tasks.get(closed_at=None)
    assert task.ready_on is not None
    last = task.ready_on - timedelta(days=1)
    assert f"到{last:%-m月%-d日}24时止" in page
    assert f'href="{village.address}object/"' in page
    assert 'href="tel:' in page


def test_the_online_copy_shows_masked_names_and_nothing_personal(
    village: Village, client: Client
) -> None:
    page = text(client.get(village.address))
    for home in village.homes:
        assert mask_name(home.head_name) in page
        assert home.head_name not in page
        assert home.group_name in page
        for member in home.members.all():
            assert not member.id_number or member.id_number not in page
            assert not member.phone or member.phone not in page
    for word in ("因病", "住院", "16800", "9000"):
        assert word not in page


def test_a_withdrawn_household_leaves_the_online_list(village: Village, client: Client) -> None:
    gone, stays = village.cases
    village.county.take(gone, "withdraw", "zhen1_jingban", statement="家中已有人照料。")
    page = text(client.get(village.address))
    assert "名单（1 户）" in page
    assert stays.household is not None
    assert mask_name(stays.household.head_name) in page


def test_after_the_last_day_only_a_stub_is_left(village: Village, client: Client) -> None:
    task = village.sheet.tasks.get(closed_at=None)
    assert task.ready_on is not None
    with clock.standing_at(task.ready_on - timedelta(days=1)):
        assert client.get(village.address).status_code == 200
    with clock.standing_at(task.ready_on):
        response = client.get(village.address)
        assert "目前没有公示" in text(client.get(board_of(village)))
    assert response.status_code == 410
    page = text(response)
    assert "公示已结束" in page
    for home in village.homes:
        assert home.head_name not in page
        assert mask_name(home.head_name) not in page


def test_a_notice_that_everybody_left_says_withdrawn_without_a_reason(
    village: Village, client: Client
) -> None:
    for case in village.cases:
        village.county.take(case, "withdraw", "zhen1_jingban", statement="家中已有人照料。")
    response = client.get(village.address)
    assert response.status_code == 410
    assert "因故撤下" in text(response)
    assert "照料" not in text(response)


def test_lost_days_are_added_to_the_last_day(village: Village, client: Client) -> None:
    from workflows.procedures.intervention.rehearsal import photo

    before = village.sheet.tasks.get(closed_at=None).ready_on
    files = {"mishap_photo": photo()}
    account = village.county.village(village.sheet)
    village.county.take(village.sheet, "mishap", account, files=files, days_lost=2)
    after = village.sheet.tasks.get(closed_at=None).ready_on
    assert before is not None and after is not None
    assert after >= before + timedelta(days=2)
    last = after - timedelta(days=1)
    assert f"到{last:%-m月%-d日}24时止" in text(client.get(village.address))


def test_a_result_is_announced_without_inviting_objections(
    village: Village, client: Client
) -> None:
    county, case = village.county, village.cases[0]
    ready = village.sheet.tasks.get(closed_at=None).ready_on
    assert ready is not None
    with clock.standing_at(ready):
        county.take_down(village.sheet)
        county.take(case, "close", "zhen1_jingban")
        county.decide(case)
        sheet = county.announce(case)
        page = text(client.get(f"/notice/{sheet.uuid}/"))
        assert client.get(f"/notice/{sheet.uuid}/object/")["Location"] == f"/notice/{sheet.uuid}/"
    assert "这是审批结果的公告" in page
    assert "我有不同意见" not in page


def test_a_board_costs_three_statements_and_stays_small(
    village: Village, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(board_of(village))
    with django_assert_max_num_queries(3):
        response = client.get(board_of(village))
    assert len(response.content) + _style() <= FIFTEEN_KILOBYTES
    assert response["Cache-Control"] == "public, max-age=60"
    assert not response.cookies


def test_a_notice_stays_small_and_sets_no_cookie(
    village: Village, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(village.address)
    with django_assert_max_num_queries(3):
        response = client.get(village.address)
    assert len(response.content) + _style() <= FIFTEEN_KILOBYTES
    assert not response.cookies
    assert '<meta name="robots" content="noindex">' in text(response)


def test_an_address_that_was_never_given_out_is_not_found(village: Village, client: Client) -> None:
    assert client.get(f"/notice/{village.cases[0].uuid}/").status_code == 404


def _style() -> int:
    from pathlib import Path

    from django.conf import settings

    static = Path(settings.BASE_DIR) / "static"
    return sum((static / name).stat().st_size for name in ("css/board.css", "js/aloud.js"))


def test_a_slip_that_tells_who_left_does_not_take_the_place_of_the_notice(
    village: Village, client: Client
) -> None:
    """D12-W is posted beside the notice: the others stay listed, and the number is the notice's."""
    number = village.sheet.papers.get(paper__kind="D12").paper.number
    village.county.take(village.cases[0], "withdraw", "zhen1_jingban", statement="有人照料。")
    village.sheet.refresh_from_db()
    village.county.take(village.sheet, "tell", "zhen1_jingban")
    page = text(client.get(village.address))
    assert mask_name(village.homes[1].head_name) in page
    assert mask_name(village.homes[0].head_name) not in page
    assert "第 1 户因故撤下，其余各户的公示继续有效" in page
    assert number in page
    assert number in text(client.get(f"/village/{village.sheet.region}/feed/"))
