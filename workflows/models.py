"""The models of the app, gathered for Django; each is defined beside its own rules."""

from workflows.access.models import Agency, Delegation, Handover, Kinship, Officer, Post
from workflows.engine.models import (
    Case,
    CasePaper,
    Event,
    PersonalAnswers,
    Reminder,
    SheetEntry,
    Task,
)
from workflows.registry.models import (
    CalendarDay,
    Household,
    ImportBatch,
    KindPeriod,
    Lineage,
    Member,
    MemberMove,
    MergeProposal,
    Region,
    RegionName,
    RegisterAccess,
    YearAccount,
)

__all__ = [
    "Agency",
    "CalendarDay",
    "Case",
    "CasePaper",
    "Delegation",
    "Event",
    "Handover",
    "Household",
    "ImportBatch",
    "KindPeriod",
    "Kinship",
    "Lineage",
    "Member",
    "MemberMove",
    "MergeProposal",
    "Officer",
    "PersonalAnswers",
    "Post",
    "Region",
    "RegionName",
    "RegisterAccess",
    "Reminder",
    "SheetEntry",
    "Task",
    "YearAccount",
]
