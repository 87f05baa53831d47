"""The board beyond its own pages: feed, exported files, a portal's path and frame, the site's foot."""

import os
import subprocess
import sys
from datetime import timedelta
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings as of_this_run
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from django.test.utils import override_script_prefix
from pytest_django import DjangoAssertNumQueries, Settings

from documents.masking import mask_name
from documents.models import Paper
from tests.board.conftest import Village, text
from workflows.board.exporting import export
from workflows.workdays import clock

ATOM = "{http://www.w3.org/2005/Atom}"


def number_of(village: Village) -> str:
    return Paper.objects.get(dossier=village.sheet.uuid, kind="D12").number


def names(village: Village) -> set[str]:
    heads = {home.head_name for home in village.homes}
    return heads | {mask_name(head) for head in heads}


def feed_of(village: Village) -> str:
    return f"/village/{village.sheet.region}/feed/"


def test_the_feed_tells_number_and_dates_and_no_name(
    village: Village, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(feed_of(village))
    with django_assert_max_num_queries(3):
        response = client.get(feed_of(village))
    root = ElementTree.fromstring(response.content)  # noqa: S314 - our own writing
    entry = root.find(f"{ATOM}entry")
    assert entry is not None
    assert number_of(village) in str(entry.findtext(f"{ATOM}title"))
    assert "张贴中" in str(entry.findtext(f"{ATOM}summary"))
    assert not any(name in text(response) for name in names(village))


def test_the_feed_tells_the_outcome_afterwards(village: Village, client: Client) -> None:
    ready = village.sheet.tasks.get(closed_at=None).ready_on
    assert ready is not None
    with clock.standing_at(ready):
        assert "已结束" in text(client.get(feed_of(village)))


def test_a_draft_is_not_in_the_feed(drafted: Village, client: Client) -> None:
    assert "<entry>" not in text(client.get(feed_of(drafted)))


def test_the_exported_board_can_lie_anywhere_and_names_nobody(
    village: Village, tmp_path: Path, settings: Settings
) -> None:
    settings.BOARD_URL = "https://huan.example.cn"
    folder = tmp_path / "board"
    call_command("export_board", str(folder), stdout=StringIO())
    page = (folder / f"{village.sheet.region}.html").read_text()
    assert number_of(village) in page
    assert "张贴中" in page
    assert f"https://huan.example.cn/village/{village.sheet.region}/" in page
    written = "".join(file.read_text() for file in folder.iterdir())
    assert not any(name in written for name in names(village))
    assert 'href="/' not in written
    assert not list(folder.glob("*.new"))


def test_the_exported_board_is_brought_up_to_date(village: Village, tmp_path: Path) -> None:
    first = export(tmp_path)
    ready = village.sheet.tasks.get(closed_at=None).ready_on
    assert ready is not None
    with clock.standing_at(ready + timedelta(days=30)):
        assert export(tmp_path) == first
    assert "已结束" in (tmp_path / f"{village.sheet.region}.html").read_text()


def test_a_board_is_not_exported_into_a_file(tmp_path: Path, db: None) -> None:
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(CommandError, match="不是文件夹"):
        call_command("export_board", str(file))


def test_under_a_path_of_a_portal_every_link_stays_below_it(
    village: Village, client: Client
) -> None:
    with override_settings(FORCE_SCRIPT_NAME="/huan"), override_script_prefix("/huan/"):
        for address in ("/", f"/village/{village.sheet.region}/", village.address, "/check/"):
            page = text(client.get(address))
            assert 'href="/huan/' in page
            outside = page.replace('="/huan/', "").replace('="/static/', "")
            assert 'href="/' not in outside and 'action="/' not in outside, address


ASKED_BELOW_A_PATH = """
from io import BytesIO
from config.wsgi import application
def ask(path):
    about = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "SERVER_NAME": "localhost",
        "SERVER_PORT": "80", "wsgi.input": BytesIO(), "wsgi.url_scheme": "http"}
    told = []
    body = b"".join(application(about, lambda status, headers: told.append(status)))
    print(told[0], len(body), b"/huan/static/css/board.css" in body)
ask("/accessibility/")
ask("/static/css/board.css")
"""


def test_style_sheets_are_found_below_the_path_too() -> None:
    """In a process of its own: the path is read when the product starts."""
    below = {**os.environ, "SITE_PATH": "/huan", "DATABASE_URL": "sqlite:///:memory:"}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ASKED_BELOW_A_PATH],
        cwd=of_this_run.BASE_DIR, env=below, capture_output=True, text=True, check=True,
    )  # fmt: skip
    page, style = done.stdout.splitlines()
    assert page.startswith("200 OK") and page.endswith("True")
    assert style.startswith("200 OK")


@pytest.mark.parametrize("address", ["/", "/policy/", "/check/"])
def test_the_board_is_framed_by_the_portals_named_alone(
    client: Client, settings: Settings, address: str, county: object
) -> None:
    assert "frame-ancestors 'none'" in client.get(address)["Content-Security-Policy"]
    assert client.get(address)["X-Frame-Options"] == "DENY"
    settings.EMBEDDED_BY = ["https://www.example.gov.cn"]
    response = client.get(address)
    policy = response["Content-Security-Policy"]
    assert "frame-ancestors 'self' https://www.example.gov.cn" in policy
    assert "default-src 'self'" in policy
    assert "X-Frame-Options" not in response
    assert client.get("/desk/sign-in/")["X-Frame-Options"] == "DENY"


def test_the_numbers_of_the_site_stand_at_its_foot(
    client: Client, settings: Settings, db: None
) -> None:
    assert "ICP备" not in text(client.get("/policy/"))
    settings.ICP_NUMBER, settings.SITE_CODE = "示ICP备00000000号", "网站标识码3607990001"
    page = text(client.get("/policy/"))
    assert "示ICP备00000000号" in page
    assert "网站标识码3607990001" in page
