"""A demonstration county whose households draw dibao at a known standard."""

from __future__ import annotations

from datetime import date

import pytest

from tests.fixtures.county import household, settle
from workflows.procedures.phase_out.rehearsal import PhaseOutCast, entitle, standardise
from workflows.registry.models import Household

SINCE = date(2025, 1, 1)


@pytest.fixture
def cast(db: None) -> PhaseOutCast:
    """The officers of the first township and of civil affairs; the standard is 632 yuan."""
    settle()
    standardise(household().village_id, SINCE)
    return PhaseOutCast(township=1)


@pytest.fixture
def home(cast: PhaseOutCast) -> Household:
    """A carded household of three drawing 313 yuan a month, one of them owed a supplement."""
    found = household()
    Household.objects.filter(pk=found.pk).update(carded=True)
    found.refresh_from_db()
    entitle(found, SINCE)
    return found
