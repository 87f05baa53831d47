"""What is asked at a state: by whom, on which day, with which answers, with which condition unmet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Any

from tests.conformance import oracle, worlds
from tests.conformance.oracle import Ask
from tests.conformance.people import (
    ENGINE,
    NEW,
    OWN_DEPARTMENT,
    RELATIVE,
    ROLES,
    all_roles,
    everyone,
    newcomer,
    passers_by,
    persons,
)
from tests.conformance.vocabulary import RETURNS, Line, Table
from tests.conformance.worlds import Circumstances, World, day_after, day_before
from workflows.engine.procedure import Procedure

Question = tuple[Circumstances, Ask]
GIVEN = "是"


def about(
    table: Table, procedure: type[Procedure], world: World, name: str, thorough: bool
) -> Iterator[Question]:
    """Every question worth asking about one step at one state.

    `thorough`: the stage and the step meet for the first time, so everyone asks, in all
    circumstances; later only where the answer can turn on how the case came there. Where neither
    the table nor the expectation has the step, that is all there is to ask.
    """
    line, step = table.lines.get(name), procedure.steps.get(name)
    free = worlds.free_day(table, world.stage)
    plain = Circumstances(today=free if line and line.full_period else TODAY)
    offered = any(
        world.stage in some for some in (line and line.leaves, step and step.sources) if some
    )
    if thorough:
        yield from _by_everyone(table, world, name, plain, offered)
        yield plain, Ask(name, all_roles())
    if line is None or not offered:
        return
    if line.due:
        yield plain, Ask(name, all_roles())
        for now in days(table, world.stage):
            yield now, Ask(name, ENGINE, seen=None)
        return
    if thorough:
        yield from _by_persons(table, world, name, line, plain)
    asked = _in_circumstances(table, procedure, world, name, line)
    if thorough or line.stand or line.to == RETURNS:
        yield from asked
    else:  # neither results nor children are read: what follows is all there is to see
        yield next(asked)


def place(table: Table, world: World, name: str) -> tuple[object, ...]:
    """What the answer to anybody asking for a step can turn on, results and children aside."""
    line = table.lines.get(name)
    sheet = world.sheet if line and line.full_period else ""
    proposed = world.proposal[0] if world.proposal else ""
    if not line or not line.countersigned_by:
        return world.stage, name, sheet
    return world.stage, name, sheet, world.proposal if proposed == name else bool(proposed)


# Any day on which nothing is at its limit.
TODAY: date = worlds.ENTERED


def days(table: Table, stage: str) -> list[Circumstances]:
    """The days around every limit a step leaving the stage has."""
    lines = [line for line in table.lines.values() if stage in line.leaves]
    tried = [TODAY]
    if any(line.full_period for line in lines):
        tried += [
            day
            for lost in worlds.LOST
            for free in (worlds.free_day(table, stage, lost),)
            for day in (day_before(free), free)
        ]
    for last in (worlds.LAST_DAY[line.in_time] for line in lines if line.in_time):
        tried += [last, day_after(last)]
    for named in sorted({line.due.day for line in lines if line.due and line.due.day}):
        tried += [day_before(worlds.DAYS[named]), worlds.DAYS[named]]
    return [Circumstances(today=day) for day in tried]


def _by_everyone(
    table: Table, world: World, name: str, now: Circumstances, offered: bool
) -> Iterator[Question]:
    """The whole product of who and which version; a few of each role for a step that is not here."""
    answers = _answers(table, world, name)
    for role in ROLES:
        for who in everyone(role) if offered else passers_by(role):
            yield now, Ask(name, who, answers=answers)
            yield now, Ask(name, who, worlds.SEQ - 1, answers)


def _by_persons(
    table: Table, world: World, name: str, line: Line, now: Circumstances
) -> Iterator[Question]:
    """Everyone with a past in the case, in the roles that may take the step or countersign it."""
    answers = _answers(table, world, name)
    proposed = replace(now, answers=answers)
    for role in _roles(table, world, line):
        department = _department(table, role)
        for who in persons(role, department):
            yield proposed, Ask(name, who, answers=answers)
            yield proposed, Ask(name, who, answers=answers, decline=True)
            if line.duty_shared_by:
                for named in ((2,), (3,), (RELATIVE,), (NEW, 4)):
                    yield replace(proposed, named=named), Ask(name, who, answers=answers)


def _in_circumstances(
    table: Table, procedure: type[Procedure], world: World, name: str, line: Line
) -> Iterator[Question]:
    """Somebody who may, on each day, with each condition unmet, with answers given and missing."""
    answers = _answers(table, world, name)
    role = _roles(table, world, line)[-1 if world.proposal else 0]
    who = newcomer(role, _department(table, role))
    free = worlds.free_day(table, world.stage) if line.full_period else TODAY
    good = Circumstances(today=free, answers=answers)
    step = procedure.steps.get(name)
    known = dict.fromkeys((*line.holds, *line.only_if))
    if step:
        known |= dict.fromkeys(c.name for c in (*step.needs, *step.only_if))
    yield good, Ask(name, who, answers=answers)
    failing = [frozenset(some) for n in (1, 2, len(known)) for some in combinations(known, n)]
    for unmet in dict.fromkeys(failing):
        yield replace(good, failing=unmet), Ask(name, who, answers=answers)
    for now in days(table, world.stage):
        for lost in worlds.LOST:
            yield replace(now, lost=lost, answers=answers), Ask(name, who, answers=answers)
    early = day_before(free)
    yield replace(good, begun=False), Ask(name, who, answers=answers)
    yield replace(good, today=early, failing=frozenset(known)), Ask(name, who)
    for given in _other_answers(table, world, line, answers):
        yield good, Ask(name, who, answers=given)
    for seen in (worlds.SEQ - 1, worlds.SEQ + 1):
        yield good, Ask(name, who, seen, answers)
    yield good, Ask(name, who, answers=answers, decline=True)


def _roles(table: Table, world: World, line: Line) -> list[str]:
    holder = table.places[world.stage].held_by if world.stage else ""
    return [*(line.who or (holder,)), *filter(None, (line.countersigned_by,))]


def _department(table: Table, role: str) -> str:
    """The department a role must act for to be heard in a case of this procedure."""
    led = table.led_by_department and role in oracle.COUNTY
    return OWN_DEPARTMENT if led or role == "liaison" else ""


def _answers(table: Table, world: World, name: str) -> dict[str, Any]:
    """Every answer the expectation asks for; a return names the last thing it may."""
    line = table.lines.get(name)
    given: dict[str, Any] = dict.fromkeys(line.asks, GIVEN) if line else {}
    if line and line.to == RETURNS and world.stage in line.leaves:
        given["wrong"] = oracle.may_be_wrong(table, world)[-1:]
    return given


def _other_answers(
    table: Table, world: World, line: Line, answers: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    """Each answer left out; for a return every single cause, pairs, all, none, and what is no cause."""
    for name in line.asks:
        yield {key: value for key, value in answers.items() if key != name}
        yield answers | {name: ""}
    if line.to == RETURNS:
        causes = oracle.may_be_wrong(table, world)
        for some in (1, 2, len(causes)):
            for wrong in combinations(causes, some):
                yield answers | {"wrong": list(wrong)}
        for nonsense in (world.stage, "filed", "co_check:无此部门", "nowhere"):
            yield answers | {"wrong": [*causes[:1], nonsense]}
