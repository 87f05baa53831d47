"""The gallery shows every kind of paper of the product, and no web process makes it."""

import os
import subprocess
import sys
from pathlib import Path

import page
import pytest
from pytest_django import Settings

from documents import gallery
from documents.gallery import SamplePrinting
from documents.kinds import Kind
from documents.press import Press
from tests.documents import presses


@pytest.fixture
def two_kinds(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> None:
    """Two kinds of the product, in a store of their own."""
    monkeypatch.setattr("documents.kinds._registered", {})
    settings.FILES_ROOT = tmp_path
    Kind("D21", "防贫干预对象确认告知书", "household", "redhead")
    Kind("D50", "送达回证", "household", "form")


def test_a_worker_makes_the_samples_that_are_missing_and_then_rests(two_kinds: None) -> None:
    printing = SamplePrinting(Press(presses.plain))
    assert (gallery.made("D21"), printing.waiting()) == (None, 2)
    assert [printing.work_one("甲") for _ in range(3)] == [True, True, False]
    printing.close()
    assert (gallery.made("D21") or b"").startswith(b"%PDF")
    assert printing.waiting() == 0


def test_a_sample_that_cannot_be_made_is_given_up_and_the_others_are_made(two_kinds: None) -> None:
    printing = SamplePrinting(Press(presses.lack_a_glyph))
    assert [printing.work_one("甲") for _ in range(3)] == [True, True, False]
    printing.close()
    assert gallery.made("D21") is None
    assert printing.waiting() == 0


def test_a_changed_template_makes_the_sample_anew(
    two_kinds: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    printing = SamplePrinting(Press(presses.plain))
    while printing.work_one("甲"):
        pass
    monkeypatch.setattr(gallery, "_templates", lambda: "changed")
    assert printing.waiting() == 2
    while printing.work_one("甲"):
        pass
    printing.close()
    folder = gallery._place("D21").parent
    assert sorted(path.name for path in folder.iterdir()) == ["D21-changed.pdf", "D50-changed.pdf"]


@pytest.mark.slow
def test_every_kind_of_the_product_has_a_sample_that_passes_the_checkers(tmp_path: Path) -> None:
    """In a process of its own, which knows the product's kinds alone, with their real layouts."""
    command = [sys.executable, "manage.py", "gallery", str(tmp_path)]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    told = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    made = sorted(tmp_path.glob("*.pdf"))
    assert len(made) == len(told.stdout.splitlines()) >= 19
    flaws = {
        f"{path.stem} {profile}": [str(flaw) for flaw in found]
        for path in made
        for profile in ("3a", "ua1")
        if (found := page.validate_pdf_bytes(path.read_bytes(), profile=profile).failures)
    }
    assert flaws == {}


def test_one_kind_may_be_asked_for(tmp_path: Path) -> None:
    command = [sys.executable, "manage.py", "gallery", str(tmp_path), "--kind", "D50"]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    subprocess.run(command, env=environment, check=True, capture_output=True)
    assert [path.name for path in tmp_path.iterdir()] == ["D50.pdf"]


def test_no_web_process_loads_the_typesetter() -> None:
    """Its import costs 0.7 s and 60 MB; a page that shows papers only streams files."""
    loading = (
        "import django, sys; django.setup(); import config.urls, config.wsgi;"
        "from django.urls import get_resolver; get_resolver().url_patterns;"
        "print('weasyprint' in sys.modules)"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    command = [sys.executable, "-c", loading]
    told = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    assert told.stdout.strip() == "False"
