"""Who asks: roles over areas near and far, by persons with a past in the case.

The oracle reads `Someone`, in words; the engine is given the `Actor` made of it, in numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from workflows.access.actors import Actor, Role, Seat

PLACE = 360799101201  # the village of the case
COVERS, APART = "covers", "apart"

# Areas by name: what they are, and whether they hold the village.
AREAS: dict[str, tuple[int, int, str]] = {
    "village": (PLACE, PLACE + 1, COVERS),
    "township": (360799101000, 360799102000, COVERS),
    "county": (360799000000, 360800000000, COVERS),
    "neighbouring township": (360799102000, 360799103000, APART),
    "up to the village": (360799101000, PLACE, APART),
    "from the next village": (PLACE + 1, 360799102000, APART),
    "neighbouring county": (360798000000, 360799000000, APART),
}
OWN_DEPARTMENT, OTHER_DEPARTMENT = "民政", "公安"

# Persons by number: what each has done in this family of cases.
NEW, PROPOSER, RELATIVE = 1, 8, 7
PAST = {2: "check", 3: "review", 4: "approve", 5: "examine", 6: "investigate"}
BARRED = frozenset({RELATIVE})
DUTIES = {duty: frozenset({person}) for person, duty in PAST.items()}

ROLES = tuple(role.value for role in Role)


@dataclass(frozen=True)
class Place:
    """A seat in words: a role over an area, perhaps a department's, perhaps another's by delegation."""

    role: str
    area: str = "township"
    department: str = ""
    for_whom: int | None = None

    @property
    def covers(self) -> bool:
        return AREAS[self.area][2] == COVERS


@dataclass(frozen=True, eq=False)
class Someone:
    """A person with seats; the engine itself is nobody. Known by identity: each is made once."""

    person: int | None
    seats: tuple[Place, ...]


ENGINE = Someone(None, (Place("system", "county"),))


@cache
def actor_of(who: Someone) -> Actor:
    """The same person as the engine knows him."""
    seats = (
        Seat(
            Role(seat.role),
            *AREAS[seat.area][:2],
            department=seat.department,
            for_whom=seat.for_whom,
        )
        for seat in who.seats
    )
    return Actor(who.person, "某人", tuple(seats))


@cache
def persons(role: str, department: str = "") -> tuple[Someone, ...]:
    """One role over the case's township by everyone who has a past in it, in person and by delegate."""
    pasts = (NEW, *PAST, RELATIVE, PROPOSER)
    own = [Someone(past, (Place(role, department=department),)) for past in pasts]
    lent = [
        Someone(past + 10, (Place(role, department=department, for_whom=past),)) for past in pasts
    ]
    # A delegate who could act from a post of his own, and one whose own post lies elsewhere.
    both = [
        Someone(12, (Place(role, for_whom=2), Place(role))),
        Someone(17, (Place(role, for_whom=RELATIVE), Place(role, "neighbouring township"))),
        Someone(2, (Place(role), Place(role, for_whom=NEW))),
    ]
    return (*own, *lent, *both)


@cache
def everyone(role: str) -> tuple[Someone, ...]:
    """The whole product for one role: persons, areas, departments, and mixtures of seats."""
    return (*persons(role), *_elsewhere(role), *_departments(role), *_mixtures(role))


@cache
def passers_by(role: str) -> tuple[Someone, ...]:
    """Somebody of the role here and somebody elsewhere."""
    return newcomer(role), Someone(NEW, (Place(role, "neighbouring township"),))


def _elsewhere(role: str) -> Iterator[Someone]:
    for area in AREAS:
        for person, for_whom in ((NEW, None), (12, 2)):
            yield Someone(person, (Place(role, area, for_whom=for_whom),))


def _departments(role: str) -> Iterator[Someone]:
    for department in (OWN_DEPARTMENT, OTHER_DEPARTMENT):
        yield from persons(role, department)
        yield Someone(NEW, (Place(role, "neighbouring county", department),))


def _mixtures(role: str) -> Iterator[Someone]:
    """The right role in the wrong area beside a wrong role in the right one."""
    for other in ("village", "auditor"):
        yield Someone(NEW, (Place(role, "neighbouring township"), Place(other)))
        yield Someone(NEW, (Place(other), Place(role)))


@cache
def newcomer(role: str, department: str = "") -> Someone:
    """Somebody who has had nothing to do with the case."""
    return Someone(NEW, (Place(role, department=department),))


@cache
def all_roles() -> Someone:
    """Somebody who holds every office there is, over the whole county."""
    return Someone(NEW, tuple(Place(role, "county") for role in ROLES))
