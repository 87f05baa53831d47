"""Which posts one person may not hold at the same time, as plain rules.

Separation of duties within one case is the engine's; this keeps apart what no case should
ever have to sort out. Source: checking, reviewing and approving a case are for different
people (核查、审核、审批分离), and an auditor takes no part in what he audits. The three
administrators exclude each other and every other post (三员分立, GB/T 22239-2019 8.1.5 as
secondary sources quote it).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from workflows.access.actors import ADMINISTRATORS, Role

# An approver holds none of these where the areas overlap: he would decide on his own work.
BELOW_APPROVAL = frozenset({Role.CLERK, Role.REVIEWER, Role.HANDLER})
# Whoever decides what is owed does not pay it out (不相容岗位分离).
DECIDING = BELOW_APPROVAL | {Role.APPROVER}

# The agencies, by level, that can give a role.
GIVEN_AT: dict[Role, frozenset[str]] = {
    Role.VILLAGE: frozenset({"village"}),
    Role.CLERK: frozenset({"township"}),
    Role.REVIEWER: frozenset({"township"}),
    Role.LIAISON: frozenset({"department"}),
    Role.HANDLER: frozenset({"county", "department"}),
    Role.APPROVER: frozenset({"county", "department"}),
    Role.PAYER: frozenset({"county", "department"}),
    Role.ARCHIVIST: frozenset({"county", "department", "township"}),
    Role.AUDITOR: frozenset({"county", "department"}),
    Role.POLICY: frozenset({"county"}),
    Role.SYSTEM_ADMIN: frozenset({"county"}),
    Role.SECURITY_ADMIN: frozenset({"county"}),
    Role.AUDIT_ADMIN: frozenset({"county"}),
}


@dataclass(frozen=True, slots=True)
class Holding:
    """A role over an area for a time; `ends_on` None is open-ended, both days included."""

    role: Role
    agency: str
    area: tuple[int, int]
    starts_on: date
    ends_on: date | None

    def during(self, first: date, last: date) -> Holding | None:
        """The part of it that falls into a period, or None."""
        starts = max(self.starts_on, first)
        ends = min(self.ends_on or last, last)
        return replace(self, starts_on=starts, ends_on=ends) if starts <= ends else None

    def meets(self, other: Holding) -> bool:
        """Whether both hold on some day."""
        last, others_last = self.ends_on or date.max, other.ends_on or date.max
        return self.starts_on <= others_last and other.starts_on <= last

    def overlaps(self, other: Holding) -> bool:
        """Whether both reach some region; one area then lies within the other."""
        return self.area[0] < other.area[1] and other.area[0] < self.area[1]


def misplaced(role: Role, level: str) -> str | None:
    """Why an agency of this level cannot give the role, in Chinese; None if it can."""
    if level in GIVEN_AT[role]:
        return None
    return f"“{role.label}”不能设在这一层级的机构，请改选机构或岗位。"


def conflict(one: Holding, other: Holding) -> str | None:
    """Why one person may not hold both, in Chinese and with what to do; None if he may."""
    if not one.meets(other):
        return None
    roles = {one.role, other.role}
    if len(roles) > 1 and not roles.isdisjoint(ADMINISTRATORS):
        kept, barred = (one, other) if one.role in ADMINISTRATORS else (other, one)
        return (
            f"“{kept.role.label}”不得兼任其他岗位（系统、安全、审计管理员三员分立，也不办理业务）："
            f"与{barred.agency}的“{barred.role.label}”冲突，请先终止其中一个岗位。"
        )
    if Role.AUDITOR in roles and len(roles) > 1:
        acting = other if one.role is Role.AUDITOR else one
        return (
            f"审计人员不得兼任经办、审核、审批等岗位：与{acting.agency}的"
            f"“{acting.role.label}”冲突，请先终止其中一个岗位。"
        )
    if Role.PAYER in roles and roles & DECIDING and one.overlaps(other):
        deciding = other if one.role is Role.PAYER else one
        return (
            f"支付经办不得兼任经办、审核、审批（不相容岗位分离）：与{deciding.agency}的"
            f"“{deciding.role.label}”冲突，请另派人员或先终止其中一个岗位。"
        )
    if Role.APPROVER in roles and roles & BELOW_APPROVAL and one.overlaps(other):
        lower = other if one.role is Role.APPROVER else one
        return (
            f"同一辖区内审批与经办、审核须由不同的人担任：与{lower.agency}的"
            f"“{lower.role.label}”冲突，请另派人员或先终止其中一个岗位。"
        )
    return None
