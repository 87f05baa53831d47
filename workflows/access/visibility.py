"""Who may see what: the one table that pages, files and exports read (domain 7).

A row is a class of information, a column a role. What a role holds not at all is absent. Scope
comes first everywhere: `visible_to` and `households_of` decide which cases and households, this
table decides how much of them. Which papers a role opens stands with each kind (`PaperForm.readers`);
a test holds that to this table.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from workflows.access.actors import Role


class Datum(StrEnum):
    """A class of information about households."""

    NUMBERS = "numbers"  # ID number, telephone, bank account
    HEALTH = "health"  # illness, disability: need-to-know
    INCOME = "income"  # incomes, expenditure, assets
    ANSWERS = "answers"  # what was recorded in a case: findings, replies of departments, opinions
    OBJECTOR = "objector"  # who objected or reported
    TRAIL = "trail"  # who signed in, who opened whose file


class Sees(StrEnum):
    """How much of it."""

    FULL = "full"
    MASKED = "masked"
    UNCOVERS = "uncovers"  # masked, whole with a reason, on record
    OWN = "own"  # what the role recorded itself, or the part put to it
    OPEN = "open"  # all but the answers marked as personal


_JUDGING = (Role.CLERK, Role.REVIEWER, Role.HANDLER, Role.APPROVER)


def _full(*roles: Role) -> dict[Role, Sees]:
    return dict.fromkeys(roles, Sees.FULL)


TABLE: Mapping[Datum, Mapping[Role, Sees]] = {
    Datum.NUMBERS: {
        Role.VILLAGE: Sees.MASKED,
        **dict.fromkeys(_JUDGING, Sees.UNCOVERS),
        Role.LIAISON: Sees.OWN,
        Role.PAYER: Sees.OWN,  # of whom a list of payments names
        Role.AUDITOR: Sees.MASKED,
    },
    Datum.HEALTH: _full(*_JUDGING),
    Datum.INCOME: _full(*_JUDGING, Role.AUDITOR),
    Datum.ANSWERS: {
        **_full(*_JUDGING, Role.ARCHIVIST),
        Role.VILLAGE: Sees.OWN,
        Role.LIAISON: Sees.OWN,
        Role.AUDITOR: Sees.OPEN,
    },
    # the township's handler, not whoever reviews or approves there
    Datum.OBJECTOR: _full(Role.CLERK, Role.HANDLER, Role.APPROVER, Role.AUDITOR),
    Datum.TRAIL: _full(Role.AUDITOR, Role.AUDIT_ADMIN),
}


def roles_with(datum: Datum, *how: Sees) -> tuple[Role, ...]:
    """The roles that see this class in one of these ways (any way if none is named)."""
    return tuple(role for role, sees in TABLE[datum].items() if not how or sees in how)
