"""The demonstration county, and a place for the figures that a test reaches."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from tests.fixtures.county import settle
from workflows.procedures.intervention.rehearsal import Rehearsal

Figure = Callable[[str, float], None]


@pytest.fixture
def county(db: None) -> Rehearsal:
    """The first township of the demonstration county, with households in its villages."""
    settle()
    return Rehearsal(township=1)


@pytest.fixture
def figure() -> Figure:
    """Writes a figure down for `./run bench trust`; of several of one name the sum counts.

    Names end in `longest` where the largest counts. Without TRUST_FIGURES nothing is written.
    """
    file = os.environ.get("TRUST_FIGURES")

    def write(name: str, value: float) -> None:
        if file:
            line = json.dumps([connection.vendor, name, value])
            with Path(file).open("a") as held:
                held.write(line + "\n")

    return write


@pytest.fixture
def heavy() -> bool:
    """Whether the full sizes of the table of goals are wanted: in `./run bench trust` alone."""
    return bool(os.environ.get("TRUST_FULL"))
