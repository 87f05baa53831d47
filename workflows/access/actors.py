"""Who acts, as plain values: the roles, the seats a person holds today, and the actor.

Nothing here knows the database or the clock, so that a decision of the engine can be
repeated with the same values for ever.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody may be asked to do; `label` is the word officers use.

    Source of the list: the roles of the county's procedure papers, one inbox each.
    """

    VILLAGE = "village"
    CLERK = "clerk"
    REVIEWER = "reviewer"
    LIAISON = "liaison"
    HANDLER = "handler"
    APPROVER = "approver"
    PAYER = "payer"
    ARCHIVIST = "archivist"
    AUDITOR = "auditor"
    POLICY = "policy"
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDIT_ADMIN = "audit_admin"
    VILLAGER = "villager"
    HOUSEHOLD = "household"
    SYSTEM = "system"

    @property
    def label(self) -> str:
        """The role in Chinese, as menus, papers and messages name it."""
        return LABELS[self]


LABELS: dict[Role, str] = {
    Role.VILLAGE: "村级工作人员",
    Role.CLERK: "乡镇经办",
    Role.REVIEWER: "乡镇审核",
    Role.LIAISON: "部门联络员",
    Role.HANDLER: "县经办",
    Role.APPROVER: "县级审批",
    Role.PAYER: "支付经办",
    Role.ARCHIVIST: "档案员",
    Role.AUDITOR: "审计",
    Role.POLICY: "政策管理员",
    Role.SYSTEM_ADMIN: "系统管理员",
    Role.SECURITY_ADMIN: "安全管理员",
    Role.AUDIT_ADMIN: "审计管理员",
    Role.VILLAGER: "村民",
    Role.HOUSEHOLD: "农户",
    Role.SYSTEM: "系统",
}

# Roles that an agency gives to an officer by a post; the rest nobody is appointed to.
POSTED = (
    Role.VILLAGE,
    Role.CLERK,
    Role.REVIEWER,
    Role.LIAISON,
    Role.HANDLER,
    Role.APPROVER,
    Role.PAYER,
    Role.ARCHIVIST,
    Role.AUDITOR,
    Role.POLICY,
    Role.SYSTEM_ADMIN,
    Role.SECURITY_ADMIN,
    Role.AUDIT_ADMIN,
)

# 三员分立: whoever keeps the installation, its accounts, or the record of both. None of them has
# a part in any case, and nobody is two of them.
ADMINISTRATORS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)


@dataclass(frozen=True, slots=True)
class Seat:
    """One role over one area: region codes from `low` up to, but not including, `high`.

    `for_whom` is the officer who gave the delegation under which the seat is held; None for
    a post of one's own. `agency` is the agency whose papers may be issued from this seat.
    """

    role: Role
    low: int
    high: int
    department: str = ""
    agency: int = 0
    for_whom: int | None = None

    def covers(self, place: int) -> bool:
        """Whether a 12-digit region code lies in the area of this seat."""
        return self.low <= place < self.high


@dataclass(frozen=True, slots=True)
class Actor:
    """Who takes a step: a person with today's seats; `person` is None for nobody signed in."""

    person: int | None
    name: str
    seats: tuple[Seat, ...]

    def seats_of(self, *roles: Role) -> Iterator[Seat]:
        """The seats with one of the roles, own posts before delegated ones."""
        chosen = [seat for seat in self.seats if seat.role in roles]
        yield from sorted(chosen, key=lambda seat: seat.for_whom is not None)

    def seat_for(self, *roles: Role, place: int, department: str | None = None) -> Seat | None:
        """The seat from which this actor may act as one of the roles at a place, or None.

        `department` must be the seat's own when it is given, and "" means a seat of the general
        administration: a department never answers for another, nor for the county. None asks
        for the area only. A post of one's own goes before a delegated one.
        """
        for seat in self.seats_of(*roles):
            if seat.covers(place) and department in (None, seat.department):
                return seat
        return None

    def holds(self, *roles: Role) -> bool:
        """Whether any seat has one of the roles, wherever it lies."""
        return any(seat.role in roles for seat in self.seats)

    def ranges(self, *roles: Role) -> tuple[tuple[int, int], ...]:
        """The areas of the seats with these roles (all seats if none is named), merged.

        Half-open ranges of region codes in ascending order, none touching another: what
        every list, search and export is limited to.
        """
        areas = sorted(
            (seat.low, seat.high) for seat in self.seats if not roles or seat.role in roles
        )
        merged: list[tuple[int, int]] = []
        for low, high in areas:
            if merged and low <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
            else:
                merged.append((low, high))
        return tuple(merged)


NOBODY = Actor(person=None, name="未登录", seats=())
SYSTEM = Actor(person=None, name="系统", seats=(Seat(Role.SYSTEM, 0, 10**12),))
