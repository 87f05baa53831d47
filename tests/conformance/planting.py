"""How a bug is planted, and where those that must be found are kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from workflows.engine import decide as judge
from workflows.engine.procedure import Procedure, newest
from workflows.engine.refusals import Refusal
from workflows.engine.snapshot import Command, Snapshot
from workflows.engine.words import Step

Judge = Callable[[type[Procedure], Snapshot, Command], judge.Decision | Refusal]
Patch = pytest.MonkeyPatch
Plant = Callable[[Patch], Judge | None]
PLANTS: dict[str, tuple[str, Plant]] = {}


def shows_in(procedure: str) -> Callable[[Plant], Plant]:
    """Register a bug under its name with the procedure whose search must find it."""

    def register(bug: Plant) -> Plant:
        PLANTS[bug.__name__.replace("_", " ")] = (procedure, bug)
        return bug

    return register


def line(procedure: str, step: str) -> Step:
    return newest(procedure).steps[step]


def without(patch: Patch, step: Step, term: str, name: str) -> None:
    """Drop one condition or stage from a term of a step, as if the line had been forgotten."""
    kept = tuple(item for item in getattr(step, term) if item.name != name)
    assert len(kept) == len(getattr(step, term)) - 1
    patch.setattr(step, term, kept)
