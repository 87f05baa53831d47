"""What stands around every page of the desk: the main ways, by the roles held today."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from workflows.access.actors import Actor, Role
from workflows.access.keepers import KEEPERS
from workflows.access.register import CIRCUMSTANCES, READERS
from workflows.access.visibility import Datum, roles_with
from workflows.desk import registers
from workflows.desk.intake import openable
from workflows.procedures.phase_out.table import PhaseOut


@dataclass(frozen=True, slots=True)
class Way:
    """One entry of the main navigation."""

    address: str
    label: str
    icon: str
    current: bool


def _everybody(_actor: Actor) -> bool:
    return True


def _holding(*roles: Role) -> Callable[[Actor], bool]:
    return lambda actor: actor.holds(*roles)


def _registering(actor: Actor) -> bool:
    """Who registers what is for the procedures' tables to say."""
    return bool(openable(actor))


def _phasing_out(actor: Actor) -> bool:
    """Those whose inbox the end of a phase-out comes to; at the county, civil affairs."""
    led = (
        seat.department == PhaseOut.led_by
        for seat in actor.seats_of(Role.HANDLER, Role.APPROVER, Role.PAYER)
    )
    return actor.holds(Role.CLERK, Role.REVIEWER) or any(led)


# Address name, label, icon, and whom it is shown to.
WAYS: tuple[tuple[str, str, str, Callable[[Actor], bool]], ...] = (
    ("desk:inbox", "我的待办", "inbox", _everybody),
    ("desk:register", "登记线索", "clue", _registering),
    ("desk:households", "农户册", "paper", _holding(*READERS)),
    ("desk:screening", "重点人群", "warn", _holding(*CIRCUMSTANCES)),
    ("desk:ledgers", "台账", "tick", _holding(*READERS)),
    ("desk:comparisons", "数据比对", "ask", _holding(Role.HANDLER)),
    ("desk:notices", "公示管理", "notice", _holding(Role.VILLAGE, Role.CLERK, Role.REVIEWER)),
    ("desk:phase_outs", "低保渐退", "clock", _phasing_out),
    ("desk:standards", "低保标准", "paper", _holding(Role.POLICY)),
    ("desk:asked", "待协查", "ask", _holding(Role.LIAISON)),
    (
        "desk:lateness",
        "督办",
        "clock",
        _holding(Role.REVIEWER, Role.HANDLER, Role.APPROVER, Role.AUDITOR),
    ),
    ("desk:deliveries", "登记簿", "paper", _holding(*registers.DELIVERIES)),
    (
        "desk:filing",
        "归档",
        "paper",
        _holding(Role.ARCHIVIST, Role.HANDLER, Role.AUDITOR),
    ),
    ("desk:trail", "使用记录", "search", _holding(*roles_with(Datum.TRAIL))),
    ("desk:villages", "行政村", "paper", _holding(Role.SYSTEM_ADMIN)),
    ("admin:index", "数据维护", "paper", _holding(*KEEPERS)),
    ("desk:approvals", "待审批", "approve", _holding(Role.APPROVER)),
    ("desk:gallery", "文书样张", "paper", _holding(Role.POLICY, Role.AUDITOR, Role.ARCHIVIST)),
)


def shell(request: HttpRequest) -> dict[str, list[Way]]:
    """Context processor: the ways open to the officer of this request; none for a stranger."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or actor.person is None:
        return {"ways": []}
    ways = [
        Way(address := reverse(name), label, icon, request.path == address)
        for name, label, icon, shown_to in WAYS
        if shown_to(actor)
    ]
    return {"ways": ways}
