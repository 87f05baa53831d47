"""Sheets that no household's step opens: a month's list of payments, a return to be reported."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from workflows.access.actors import Actor
from workflows.workdays import clock

from .family import Family
from .models import Case
from .openings import blank, numbered
from .procedure import Sheet
from .storing import flush
from .writer import Writer


@transaction.atomic
def begin(
    table: type[Sheet], *, by: Actor, region: int, command_id: UUID, facts: Mapping[str, Any]
) -> tuple[Case, bool]:
    """Open a sheet over a region with what is known of it; False beside it if it was there.

    The same `command_id` is the same sheet. Whoever else begins it at the same moment waits on
    its unique key, and then finds it.
    """
    there = Case.objects.filter(uuid=command_id).first()
    if there:
        return there, False
    today = clock.today()
    sheet = blank(table, region=region, on=today, number=numbered(table, region, today))
    sheet.uuid, sheet.facts, sheet.collecting = command_id, dict(facts), False
    writer = Writer(Family([sheet], today, locked=True, listed=0), by, command_id, today)
    writer.set_clocks(sheet)
    writer.open([sheet], automatic=False)
    writer.settle()
    flush(writer)
    return sheet, True
