"""A village with a posted notice, read by somebody who never signs in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from tests.fixtures.again import once
from tests.fixtures.county import household, settle
from workflows.engine.models import Case
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.registry.models import Household


@dataclass
class Village:
    """Two households of one village on one posted notice."""

    county: Rehearsal
    cases: list[Case]
    sheet: Case

    @property
    def homes(self) -> list[Household]:
        """The households, in the order they stand on the notice."""
        return [case.household for case in self.cases if case.household]

    @property
    def address(self) -> str:
        return f"/notice/{self.sheet.uuid}/"


@pytest.fixture
def county(db: None) -> Rehearsal:
    """The first township of the demonstration county, with households in its villages."""
    settle()
    return Rehearsal(township=1)


@pytest.fixture
def drafted(db: None) -> Village:
    """Two households of a village agreed upon; the notice is not posted yet."""
    return once("drafted", _drafted)


@pytest.fixture
def village(db: None) -> Village:
    """The notice posted today."""
    return once("posted", _posted)


def _drafted() -> Village:
    settle()
    county = Rehearsal(township=1)
    first = household()
    others = Household.objects.filter(village=first.village_id).exclude(pk=first.pk)
    cases = []
    for home in (first, others.order_by("pk")[0]):
        case = county.accept(county.warn(home))
        county.authorise(case)
        county.check(case)
        county.co_check(case)
        cases.append(case)
        sheet = county.agree(case)
    return Village(county, cases, sheet)


def _posted() -> Village:
    found = _drafted()
    found.county.post(found.sheet)
    return found


Objecting = Callable[..., Any]


def text(response: Any) -> str:
    """The page as text."""
    return str(response.content, "utf-8")
