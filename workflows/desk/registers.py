"""登记簿: the registers kept beside the cases, each open to its own roles."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from workflows.access.actors import Actor, Role

_JUDGING = (Role.CLERK, Role.REVIEWER, Role.HANDLER, Role.APPROVER)

DELIVERIES = (*_JUDGING, Role.ARCHIVIST, Role.AUDITOR)
KIN = (*_JUDGING, Role.AUDITOR)
NUMBERS = (Role.POLICY, Role.AUDITOR, Role.ARCHIVIST, Role.HANDLER, Role.REVIEWER)

# Address name, label, and who may open it; the first one open is where the main way leads.
REGISTERS: tuple[tuple[str, str, tuple[Role, ...]], ...] = (
    ("desk:deliveries", "送达登记", DELIVERIES),
    ("desk:kin", "近亲属备案", KIN),
    ("desk:numbers", "发文登记", NUMBERS),
)


def offered(request: HttpRequest, actor: Actor) -> list[tuple[str, str, bool]]:
    """Address, label and whether it is this page, of the registers the officer may open."""
    open_to = [(reverse(name), label) for name, label, roles in REGISTERS if actor.holds(*roles)]
    return [(address, label, request.path == address) for address, label in open_to]
