"""From the county to one's own village, and the pages that only say something."""

import pytest
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from tests.board.conftest import text
from workflows.board.views import health
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.registry.models import Region


def test_the_first_page_lists_the_townships_of_the_county(
    county: Rehearsal, client: Client
) -> None:
    page = text(client.get("/"))
    for township in Region.objects.filter(level=4):
        assert f'href="/area/{township.code}/">{township.name}</a>' in page


def test_a_township_lists_its_villages(county: Rehearsal, client: Client) -> None:
    township = Region.objects.filter(level=4)[0]
    page = text(client.get(f"/area/{township.code}/"))
    villages = Region.objects.filter(level=5)
    own = [one for one in villages if one.code // 1000 == township.code // 1000]
    assert own
    for village in villages:
        assert (f"/village/{village.code}/" in page) is (village in own)


def test_a_village_is_found_by_a_part_of_its_name(county: Rehearsal, client: Client) -> None:
    village = Region.objects.filter(level=5)[0]
    page = text(client.get("/", {"q": village.name[:2]}))
    assert f"/village/{village.code}/" in page
    assert "没有找到" in text(client.get("/", {"q": "不存在的村"}))


def test_no_household_is_found_by_name(county: Rehearsal, client: Client) -> None:
    from workflows.registry.models import Household

    home = Household.objects.all()[0]
    page = text(client.get("/", {"q": home.head_name}))
    assert "没有找到" in page
    assert home.number not in page


@pytest.mark.parametrize(
    "address", ["/area/1/", "/area/360799100200/", "/village/1/", "/village/360799100000/"]
)
def test_a_place_that_is_none_is_not_found(county: Rehearsal, client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_finding_a_village_costs_two_statements(
    county: Rehearsal, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(2):
        client.get("/")
    with django_assert_max_num_queries(1):
        client.get("/", {"q": "村"})


def test_the_telephone_numbers_can_be_dialled(county: Rehearsal, client: Client) -> None:
    page = text(client.get("/contact/"))
    assert "示例县云桥镇人民政府" in page
    assert 'href="tel:' in page
    assert "民政局" not in page  # departments answer officers, not villagers


@pytest.mark.parametrize("address", ["/accessibility/", "/source/", "/check/"])
def test_pages_that_only_say_something_cost_no_statement(
    client: Client, address: str, django_assert_max_num_queries: DjangoAssertNumQueries, db: None
) -> None:
    with django_assert_max_num_queries(0):
        assert client.get(address).status_code == 200


def test_the_leaflet_says_what_the_tables_and_the_pack_say(
    county: Rehearsal, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(1):
        page = text(client.get("/policy/"))
    for part in ("入户核查", "部门协查", "公示公告", "审批建档"):
        assert f"<strong>{part}</strong>" in page
    assert "全程不超过15日" in page
    assert "不少于5日" in page
    assert "赣市扶攻字〔2019〕8号 四（二）2" in page
    assert "低保渐退" in page


def test_a_process_lives_whatever_is_down(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, db: None
) -> None:
    with django_assert_max_num_queries(0):
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")


def test_a_site_is_ready_when_a_step_could_be_taken(
    client: Client, settings: Settings, db: None
) -> None:
    ready = client.get("/readyz")
    assert (ready.status_code, ready.content) == (200, b"ok")
    settings.FREE_MB = 10**9
    full = client.get("/readyz")
    assert (full.status_code, full.content) == (503, b"disk")


def test_a_site_whose_database_is_behind_is_not_ready(client: Client, db: None) -> None:
    health._up_to_date.cache_clear()
    recorder = MigrationRecorder(connection)
    (newest,) = MigrationExecutor(connection).loader.graph.leaf_nodes("workflows")
    recorder.record_unapplied(*newest)
    behind = client.get("/readyz")
    assert (behind.status_code, behind.content) == (503, b"migrations")
    recorder.record_applied(*newest)
    assert client.get("/readyz").status_code == 200


def test_a_site_without_its_database_says_so_in_one_word(
    client: Client, monkeypatch: pytest.MonkeyPatch, db: None
) -> None:
    def gone(*_: object) -> None:
        raise OperationalError("connection to server at 10.0.0.5 failed: password 'x'")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", gone)
        down = client.get("/readyz")
    assert (down.status_code, down.content) == (503, b"database")


def test_large_type_travels_along_every_link(county: Rehearsal, client: Client) -> None:
    plain, large = text(client.get("/")), text(client.get("/?big=1"))
    assert 'class="big"' not in plain
    assert 'href="/?big=1">大字版' in plain
    assert 'class="big"' in large
    assert 'href="/">普通版' in large
    township = Region.objects.filter(level=4)[0]
    assert f'href="/area/{township.code}/?big=1"' in large
    assert 'name="big" value="1"' in large


def test_large_type_keeps_what_was_asked(client: Client, db: None) -> None:
    page = text(client.get("/check/?code=ABCD&big=1"))
    assert 'href="/check/?code=ABCD">普通版' in page


def test_reading_the_board_leaves_no_cookie(county: Rehearsal, client: Client) -> None:
    for address in ("/", "/?big=1", "/policy/", "/contact/", "/check/"):
        assert not client.get(address).cookies, address
