"""政策明白纸: what a procedure's own table says, in the order of its stages, for villagers.

Nothing is told here that the table or the policy pack does not say, so the leaflet cannot fall
behind them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from workflows.engine.policies import shelf
from workflows.engine.procedure import Procedure, all_procedures, as_opening, newest
from workflows.engine.words import Stage
from workflows.policy.packs import Pack


@dataclass(slots=True)
class Part:
    """One of the parts of the way: who has it in hand, at most and at least how long."""

    name: str
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Leaflet:
    """A procedure for a household, as its paper names its parts."""

    name: str
    basis: str
    parts: tuple[Part, ...]
    in_all: str
    citations: tuple[str, ...]


def leaflets(region: int, on: date) -> list[Leaflet]:
    """The procedures households go through, as they hold in a region on a day."""
    pack = shelf().choose(region, on)
    children = {
        as_opening(opening).procedure.key
        for table in all_procedures()
        for opens in (
            *(stage.opens for stage in table.stages.values()),
            *(step.opens for step in table.steps.values()),
        )
        for opening in opens
    }
    keys = dict.fromkeys(table.key for table in all_procedures())
    tables = [newest(key) for key in keys if key not in children]
    told = [_leaflet(table, pack) for table in tables if not table.is_sheet]
    return [one for one in told if one.parts]


def _leaflet(table: type[Procedure], pack: Pack) -> Leaflet:
    parts: dict[str, Part] = {}
    cited: dict[str, None] = {}
    for stage in table.stages.values():
        if stage.part_of and not stage.end:
            part = parts.setdefault(stage.part_of, Part(stage.part_of))
            part.notes.append(_note(stage, pack))
            cited |= dict.fromkeys(_cited(stage, pack))
    total = pack.length(table.total_within.key) if table.total_within else None
    return Leaflet(
        table.name, table.basis, tuple(parts.values()), str(total) if total else "", tuple(cited)
    )


def _note(stage: Stage, pack: Pack) -> str:
    """One stage in half a sentence."""
    holder = f"{stage.held_by.label}办理" if stage.held_by else ""
    limits = [f"不超过{pack.length(stage.within.key)}"] if stage.within else []
    limits += [f"不少于{pack.length(stage.lasts.key)}"] if stage.lasts else []
    said = "，".join(filter(None, [holder, *limits]))
    return f"{stage.label}：{said}" if said else stage.label


def _cited(stage: Stage, pack: Pack) -> Iterable[str]:
    """Where minimum periods are laid down: they are the villagers' right."""
    if stage.lasts:
        parameter = pack.parameter(stage.lasts.key)
        yield f"{parameter.name}：{parameter.citation}"
