"""What moves a step that no officer asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .snapshot import Child, Snapshot
    from .words import Stage


@dataclass(frozen=True, slots=True)
class ChildrenIn:
    """Every newest round of the named kinds has reached one of the named outcomes."""

    outcomes: tuple[Stage, ...]

    def due(self, case: Snapshot) -> bool:
        wanted: dict[str, set[str]] = {}
        for stage in self.outcomes:
            wanted.setdefault(stage.owner.key, set()).add(stage.name)
        newest = case.newest
        return all(
            any(child.kind == kind for child in newest)
            and all(child.stage in names for child in newest if child.kind == kind)
            for kind, names in wanted.items()
        )


@dataclass(frozen=True, slots=True)
class ChildIn:
    """A child has reached the outcome and the case has not yet heeded it."""

    outcome: Stage

    def due(self, case: Snapshot) -> bool:
        return self.heeds(case) is not None

    def heeds(self, case: Snapshot) -> Child | None:
        kind, name = self.outcome.owner.key, self.outcome.name
        waiting = (c for c in case.children if c.kind == kind and c.stage == name and not c.heeded)
        return next(waiting, None)


@dataclass(frozen=True, slots=True)
class ParentIn:
    """The parent case stands in one of the named stages (names: the parent is declared later)."""

    stages: tuple[str, ...]

    def due(self, case: Snapshot) -> bool:
        return case.parent_stage in self.stages


@dataclass(frozen=True, slots=True)
class SheetIn:
    """The sheet the case stands on has come to one of the named stages: what is on it goes along."""

    stages: tuple[str, ...]

    def due(self, case: Snapshot) -> bool:
        return case.shared is not None and case.shared.stage in self.stages


@dataclass(frozen=True, slots=True)
class On:
    """A dated fact has come: the day it names has begun."""

    fact: str

    def due(self, case: Snapshot) -> bool:
        day = case.date(self.fact)
        return day is not None and case.today >= day


@dataclass(frozen=True, slots=True)
class Stands:
    """The stage was entered again while its earlier result still stands."""

    def due(self, case: Snapshot) -> bool:
        return case.stage in case.standing


@dataclass(frozen=True, slots=True)
class Emptied:
    """No household is left on the sheet."""

    def due(self, case: Snapshot) -> bool:
        return case.listed == 0


Trigger = ChildrenIn | ChildIn | ParentIn | SheetIn | On | Stands | Emptied
STANDS, EMPTIED = Stands(), Emptied()


def children_in(*outcomes: Stage) -> ChildrenIn:
    return ChildrenIn(outcomes)


def child_in(outcome: Stage) -> ChildIn:
    return ChildIn(outcome)


def parent_in(*stages: str) -> ParentIn:
    return ParentIn(stages)


def sheet_in(*stages: str) -> SheetIn:
    return SheetIn(stages)


def on(dated_fact: str) -> On:
    return On(dated_fact)
