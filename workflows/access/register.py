"""Who may read the register, where, and how much of it (domain 7: who may see what)."""

from __future__ import annotations

from django.db.models import QuerySet

from workflows.access.actors import Actor, Role
from workflows.access.visibility import Datum, Sees, roles_with
from workflows.registry.areas import within
from workflows.registry.codes import Range
from workflows.registry.models import Household

# A department answers about the persons it is asked for and never leafs through the register.
READERS = roles_with(Datum.NUMBERS, Sees.MASKED, Sees.UNCOVERS)
UNCOVERERS = roles_with(Datum.NUMBERS, Sees.UNCOVERS)
# Village staff see eligible or not.
READ_INCOME = roles_with(Datum.INCOME)
CIRCUMSTANCES = roles_with(Datum.HEALTH)
# Whoever keeps the register: imports lists, exports them, runs the screening.
KEEPERS = (Role.CLERK, Role.HANDLER)


def areas(actor: Actor, *roles: Role) -> tuple[Range, ...]:
    """The areas in which the actor reads the register by one of the roles; READERS if none.

    A department's seat gives no area, whatever its role.
    """
    wanted = roles or READERS
    seats = tuple(seat for seat in actor.seats if not seat.department or seat.role is Role.AUDITOR)
    return Actor(actor.person, actor.name, seats).ranges(*wanted) if seats else ()


def households_of(actor: Actor, *roles: Role) -> QuerySet[Household]:
    """The households the actor may see: every list, page and export starts here."""
    return Household.objects.filter(within("village_id", areas(actor, *roles)))


def may(actor: Actor, roles: tuple[Role, ...], village: int) -> bool:
    """Whether the actor holds one of the roles over a village."""
    return any(low <= village < high for low, high in areas(actor, *roles))
