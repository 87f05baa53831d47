"""Whether a household has an intervention under way, and the one it had before."""

from workflows.engine.matter import Matter
from workflows.engine.models import Case


def under_way(matter: Matter) -> bool:
    """Whether the household of the case at hand has another open case of 防贫干预."""
    head = matter.head
    others = Case.objects.filter(household=head.household_id, procedure="intervention", parent=None)
    return others.filter(closed=False).exclude(pk=head.pk).exists()


def last_ended(matter: Matter) -> str:
    """The number of the household's last case of 防贫干预 that has ended; "" when it had none.

    One that was never taken over from paper has not begun.
    """
    past = Case.objects.filter(household=matter.head.household_id, procedure="intervention")
    return (
        past.filter(closed=True)
        .exclude(stage="not_taken_over")
        .order_by("-pk")
        .values_list("number", flat=True)
        .first()
        or ""
    )


def neighbouring(matter: Matter) -> list[Case]:
    """The other open cases of 防贫干预 in the village, into which this one may be merged."""
    head = matter.head
    found = Case.objects.filter(procedure="intervention", region=head.region, parent=None)
    others = found.filter(closed=False).exclude(pk=head.pk)
    return list(others.select_related("household").order_by("pk"))
