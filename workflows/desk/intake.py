"""What may be opened for a household, by whom; and a household put into the register on the way."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from workflows.access.actors import Actor
from workflows.desk.forms import HouseholdForm, Members
from workflows.engine.door import start
from workflows.engine.models import Case
from workflows.engine.procedure import Procedure, all_procedures, newest
from workflows.engine.words import Step
from workflows.procedures.raising import CLUE
from workflows.registry.entering import enter
from workflows.registry.models import Household


def openable(actor: Actor) -> list[type[Procedure]]:
    """The procedures this officer may open for a household, the clue first: 登记线索 leads there."""
    keys = dict.fromkeys(table.key for table in all_procedures() if table.leaving[""])
    tables = [newest(key) for key in sorted(keys, key=lambda key: key != CLUE)]
    return [table for table in tables if any(_may(actor, step) for step in table.leaving[""])]


def asking(table: type[Procedure]) -> Step:
    """The opening step whose form is shown; which of several applies the door decides."""
    return table.leaving[""][0]


def _may(actor: Actor, step: Step) -> bool:
    return actor.holds(*(step.by or ()))


@transaction.atomic
def open_for(
    table: type[Procedure],
    household: Household | tuple[HouseholdForm, Members],
    *,
    by: Actor,
    command_id: UUID,
    answers: Mapping[str, Any],
    files: Mapping[str, Any],
    today: date,
) -> Case:
    """Open a case; a household given as its two valid forms is registered in the same transaction.

    Raises a Refusal; then neither the case nor the household is there. The same `command_id`
    returns the case opened first and registers nothing again.
    """
    opened = Case.objects.filter(uuid=command_id).first()
    if opened:
        return opened
    if not isinstance(household, Household):
        household = _registered(*household, today)
    return start(
        table, by=by, household=household, command_id=command_id, answers=answers, files=files
    )


def _registered(form: HouseholdForm, members: Members, today: date) -> Household:
    """The household with the next number of its village, of its kind from today on."""
    household: Household = form.save(commit=False)
    household.head_name = members.head
    named = (row for row in members.forms if row.cleaned_data.get("name"))
    return enter(household, [row.save(commit=False) for row in named], today)
