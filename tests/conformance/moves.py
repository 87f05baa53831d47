"""From one abstract state to the next: what follows a taken step, and what happens around a case.

Only reachability rests on this; what is right is the oracle's to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tests.conformance.expected import TABLES
from tests.conformance.oracle import Verdict
from tests.conformance.vocabulary import NOWHERE, STAYS, WHERE_IT_WAS, Line, Table
from tests.conformance.worlds import GATHERED, HEARD, READ, Kid, World

DEPARTMENTS = ("公安", "民政")
HUNG = ("drafted", "posted", "closed")
SENT = ("drafted", "sent", "received")
MOST = 2
AT_WORK = "at work"  # a parent's stage that calls no child off


def beginnings(table: Table) -> list[World]:
    """The states a case of the procedure can begin in."""
    opening = [name for name, line in table.lines.items() if NOWHERE in line.leaves]
    first = next(iter(table.places))
    parents = [AT_WORK, *called_off(table)] if _is_child(table) else [""]
    if opening:
        return [World(NOWHERE), World(first)]
    sheet = _sheet_stages(table)[0] if table.places[first].shares else ""
    return [World(first, parent=parent, sheet=sheet) for parent in parents]


def after(table: Table, world: World, line: Line, verdict: Verdict) -> World:
    """The state a taken step leads to, with the children and the sheet it asks for.

    What another has proposed waits on while the case stays in its stage.
    """
    if not verdict.moves:
        kids = tuple(_opened(list(world.kids), line, line.opens))
        return _tidy(table, replace(world, kids=kids))
    place = table.places[verdict.target]
    touched = [_touched(number, kid, verdict) for number, kid in enumerate(world.kids)]
    sheet = world.sheet if place.shares and not line.strikes else ""
    if place.shares and verdict.target not in verdict.standing:
        sheet = _sheet_stages(table)[0]
    moved = replace(
        world,
        stage=verdict.target,
        standing=verdict.standing,
        came_from=world.stage if _may_come_back(table, verdict.target) else "",
        proposal=None,
        kids=tuple(_opened(touched, line, line.opens + place.opens)),
        sheet=sheet,
    )
    return _tidy(table, moved)


def drift(table: Table, world: World) -> Iterator[World]:
    """What others do meanwhile: children end, the sheet is posted and taken down, parents move."""
    for number, kid in enumerate(world.kids):
        for outcome in _outcomes(kid):
            kids = (*world.kids[:number], replace(kid, stage=outcome), *world.kids[number + 1 :])
            yield _tidy(table, replace(world, kids=kids))
    stages = _sheet_stages(table)
    if world.sheet in stages[:-1]:
        yield replace(world, sheet=stages[stages.index(world.sheet) + 1])
    if world.parent == AT_WORK:
        yield from (replace(world, parent=stage) for stage in called_off(table))
    if table.sheet and world.listed:
        yield replace(world, listed=0)


def called_off(table: Table) -> tuple[str, ...]:
    """The stages of a parent that call its open children off."""
    named = [line.due.parent for line in table.lines.values() if line.due and line.due.parent]
    return named[0] if named else ()


def _sheet_stages(table: Table) -> tuple[str, ...]:
    """How the sheets go on that a case of this procedure stands on: on the wall, or by post."""
    return SENT if table.put_to_department else HUNG


def _is_child(table: Table) -> bool:
    openings = [place.opens for parent in TABLES.values() for place in parent.places.values()]
    openings += [line.opens for parent in TABLES.values() for line in parent.lines.values()]
    return any(table.key in opened for opened in openings)


def _outcomes(kid: Kid) -> tuple[str, ...]:
    """The ends of a child that is still open, being called off aside."""
    if kid.closed:
        return ()
    places = TABLES[kid.kind].places
    return tuple(name for name, place in places.items() if place.end and name != "cancelled")


def _touched(number: int, kid: Kid, verdict: Verdict) -> Kid:
    """A child after a step of its parent: overruled, heeded, or called off with it."""
    if f"{kid.kind}:{kid.key}" in verdict.fallen:
        kid = replace(kid, stands=False)
    if verdict.heeds == number:
        kid = replace(kid, heeded=True)
    if verdict.target in called_off(TABLES[kid.kind]) and not kid.closed:
        kid = replace(kid, stage="cancelled")
    return kid


def _may_come_back(table: Table, place: str) -> bool:
    """Whether a way leads from this place to wherever the case was before."""
    return any(place in line.leaves and line.to == WHERE_IT_WAS for line in table.lines.values())


def _opened(kids: list[Kid], line: Line, kinds: tuple[str, ...]) -> list[Kid]:
    """A new round of each child asked for whose newest does not stand or was called off.

    Of children that are counted (objections, corrections, …) a note opens one more; the way back
    takes up those that were called off. What no decision of the parent reads is left out.
    """
    for kind in dict.fromkeys(kinds):
        first = next(iter(TABLES[kind].places))
        if kind not in READ:
            continue
        if kind not in GATHERED:
            lodged = [kid for kid in kids if kid.kind == kind]
            most = 1 if line.only_if else MOST  # a second one waits until the first is over
            if line.to == STAYS and len(lodged) < most:
                kids.append(Kid(kind, str(len(lodged) + 1), first))
            kids = [replace(k, stage=first) if _called_off(k, kind) else k for k in kids]
            continue
        for key in DEPARTMENTS if TABLES[kind].put_to_department else ("",):
            held = next((k for k in kids if (k.kind, k.key) == (kind, key)), None)
            anew = line.opens and kind in line.opens
            if held is None or not held.stands or held.stage == "cancelled" or anew:
                kids = [kid for kid in kids if kid is not held] + [Kid(kind, key, first)]
    return kids


def _tidy(table: Table, world: World) -> World:
    """One state for all that differ only in what no decision reads.

    A settled objection is forgotten; which good outcome a child had is read only where it was
    asked; the two departments are told apart by nothing but their names, so the one that is
    further behind is called by the first.
    """
    asked_here = table.places[world.stage].opens if world.stage else ()
    kids = [
        replace(kid, stage="accepted")
        if kid.stage == "waived" and kid.kind not in asked_here
        else kid
        for kid in world.kids
        if not _forgotten(world, kid)
    ]
    asked = sorted((k for k in kids if k.kind == "co_check"), key=lambda k: (k.stage, k.stands))
    others = [kid for kid in kids if kid.kind != "co_check"]
    renamed = [replace(k, key=name) for k, name in zip(asked, DEPARTMENTS, strict=False)]
    return replace(world, kids=(*sorted(others), *renamed))


def _called_off(kid: Kid, kind: str) -> bool:
    return kid.kind == kind and kid.stage == "cancelled"


def _forgotten(world: World, kid: Kid) -> bool:
    """A settled child; one that was called off may be taken up again on the way back."""
    if kid.kind in GATHERED or not kid.closed:
        return False
    if kid.stage == "cancelled" and world.came_from:
        return False
    return kid.heeded or (kid.kind, kid.stage) not in HEARD
