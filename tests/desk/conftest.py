"""The demonstration county with officers who sign in, and cases walked to where a test needs them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.fixtures.county import household, settle
from workflows.access.models import Officer
from workflows.engine.models import Case
from workflows.procedures.intervention.demonstration import walk
from workflows.procedures.intervention.rehearsal import Rehearsal

SignedIn = Callable[[str], Client]
Walked = Callable[..., Case]


@pytest.fixture
def county(db: None) -> Rehearsal:
    """The first township of the demonstration county, with households in its villages."""
    settle()
    return Rehearsal(township=1)


@pytest.fixture
def signed_in(county: Rehearsal) -> SignedIn:
    """`signed_in("zhen1_jingban")`: a browser in which that officer has signed in."""

    def enter(account: str) -> Client:
        client = Client()
        client.force_login(Officer.objects.get(username=account))
        return client

    return enter


@pytest.fixture
def walked(county: Rehearsal) -> Walked:
    """`walked("deciding")`: a household's main case taken as far as that; `nth` picks the household."""

    def walk_to(reached: str, nth: int = 0) -> Case:
        home = household(nth=nth)
        walk(county, home, reached)
        kind = "clue" if reached == "clue" else "intervention"
        return Case.objects.get(household=home, procedure=kind, parent=None)

    return walk_to


def text(response: Any) -> str:
    """The page as text."""
    return str(response.content, "utf-8")


def hidden(response: Any) -> dict[str, str]:
    """The hidden fields of a step's form: what was seen, and the command's id."""
    found = re.findall(r'<input type="hidden"\s+name="(\w+)"\s+value="([^"]*)"', text(response))
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}
