"""The main line of a procedure, as far as a case has come, and its table as a list."""

from collections.abc import Iterable
from dataclasses import dataclass

from workflows.engine.machine import targets
from workflows.engine.models import Case, Event
from workflows.engine.procedure import Procedure
from workflows.engine.words import BACK, HERE, Stage, Step
from workflows.workdays import clock

DONE, NOW, AHEAD = "done", "now", "ahead"
# A line of one station says nothing that the stage's own name does not.
FEWEST = 2


@dataclass(frozen=True, slots=True)
class Station:
    """One station of the line; `state` is done, now or ahead, `note` the day it was passed."""

    label: str
    state: str
    note: str


@dataclass(frozen=True, slots=True)
class ChartStep:
    """A step of the chart in words."""

    label: str
    to: str
    who: str


@dataclass(frozen=True, slots=True)
class ChartStage:
    """A stage of the chart with the steps that leave it."""

    label: str
    holder: str
    now: bool
    steps: tuple[ChartStep, ...]


def stations(case: Case, events: Iterable[Event]) -> list[Station]:
    """The stations a procedure's paper names (`part_of`), else its own stages.

    `events` in order of time. A case that ended by a side exit has passed only the stations
    whose result stands.
    """
    table = case.table
    groups: dict[str, list[str]] = {}
    named = any(stage.part_of for stage in table.stages.values())
    line = set(table.stages) if named else {*main_line(table), case.stage}
    for name, stage in table.stages.items():
        part = stage.part_of if named else ("" if stage.end else stage.label)
        if part and name in line:
            groups.setdefault(part, []).append(name)
    if len(groups) < FEWEST:
        return []
    left = {event.from_stage: event for event in events if event.from_stage != event.to_stage}
    return [_station(case, part, names, left) for part, names in groups.items()]


def main_line(table: type[Procedure]) -> list[str]:
    """The stages a case passes when all goes well: the first step onward from each stage."""
    line = [table.start_stage().name]
    while True:
        onward = (
            step.target.name
            for step in table.leaving[line[-1]]
            if isinstance(step.target, Stage)
            and table.order[step.target.name] > table.order[line[-1]]
        )
        following = next(onward, None)
        if following is None:
            return line
        line.append(following)


def _station(case: Case, part: str, names: list[str], left: dict[str, Event]) -> Station:
    order = case.table.order
    if case.stage in names and not case.closed:
        return Station(part, NOW, "")
    if case.stage in names or case.closed:
        passed = case.stage in names or any(name in case.standing for name in names)
    else:
        passed = max(order[name] for name in names) < order[case.stage]
    if not passed:
        return Station(part, AHEAD, "")
    days = [left[name].recorded_at for name in names if name in left]
    note = f"{max(days).astimezone(clock.SHANGHAI):%-m月%-d日}" if days else ""
    return Station(part, DONE, note)


def chart(table: type[Procedure], current: str) -> list[ChartStage]:
    """Every stage with the steps that leave it along the main line; side exits once, at the end."""
    stages = [
        ChartStage(
            stage.label,
            stage.held_by.label if stage.held_by else "",
            name == current,
            tuple(_step(table, step, name) for step in table.leaving[name] if _own(step)),
        )
        for name, stage in table.stages.items()
        if not stage.end
    ]
    exits = [step for step in table.steps.values() if not _own(step) and step.sources != ("",)]
    if exits:
        steps = tuple(_step(table, step, step.sources[0]) for step in exits if step.sources)
        stages.append(ChartStage("各环节均可", "", False, steps))
    return stages


def _own(step: Step) -> bool:
    return isinstance(step.source, Stage)


def _step(table: type[Procedure], step: Step, source: str) -> ChartStep:
    who = "、".join(role.label for role in step.by) if step.by else ""
    if step.when:
        who = "条件具备时自动"
    return ChartStep(step.label, _whither(table, step, source), who)


def _whither(table: type[Procedure], step: Step, source: str) -> str:
    if step.kind == HERE:
        return "环节不变"
    if step.kind == BACK:
        return "退到有问题的环节"
    ends = targets(table, step, source)
    return table.stages[ends[0]].label if len(ends) == 1 else "原来的环节"
