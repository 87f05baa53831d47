"""The demonstration county for the counting of statements."""

import pytest

from tests.fixtures.county import settle
from workflows.procedures.intervention.rehearsal import Rehearsal


@pytest.fixture
def county(db: None) -> Rehearsal:
    """The demonstration county with a few households."""
    settle()
    return Rehearsal(township=1)
