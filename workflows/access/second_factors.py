"""Who needs a second factor, and how one is taken up (双因素, 等保三级 身份鉴别 d)."""

from __future__ import annotations

import django_otp
from django.conf import settings
from django.http import HttpRequest

from workflows.access.actors import ADMINISTRATORS, Actor, Role
from workflows.access.models import Officer, SecondFactor

# Whose password alone must not be enough: who decides, and who keeps accounts or the installation.
TWO_FACTORS = (Role.APPROVER, *ADMINISTRATORS)


def needed_by(actor: Actor) -> bool:
    """Whether this officer's posts or delegations ask for a code beside the password."""
    return settings.SECOND_FACTOR and actor.holds(*TWO_FACTORS)


def is_missing(request: HttpRequest, actor: Actor) -> bool:
    """Whether a code is needed and this session has not seen one."""
    return needed_by(actor) and not request.user.is_verified()  # type: ignore[union-attr]  # OTPMiddleware adds it


def factor_of(officer: Officer) -> SecondFactor | None:
    """The generator the officer has bound, or None."""
    found: SecondFactor | None = SecondFactor.objects.filter(user=officer, confirmed=True).first()
    return found


def offered_to(officer: Officer) -> SecondFactor:
    """The generator offered for binding: the same one until a code of it has been given."""
    offered: SecondFactor
    offered, _ = SecondFactor.objects.get_or_create(
        user=officer, defaults={"name": "动态口令", "confirmed": False}
    )
    return offered


def accepted(factor: SecondFactor, code: str) -> bool:
    """Whether the code is right; the first right one binds the generator.

    The row is locked meanwhile, so that one code is good for one session only.
    """
    verified = django_otp.verify_token(factor.user, factor.persistent_id, code.replace(" ", ""))
    if verified is None:
        return False
    if not verified.confirmed:
        verified.confirmed = True
        verified.save(update_fields=["confirmed"])
    return True
