"""What the engine keeps: cases, the sheets they stand on, their journal with its seal, and the work they ask for."""

from .case import Case, CasePaper, SheetEntry
from .event import Event, PersonalAnswers
from .reminder import Reminder
from .seal import Checkpoint, Erasure, Leaf
from .task import Task

__all__ = [
    "Case",
    "CasePaper",
    "Checkpoint",
    "Erasure",
    "Event",
    "Leaf",
    "PersonalAnswers",
    "Reminder",
    "SheetEntry",
    "Task",
]
