"""What an officer may see: the one place every list, page and export starts from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from workflows.access.actors import Actor, Role, Seat

from .procedure import all_procedures

if TYPE_CHECKING:
    from .models import Case, Task  # noqa: F401  generic parameters only


def _cases_of(seat: Seat) -> Q:
    """The cases one seat may open: its area, the procedures its role sees, its own department."""
    keys = sorted({p.key for p in all_procedures() if seat.role in p.seen_by})
    wanted = Q(region__gte=seat.low, region__lt=seat.high, procedure__in=keys)
    if seat.department and seat.role is not Role.AUDITOR:
        wanted &= Q(department=seat.department)
    return wanted


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, actor: Actor) -> Self:
        """Cases this actor may open. A relative's case stays visible, only acting is barred."""
        reach = Q(pk__in=())
        for seat in actor.seats:
            reach |= _cases_of(seat)
        return self.filter(reach)


class TaskQuerySet(models.QuerySet["Task"]):
    def open(self) -> Self:
        return self.filter(closed_at=None)

    def for_actor(self, actor: Actor) -> Self:
        """Open work the actor's own and delegated seats may take up."""
        reach = Q(pk__in=())
        for seat in actor.seats:
            if seat.role is Role.SYSTEM:
                continue
            area = Q(region__gte=seat.low, region__lt=seat.high)
            one = area & Q(role=seat.role)
            # Audit belongs to a department without working for it.
            if seat.role is not Role.AUDITOR:
                one &= Q(department=seat.department)
            reach |= one
        return self.open().filter(reach)
