"""Walks through the door: any open offer, taken by whoever has it, with valid answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar
from uuid import UUID

from tests.laws.filling import filled
from workflows.access.actors import Actor, Role
from workflows.access.officers import actor_of, responsible_for
from workflows.engine.clockwork import tick
from workflows.engine.door import advance, start
from workflows.engine.family import Family
from workflows.engine.matter import Matter
from workflows.engine.models import Case, Event
from workflows.engine.offers import Offer, offers
from workflows.engine.procedure import Procedure
from workflows.engine.words import Before, Step
from workflows.registry.models import Household
from workflows.workdays import clock

Way = tuple[Case, Actor, Offer]
Thing = TypeVar("Thing")


# The way of a household that is confirmed without incident; all else leads round or aside.
MAIN_LINE: dict[str, tuple[str, ...]] = {
    "clue": ("accept", "attach"),
    "intervention": (
        "assign", "begin", "agree", "close", "pass_on", "examine", "confirm", "file",
    ),
    "household_check": ("schedule", "submit", "accept"),
    "co_check": ("reply", "accept"),
    "request_letter": ("send", "sign"),
    "notice": ("submit", "approve", "post", "post_late", "take_down"),
    "objection": ("accept", "report", "dismiss"),
    "announcement": ("approve", "post"),
}  # fmt: skip

# Steps that leave nobody to go on if they are taken lightly.
RARE = ("recuse", "death")
# Its two officers must fit each other, which chance does not see to.
NEVER = ("order_recusal",)


def forward(way: Way) -> float:
    """How gladly a way is taken by someone who wants the case to be decided."""
    case, _, offer = way
    return 1.0 if offer.step.name in MAIN_LINE.get(case.procedure, ()) else 0.0


def anywhere(way: Way) -> float:
    """How gladly a way is taken by chance: side ways now and then."""
    if isinstance(way[2].step.source, Before):
        return 0.02  # a withdrawal ends everything: seldom enough to come further
    if way[2].step.name in RARE:
        return 0.01
    if way[2].step.name in NEVER:
        return 0.0
    return forward(way) or 0.1


def _roles(case: Case, step: Step) -> tuple[Role | None, ...]:
    """Who might take or countersign a step: spares asking everybody else."""
    return *(step.by or ()), step.agreed_by, case.table.stages[case.stage].held_by


class Walker:
    """One household's matter, moved a step or a day at a time."""

    def __init__(self, household: Household, seed: int = 0, day: date = date(2026, 6, 1)) -> None:
        self._today: tuple[date | None, list[Actor]] = (None, [])
        self.household, self.day, self.random = household, day, Random(seed)

    def begin(self, procedure: type[Procedure]) -> Case:
        """Open a case of the procedure for the household, by whoever may."""
        first = procedure.leaving[""][0]
        assert first.asks is not None
        with clock.standing_at(self.day):
            by = next(actor for actor in self._actors() if actor.holds(*(first.by or ())))
            answers, files = filled(first.asks(), self.random)
            return start(
                procedure,
                by=by,
                household=self.household,
                command_id=self.command(),
                answers=answers,
                files=files,
            )

    def cases(self) -> list[Case]:
        """Everything of the household's that is open, and the sheets it stands on."""
        own = Case.objects.filter(household=self.household)
        sheets = Case.objects.filter(entries__case__in=own, entries__struck_on=None)
        both = (own.filter(closed=False), sheets.filter(closed=False).distinct())
        return [case for some in both for case in some.order_by("pk")]

    def go(self, gladly: Callable[[Way], float] = anywhere) -> Event | None:
        """Take one way that is open today; without any, a day passes. Returns the event."""
        with clock.standing_at(self.day):
            for case in self._shuffled(self.cases()):
                for way in self._ways(case):
                    if self.random.random() < gladly(way):
                        return self.take(way)
        self.pass_day()
        return None

    def take(self, way: Way) -> Event:
        """Take a way through the door, on the day of the walk."""
        case, actor, offer = way
        family = Family.read(case, clock.today())
        answers: dict[str, Any] = {}
        files: dict[str, Any] = {}
        if offer.step.asks and not offer.countersign:
            matter = Matter(family, family.cases[case.pk], actor, offer.step, offer.seat)
            answers, files = filled(offer.step.asks(matter=matter), self.random)
        return advance(
            case,
            offer.step.name,
            by=actor,
            seen=case.seq,
            command_id=self.command(),
            answers=answers,
            files=files,
        )

    def way(self, case: Case, step: str) -> Way:
        """Somebody who may take a step of a case today. Raises LookupError."""
        case.refresh_from_db()
        for way in self._ways(case):
            if way[2].step.name == step:
                return way
        raise LookupError(f"nobody may take {step} of {case} in {case.stage}")

    def pass_day(self) -> None:
        """The next day comes, and what it makes due."""
        self.day += timedelta(days=1)
        with clock.standing_at(self.day):
            tick()

    def _ways(self, case: Case) -> Iterator[Way]:
        family = Family.read(case, clock.today())
        case = family.cases[case.pk]
        steps = case.table.leaving[case.stage]
        roles = {role for step in steps for role in _roles(case, step) if role}
        able = [actor for actor in self._actors() if actor.holds(*roles)]
        for actor in self._shuffled(able):
            open_offers = [offer for offer in offers(family, case, actor) if offer.open]
            for offer in self._shuffled(open_offers):
                yield case, actor, offer

    def _actors(self) -> list[Actor]:
        """Everyone whose post covers the household's village today."""
        if self._today[0] != self.day:
            officers = responsible_for(self.household.village_id, self.day)
            self._today = (self.day, [actor_of(officer, self.day) for officer in officers])
        return self._today[1]

    def _shuffled(self, things: list[Thing]) -> list[Thing]:
        return self.random.sample(things, len(things))

    def command(self) -> UUID:
        """A new command id; the same walk has the same ones."""
        return UUID(int=self.random.getrandbits(128))
