"""A department's result that is still good: who was compared lately need not be compared again."""

from __future__ import annotations

from datetime import date, timedelta

from workflows.engine.matter import Matter
from workflows.engine.models import Case


def earlier_result(matter: Matter) -> Case | None:
    """The newest accepted co-check of the same household and department within its validity.

    Its data must have been of a day within `cocheck.reuse_days` of today.
    """
    case = matter.case
    past = Case.objects.filter(
        procedure="co_check", household=case.household_id, key=case.key, stage="accepted",
        stands=True,
    ).exclude(root=matter.head)  # fmt: skip
    since = matter.today - timedelta(days=matter.pack.length("cocheck.reuse_days").count)
    good = (one for one in past.order_by("-pk") if date.fromisoformat(one.facts["as_of"]) >= since)
    return next(good, None)
