"""What ./run does before it starts the product."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from documents.rendering import font_setup, fonts
from tests.fixtures.databases import OwnDatabase
from workflows.access.models import Officer
from workflows.management.commands.demo import COUNTY, REGIONS
from workflows.registry.loading import load_regions
from workflows.registry.models import Household
from workflows.registry.population import populate


@pytest.fixture(autouse=True)
def fonts_are_there(settings: Settings, tmp_path: Path) -> None:
    """Cutting fonts has tests of its own."""
    settings.FONTS_DIR = tmp_path
    (tmp_path / fonts.CONFIGURATION).touch()
    (tmp_path / font_setup.RECIPE).write_text(font_setup.recipe(tmp_path, None), encoding="ascii")


def prepare() -> str:
    """Run the command; returns what it says."""
    said = io.StringIO()
    call_command("prepare", stdout=said)
    return said.getvalue()


def test_a_real_site_gets_no_invented_people(own_database: OwnDatabase, settings: Settings) -> None:
    """Tables and fonts only."""
    settings.DEMO = False
    assert prepare() == ""
    assert not Officer.objects.exists()
    assert not Household.objects.exists()


def test_a_demo_that_has_people_only_lists_its_accounts(
    own_database: OwnDatabase, settings: Settings
) -> None:
    """The second ./run changes nothing."""
    settings.DEMO = True
    load_regions(REGIONS)
    populate(COUNTY, 1, 1)
    first = prepare()
    assert "县级审批" in first
    assert prepare() == first
    assert Household.objects.count() == 1
