"""The demonstration county for tests of the engine with a database."""

import pytest

from tests.fixtures.county import settle
from workflows.procedures.intervention.rehearsal import Rehearsal


@pytest.fixture
def county(db: None) -> Rehearsal:
    """The first township of the demonstration county, with households in its villages."""
    settle()
    return Rehearsal(township=1)
