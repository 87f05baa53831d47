"""An independent judge: decides from the expectation alone, in its own way.

It shares no code with `workflows.engine`; areas, roles and periods are words and hand-reckoned
days. Where it and `decide` differ, one of the two has misread the papers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from tests.conformance import worlds
from tests.conformance.people import BARRED, OWN_DEPARTMENT, PAST, Place, Someone
from tests.conformance.vocabulary import RETURNS, STAYS, WHERE_IT_WAS, Line, Table
from tests.conformance.worlds import Circumstances, Kid, World

NOTHING: Mapping[str, Any] = {}
COUNTY = ("handler", "approver")


class Ask(NamedTuple):
    """What somebody asks for. `seen` None: the engine itself."""

    line: str
    who: Someone
    seen: int | None = worlds.SEQ
    answers: Mapping[str, Any] = NOTHING
    decline: bool = False


class Verdict(NamedTuple):
    """The outcome in one word; for a taken step also everything that follows from it."""

    word: str
    reasons: int = 0
    seat: int = -1
    target: str = ""
    moves: bool = False
    standing: frozenset[str] = frozenset()
    fallen: frozenset[str] = frozenset()
    heeds: int | None = None


UNKNOWN, NOT_NOW, STALE = Verdict("unknown"), Verdict("not now"), Verdict("stale")
NOT_ALLOWED = Verdict("not allowed")


def judge(table: Table, world: World, now: Circumstances, ask: Ask) -> Verdict:
    """What the papers say to one request."""
    if not any(_sees(table, world, seat) for seat in ask.who.seats):
        return UNKNOWN
    line = table.lines.get(ask.line)
    if line is None or world.stage not in line.leaves:
        return NOT_NOW
    if ask.seen not in (None, worlds.SEQ):
        return STALE
    second = bool(line.countersigned_by and world.proposal and world.proposal[0] == ask.line)
    idle_refusal = ask.decline and not second
    if set(line.only_if) & now.failing or (line.due and ask.seen is not None) or idle_refusal:
        return NOT_NOW
    seat = _seat(table, world, line, ask.who, second)
    if seat is None:
        return NOT_ALLOWED
    if ask.decline:
        return Verdict("declined", seat=seat)
    reasons = _obstacles(table, world, now, line)
    if not second:
        reasons += _gaps(table, world, line, ask.answers)
    if reasons:
        return Verdict("blocked", reasons=reasons)
    if line.countersigned_by and not second:
        return Verdict("proposed", seat=seat)
    wrong = (now.answers if second else ask.answers).get("wrong", ())
    return _effect(table, world, line, seat, frozenset(wrong))


def due(table: Table, world: World, now: Circumstances) -> str:
    """The line that happens by itself now, the first declared; empty if none."""
    for name, line in table.lines.items():
        here = world.stage in line.leaves and line.due and not set(line.only_if) & now.failing
        if here and _has_come(world, now, line):
            return name
    return ""


def may_be_wrong(table: Table, world: World) -> list[str]:
    """What a return may name: every standing result before the stage, children's one by one."""
    named: list[str] = []
    for place in list(table.places)[: table.place_of(world.stage)]:
        if place in world.standing:
            kinds = [g.removesuffix(":") for g in table.places[place].rests_on if g.endswith(":")]
            tokens = [_token(kid) for kid in world.kids if kid.kind in kinds and kid.stands]
            named += [token for token in tokens or [place] if token not in named]
    return named


def rests_on(table: Table, wrong: frozenset[str]) -> frozenset[str]:
    """Everything named wrong with all that rests on it, directly or through others."""
    above: dict[str, set[str]] = {}
    for name, place in table.places.items():
        for ground in place.rests_on:
            above.setdefault(ground, set()).add(name)
    fallen, rest = set(wrong), list(wrong)
    while rest:
        thing = rest.pop()
        ground = thing.split(":")[0] + ":" if ":" in thing else thing
        fresh = above.get(ground, set()) - fallen
        fallen |= fresh
        rest += fresh
    return frozenset(fallen)


def _token(kid: Kid) -> str:
    return f"{kid.kind}:{kid.key}"


def _sees(table: Table, world: World, seat: Place) -> bool:
    mine = OWN_DEPARTMENT if table.put_to_department or table.led_by_department else ""
    unopened = world.stage == ""
    return seat.covers and (
        seat.department in ("", mine) or seat.role == "auditor" or unopened
    )  # fmt: skip


def _seat(table: Table, world: World, line: Line, who: Someone, second: bool) -> int | None:
    """The place, among the person's seats, of the first he may lawfully act from."""
    if second:
        roles: tuple[str, ...] = (line.countersigned_by,)
    elif line.due:
        roles = ("system",)
    else:
        roles = line.who or (table.places[world.stage].held_by,)
    for number, seat in enumerate(who.seats):
        if seat.role not in roles or not _sees(table, world, seat):
            continue
        if table.put_to_department and (seat.role == "liaison") != (seat.department != ""):
            continue
        if table.led_by_department and seat.role in COUNTY and seat.department != OWN_DEPARTMENT:
            continue
        if _lawful(table, world, line, {who.person, seat.for_whom} - {None}, second):
            return number
    return None


def _lawful(table: Table, world: World, line: Line, persons: set[int | None], second: bool) -> bool:
    if persons & BARRED:
        return False
    if second and world.proposal and persons & set(world.proposal[1:]):
        return False
    takes_duty = line.duty and (second or not line.countersigned_by)
    return not (takes_duty and any(_apart(table, line.duty, person) for person in persons))


def _apart(table: Table, duty: str, person: int | None) -> bool:
    """Whether the person's past in this family keeps the duty from him."""
    past = PAST.get(person or 0, "")
    return frozenset({duty, past}) in table.apart or (duty, past) in table.never_after


def _obstacles(table: Table, world: World, now: Circumstances, line: Line) -> int:
    """How many things are missing, the answers aside."""
    missing = len(set(line.holds) & now.failing)
    missing += sum(place not in world.standing for place in line.stand)
    if line.duty_shared_by:
        unfit = {person for person in now.named if _apart(table, line.duty, person)}
        missing += bool(unfit | (set(now.named) & BARRED))
    if line.full_period:
        hangs = world.sheet in worlds.HANGING or not table.places[world.stage].shares
        free = now.begun and hangs and now.today >= worlds.free_day(table, world.stage, now.lost)
        missing += not free
    if line.in_time:
        missing += now.today > worlds.LAST_DAY[line.in_time]
    return missing


def _gaps(table: Table, world: World, line: Line, answers: Mapping[str, Any]) -> int:
    """Whether answers are missing, whether a return names nothing fit, whether another waits."""
    gaps = int(any(not answers.get(name) for name in line.asks))
    if line.to == RETURNS:
        wrong = set(answers.get("wrong", ()))
        gaps += not wrong or bool(wrong - set(may_be_wrong(table, world)))
    return gaps + bool(line.countersigned_by and world.proposal)


def _effect(table: Table, world: World, line: Line, seat: int, wrong: frozenset[str]) -> Verdict:
    here, fallen, done = world.stage, frozenset[str](), frozenset[str]()
    if line.to == STAYS:
        return Verdict("taken", 0, seat, here, False, world.standing)
    if line.to == RETURNS:
        fallen = rests_on(table, wrong)
        target = next(place for place in table.places if place in fallen)
    elif line.to == WHERE_IT_WAS:
        target = world.came_from
    else:
        target = line.to
        if here and table.place_of(target) <= table.place_of(here):
            kinds = {g for g in table.places[target].rests_on if g.endswith(":")}
            redone = {_token(kid) for kid in world.kids if f"{kid.kind}:" in kinds}
            fallen = rests_on(table, frozenset({target} | redone))
        elif here and not line.by_several:
            done = frozenset({here})
            if here in world.standing and not line.due:
                fallen = rests_on(table, done) - done
    heeds = None
    if line.due and line.due.child:
        heeds = _waiting(world, *line.due.child)
    standing = (world.standing - fallen) | done
    return Verdict("taken", 0, seat, target, True, standing, fallen, heeds)


def _waiting(world: World, kind: str, outcome: str) -> int | None:
    """The first child that came to an outcome nobody has heeded."""
    for number, kid in enumerate(world.kids):
        if (kid.kind, kid.stage, kid.heeded) == (kind, outcome, False):
            return number
    return None


def _has_come(world: World, now: Circumstances, line: Line) -> bool:
    cause = line.due
    assert cause is not None
    if cause.children:
        return all(_gathered(world, kind, outcomes) for kind, outcomes in cause.children)
    if cause.child:
        return _waiting(world, *cause.child) is not None
    if cause.day:
        return now.today >= worlds.DAYS[cause.day]
    if cause.sheet:
        return world.sheet in cause.sheet
    if cause.stands:
        return world.stage in world.standing
    return world.listed == 0 if cause.emptied else world.parent in cause.parent


def _gathered(world: World, kind: str, outcomes: tuple[str, ...]) -> bool:
    reached = [kid.stage in outcomes for kid in world.kids if kid.kind == kind]
    return bool(reached) and all(reached)
