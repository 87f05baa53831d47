"""Uncovering what the register keeps sealed: only with a reason, and always on record."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from workflows.registry.models import Member, RegisterAccess
from workflows.workdays import clock

What = RegisterAccess.What

SHORTEST_REASON, LONGEST_REASON = 4, 200


def recorded(
    what: What, *, officer: int, reason: str, told: str = "", member: Member | None = None
) -> RegisterAccess:
    """Put on record who took what and why; ValidationError, in Chinese, for want of a reason."""
    reason = reason.strip()
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        raise ValidationError(
            f"请写明事由（{SHORTEST_REASON}至{LONGEST_REASON}字），将记入使用记录。",
            code="no_reason",
        )
    return RegisterAccess.objects.create(
        officer_id=officer,
        at=clock.now(),
        what=what,
        member=member,
        reason=reason,
        told=told,
        household_id=member.household_id if member else None,
    )


@transaction.atomic
def reveal(member: Member, *, officer: int, reason: str) -> str:
    """The member's whole ID number, shown once and put on record first.

    Source: domain 7, “ID number, phone: masked, reveal logged”. ValidationError without a reason.
    """
    recorded(What.REVEAL, officer=officer, reason=reason, member=member)
    return str(member.id_number)
