"""What the engine keeps: cases, the sheets they stand on, their journal and the work they ask for."""

from .case import Case, CasePaper, SheetEntry
from .event import Event, PersonalAnswers
from .reminder import Reminder
from .task import Task

__all__ = ["Case", "CasePaper", "Event", "PersonalAnswers", "Reminder", "SheetEntry", "Task"]
