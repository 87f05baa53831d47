"""The seats of an officer in words, for the page about oneself."""

from dataclasses import dataclass

from workflows.access.actors import Actor
from workflows.access.models import Agency, Officer
from workflows.registry.regions import names


@dataclass(frozen=True, slots=True)
class DescribedSeat:
    """One row: what I may do, for whom, where, and whether it is my own post."""

    role: str
    agency: str
    area: str
    source: str


def described(actor: Actor) -> list[DescribedSeat]:
    """Today's seats, own posts first; at most three statements."""
    agencies = Agency.objects.in_bulk([seat.agency for seat in actor.seats])
    givers = Officer.objects.in_bulk([seat.for_whom for seat in actor.seats if seat.for_whom])
    ordered = sorted(actor.seats, key=lambda seat: seat.for_whom is not None)
    return [
        DescribedSeat(
            seat.role.label,
            agencies[seat.agency].name,
            "".join(names(agencies[seat.agency].region_id)[-2:]),
            f"代理{givers[seat.for_whom].name}" if seat.for_whom else "本人任职",
        )
        for seat in ordered
    ]
