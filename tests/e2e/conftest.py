"""An officer's browser in the demonstration county."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.e2e.officers import Desk
from tests.fixtures.county import settle
from workflows.engine.rehearsing import photo


@pytest.fixture
def desk(
    server: LiveServer, page: Page, accessible: Callable[[Page], None], tmp_path: Path
) -> Desk:
    """The desk over a county with households, and a photograph to upload."""
    settle()
    file = tmp_path / "board.jpg"
    file.write_bytes(photo().read())
    return Desk(page, server.url, accessible, file)
