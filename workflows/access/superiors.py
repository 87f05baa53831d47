"""Who is told when work lies: the leader of the agency that should do it, or of the one above."""

from __future__ import annotations

from workflows.access.actors import Role
from workflows.access.agencies import agencies_over
from workflows.access.incompatible import GIVEN_AT
from workflows.access.models import Agency, Officer

_UPWARD = (
    Agency.Level.VILLAGE,
    Agency.Level.TOWNSHIP,
    Agency.Level.DEPARTMENT,
    Agency.Level.COUNTY,
)


def superior(role: Role, place: int, department: str, besides: set[int]) -> Officer | None:
    """The nearest leader above whoever holds a role over a place; two statements.

    `besides` are the officers whose work it is: no one is his own superior. None where no agency
    on the way up has named a leader.
    """
    own = min(_UPWARD.index(Agency.Level(level)) for level in GIVEN_AT[role])
    above = [
        agency
        for agency in agencies_over(place)
        if agency.department in ("", department)
        and _UPWARD.index(Agency.Level(agency.level)) >= own
    ]
    above.sort(key=lambda agency: _UPWARD.index(Agency.Level(agency.level)))
    leaders = [agency.leader_id for agency in above if agency.leader_id]
    named = Officer.objects.filter(is_active=True).in_bulk(leaders)
    return next((named[pk] for pk in leaders if pk in named and pk not in besides), None)
