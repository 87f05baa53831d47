"""When the household was told what a department reported: terms run from the service of the letter."""

from __future__ import annotations

from datetime import date

from documents.delivery import served_on
from workflows.engine.matter import Matter
from workflows.engine.models import CasePaper


def told_on(matter: Matter) -> date | None:
    """The day the newest letter of this co-check (D10) was served; None while it was not."""
    letters = CasePaper.objects.filter(case=matter.case, paper__kind="D10", paper__voided_on=None)
    newest = letters.select_related("paper").order_by("-pk").first()
    return served_on(newest.paper) if newest else None
