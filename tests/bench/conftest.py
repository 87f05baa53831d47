"""The demonstration county for the counting of statements."""

import pytest

from tests.fixtures.county import settle


@pytest.fixture
def county(db: None) -> None:
    """The demonstration county with a few households."""
    settle()
