"""When a letter of a case was served: terms run from the service and from nothing before it."""

from __future__ import annotations

from datetime import date

from documents import delivery
from documents.models import Paper
from workflows.engine.models import Case, CasePaper


def newest_letter(case: Case, kind: str) -> Paper | None:
    """The newest letter of a kind that this very case issued, not another of its family."""
    letters = CasePaper.objects.filter(case=case, paper__kind=kind, paper__voided_on=None)
    newest = letters.select_related("paper").order_by("-pk").first()
    return newest.paper if newest else None


def served_on(case: Case, kind: str) -> date | None:
    """The day that letter was served; None while it was not."""
    letter = newest_letter(case, kind)
    return delivery.served_on(letter) if letter else None
