"""The demonstration county, and an installation that the doctor finds nothing wrong with."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from documents import owed
from documents.rendering import font_setup
from tests.fixtures.county import settle
from workflows.management.doctor.equipment import FACES
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock


@pytest.fixture
def fonts(settings: Settings, tmp_path: Path) -> Path:
    """A folder with every private face, which the doctor looks for by name."""
    folder = tmp_path / "fonts"
    folder.mkdir()
    for name in (*FACES, "fonts.conf"):
        (folder / name).touch()
    (folder / font_setup.RECIPE).write_text(font_setup.recipe(folder, None), encoding="ascii")
    settings.FONTS_DIR = folder
    return folder


@pytest.fixture
def installation(db: None, fonts: Path) -> Iterator[Rehearsal]:
    """A county at work on 1 June 2026: officers, households, fonts, a worker."""
    settle()
    owed.sign_in("worker")
    with clock.standing_at(date(2026, 6, 1)):
        yield Rehearsal(township=1)
