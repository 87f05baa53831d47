"""Whether a household has an intervention under way: it can have one and no more."""

from workflows.engine.matter import Matter
from workflows.engine.models import Case


def under_way(matter: Matter) -> bool:
    """Whether the household of the case at hand has another open case of 防贫干预."""
    head = matter.head
    others = Case.objects.filter(household=head.household_id, procedure="intervention", parent=None)
    return others.filter(closed=False).exclude(pk=head.pk).exists()
