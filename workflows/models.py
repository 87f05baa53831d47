"""The models of the app, gathered for Django; each is defined beside its own rules."""

from workflows.access.models import Agency, Delegation, Kinship, Officer, Post
from workflows.engine.models import Case, CasePaper, Event, PersonalAnswers, SheetEntry, Task
from workflows.registry.models import CalendarDay, Household, Member, Region

__all__ = [
    "Agency",
    "CalendarDay",
    "Case",
    "CasePaper",
    "Delegation",
    "Event",
    "Household",
    "Kinship",
    "Member",
    "Officer",
    "PersonalAnswers",
    "Post",
    "Region",
    "SheetEntry",
    "Task",
]
