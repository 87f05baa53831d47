"""Conditions forced from outside, so that each can fail by itself; they have tests of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest

from tests.conformance.expected import TABLES
from tests.conformance.search import Search
from workflows.engine.conditions import Condition
from workflows.engine.procedure import all_procedures, newest
from workflows.engine.snapshot import Snapshot


def force(patch: pytest.MonkeyPatch) -> None:
    """Let every condition ask the snapshot by its name, and nothing be worked out from answers."""

    def holds(condition: Condition, case: Snapshot) -> bool:
        return case.found[condition.name]

    patch.setattr(Condition, "holds", holds)
    for table in all_procedures():
        for step in table.steps.values():
            patch.setattr(step, "gives", ())


@pytest.fixture
def forced(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Forced conditions for one test, and the means to plant a bug beside them."""
    force(monkeypatch)
    return monkeypatch


@pytest.fixture(scope="module")
def searched() -> Iterator[Callable[[str], Search]]:
    """The whole search of a procedure, made once and asked several questions."""
    with pytest.MonkeyPatch.context() as patch:
        force(patch)
        yield cache(lambda key: Search(TABLES[key], newest(key)).run())
