"""The search: every reachable abstract state, every step, everyone who might ask for it.

`decide` and the oracle must agree on each. Who asks, the version they saw and the day do not
depend on how a case came to its stage, so their full product is tried once for each stage and
step, and at every state with the persons and circumstances that can matter there.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from tests.conformance import moves, oracle, questions, worlds
from tests.conformance.oracle import Ask, Verdict
from tests.conformance.people import ENGINE, PROPOSER, actor_of
from tests.conformance.vocabulary import Table
from tests.conformance.worlds import Circumstances, World
from workflows.engine import decide as engine
from workflows.engine.procedure import Procedure
from workflows.engine.refusals import NotAllowed, NotNow, Refusal, Stale, Unknown
from workflows.engine.snapshot import Command, Snapshot

REFUSED = {
    NotNow: oracle.NOT_NOW,
    Stale: oracle.STALE,
    Unknown: oracle.UNKNOWN,
    NotAllowed: oracle.NOT_ALLOWED,
}
Judge = Callable[[type[Procedure], Snapshot, Command], engine.Decision | Refusal]


@dataclass(frozen=True)
class Difference:
    """One question the engine and the expectation answer differently."""

    world: World
    now: Circumstances
    ask: Ask
    engine: Verdict
    oracle: Verdict


@dataclass
class Search:
    """One procedure against its expectation, to the last reachable state.

    States are taken from the stages in turn, so that a late stage is not starved by the many
    states of an early one: with `first` the search ends at the first difference, and soon.
    `seen` numbers the states, `ways` says which of them a state leads to. What an open proposal
    changes does not depend on the children, so each waits in the first state of its stage only.
    """

    table: Table
    procedure: type[Procedure]
    judge: Judge = engine.decide
    first: bool = False
    decisions: int = 0
    differences: list[Difference] = field(default_factory=list)
    taken: Counter[str] = field(default_factory=Counter)
    seen: dict[World, int] = field(default_factory=dict)
    ways: dict[int, set[int]] = field(default_factory=dict)
    _queues: dict[str, deque[World]] = field(default_factory=dict)
    _proposed: set[tuple[str, str]] = field(default_factory=set)
    _tried: set[tuple[object, ...]] = field(default_factory=set)
    _last: tuple[World, Circumstances, Snapshot] | None = None

    def run(self) -> Search:
        """Walk the states; returns itself with what was found."""
        self._reach(moves.beginnings(self.table))
        while any(self._queues.values()):
            for queue in [queue for queue in self._queues.values() if queue]:
                world = queue.popleft()
                self.ways[self.seen[world]] = self._reach(self._expand(world))
                if self.first and self.differences:
                    return self
        return self

    def _reach(self, worlds: list[World]) -> set[int]:
        """The numbers of these states; a new one waits in the queue of its stage."""
        numbers = set()
        for world in worlds:
            fresh = len(self.seen)
            number = self.seen.setdefault(world, fresh)
            if number == fresh:
                self._queues.setdefault(world.stage, deque()).append(world)
            numbers.add(number)
        return numbers

    def _expand(self, world: World) -> list[World]:
        """Put every question to both judges; the states the taken steps lead to."""
        effects: dict[tuple[str, Verdict], None] = {}
        due = self._due(world)
        for name in dict.fromkeys((*self.table.lines, *self.procedure.steps, "unheard_of")):
            place = questions.place(self.table, world, name)
            thorough = place not in self._tried
            self._tried.add(place)
            for now, ask in questions.about(self.table, self.procedure, world, name, thorough):
                verdict = self._ask(world, now, ask)
                if verdict.word in ("taken", "proposed", "declined"):
                    effects[name, verdict._replace(seat=0)] = None
        if due and self._at_once(world):
            return due  # before anybody can act
        following = [*due, *moves.drift(self.table, world)]
        for name, verdict in effects:
            if verdict.word == "proposed" and (world.stage, name) in self._proposed:
                continue
            following += self._following(world, name, verdict)
        self._proposed |= {(world.stage, n) for n, said in effects if said.word == "proposed"}
        return following

    def _at_once(self, world: World) -> bool:
        """Whether something happens by itself here whatever the day."""
        return bool(oracle.due(self.table, world, Circumstances()))

    def _due(self, world: World) -> list[World]:
        """Compare what both would let happen by itself, day by day; the states it leads to."""
        following = []
        for now in questions.days(self.table, world.stage):
            name = oracle.due(self.table, world, now)
            step = engine.due_step(self.procedure, worlds.snapshot_of(self.table, world, now))
            ask = Ask(name or (step.name if step else ""), ENGINE, seen=None)
            if (step.name if step else "") != name:
                said, wanted = Verdict(str(step)), Verdict(name)
                self.differences.append(Difference(world, now, ask, said, wanted))
            elif name:
                verdict = self._ask(world, now, ask)
                following.append(moves.after(self.table, world, self.table.lines[name], verdict))
        return following

    def _ask(self, world: World, now: Circumstances, ask: Ask) -> Verdict:
        """One decision of both; returns the oracle's."""
        self.decisions += 1
        command = Command(
            ask.line,
            actor_of(ask.who),
            ask.seen,
            ask.answers,
            "decline" if ask.decline else "take",
        )
        outcome = self.judge(self.procedure, self._shown(world, now), command)
        said = in_words(outcome, ask, actor_of(ask.who).seats)
        wanted = oracle.judge(self.table, world, now, ask)
        if said != wanted:
            self.differences.append(Difference(world, now, ask, said, wanted))
        elif said.word == "taken":
            self.taken[ask.line] += 1
        return wanted

    def _shown(self, world: World, now: Circumstances) -> Snapshot:
        """The snapshot of a state, kept while the same one is asked about."""
        if self._last is None or self._last[0] is not world or self._last[1] is not now:
            self._last = (world, now, worlds.snapshot_of(self.table, world, now))
        return self._last[2]

    def _following(self, world: World, name: str, verdict: Verdict) -> Iterator[World]:
        if verdict.word == "taken" and not (line := self.table.lines[name]).due:
            yield moves.after(self.table, world, line, verdict)
        elif verdict.word == "proposed":
            for person, for_whom in ((PROPOSER, None), (PROPOSER + 10, PROPOSER)):
                yield replace(world, proposal=(name, person, for_whom))
        elif verdict.word == "declined":
            yield replace(world, proposal=None)


def in_words(outcome: engine.Decision | Refusal, ask: Ask, seats: tuple[object, ...]) -> Verdict:
    """The engine's answer in the oracle's words."""
    if isinstance(outcome, Refusal):
        return REFUSED.get(type(outcome)) or Verdict("blocked", len(outcome.reasons))
    seat = seats.index(outcome.seat)
    if outcome.outcome != engine.TAKEN:
        return Verdict(outcome.outcome, seat=seat)
    return Verdict(
        "taken",
        0,
        seat,
        outcome.target,
        outcome.moves,
        outcome.standing,
        outcome.fallen,
        outcome.heeds,
    )
