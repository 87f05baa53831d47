"""What else of a household is open: the case a further clue belongs to."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from workflows.registry.models import Household

from .models import Case
from .procedure import Procedure, all_procedures


def opened_before(
    procedure: type[Procedure], household: Household | None, command_id: UUID
) -> Case | None:
    """The case this very command has opened, else the household's `open_elsewhere`."""
    same = Q(uuid=command_id)
    found = Case.objects.filter(_elsewhere(procedure, household) | same if household else same)
    cases = sorted(found.order_by(), key=lambda case: (case.uuid == command_id, case.pk))
    return cases[-1] if cases else None


def open_elsewhere(procedure: type[Procedure], household: Household) -> Case | None:
    """The household's open case that is to be told of a further clue, the furthest along first."""
    return Case.objects.filter(_elsewhere(procedure, household)).order_by("-pk").first()


def _elsewhere(procedure: type[Procedure], household: Household) -> Q:
    told = {step.tells for step in procedure.leaving[""]} - {""}
    tables = sorted({p.key for p in all_procedures() if told & set(p.steps)} | {procedure.key})
    return Q(household=household, parent=None, closed=False, procedure__in=tables)
