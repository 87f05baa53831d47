"""What holds of every page: no inline style or script, one heading, a title, a language."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.desk.conftest import SignedIn, Walked, text
from workflows.procedures.intervention.rehearsal import Rehearsal

TEMPLATES = sorted(
    path
    for path in (Path(settings.BASE_DIR) / "templates").rglob("*.html")
    if "papers" not in path.relative_to(settings.BASE_DIR).parts
)
INLINE = re.compile(
    r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE
)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_inline_style_or_script(path: Path) -> None:
    assert INLINE.findall(path.read_text()) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_partial_begins_with_an_underscore_and_says_what_it_takes(path: Path) -> None:
    words = path.read_text()
    whole = "<html" in words or "{% extends" in words
    of_django = "django" in path.parts
    assert whole is not path.name.startswith("_") or of_django
    assert not path.name.startswith("_") or of_django or "{% comment %}" in words


def test_every_page_forbids_what_does_not_come_from_this_site(client: Client, db: None) -> None:
    policy = client.get("/policy/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "base-uri 'none'" in policy
    assert "unsafe" not in policy


def addresses(case: object) -> list[str]:
    return [
        "/desk/",
        "/desk/register/",
        "/desk/register/clue/?new=1",
        "/desk/notices/",
        "/desk/account/",
        "/desk/account/password/",
        f"/desk/case/{case}/",
        f"/desk/case/{case}/step/begin/",
    ]


def test_every_page_has_a_language_a_title_one_heading_and_a_way_past_the_head(
    county: Rehearsal, walked: Walked, signed_in: SignedIn
) -> None:
    client = signed_in("zhen1_jingban")
    for address in addresses(walked("authorising").uuid):
        page = text(client.get(address))
        assert '<html lang="zh-Hans"' in page, address
        assert re.search(r"<title>[^<]+ - 防贫监测</title>", page), address
        assert page.count("<h1") == 1, address
        assert 'class="skip" href="#main"' in page, address
        assert not INLINE.search(page), address
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert len(ids) == len(set(ids)), address


def test_every_field_has_a_label(signed_in: SignedIn) -> None:
    page = text(signed_in("zhen1_jingban").get("/desk/register/clue/?new=1"))
    fields = re.findall(
        r'<(?:input|select|textarea)(?![^>]*type="hidden")[^>]*\sid="([^"]+)"', page
    )
    labels = set(re.findall(r'<label[^>]*\sfor="([^"]+)"', page))
    assert len(fields) > 20
    assert set(fields) <= labels


def test_an_officers_page_stays_small(walked: Walked, signed_in: SignedIn) -> None:
    case = walked("deciding")
    page = signed_in("xian_shenpi").get(f"/desk/case/{case.uuid}/")
    assert len(page.content) <= 30_000


def test_the_style_sheets_stay_small() -> None:
    static = Path(settings.BASE_DIR) / "static"
    assert (static / "css" / "desk.css").stat().st_size <= 24_000
    assert (static / "css" / "board.css").stat().st_size <= 7_000
    assert (static / "js" / "desk.js").stat().st_size <= 4_000
