"""How near a due date is, in words an officer acts on."""

from dataclasses import dataclass
from datetime import date

from workflows.engine.models import Task
from workflows.workdays.calendar import Calendar

# From here on a date is shown as soon due; two working days are enough to fetch a signature.
SOON_WORKDAYS = 2

OVERDUE, SOON, CALM = "overdue", "soon", ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """`tone` names the colour, `words` stand beside it: a colour never speaks alone."""

    tone: str
    words: str
    day: date
    provisional: bool


def deadline_of(task: Task | None, today: date, calendar: Calendar) -> Deadline | None:
    """When a piece of work is due, or from when it can be done while a minimum period runs.

    None where neither is known. Provisional dates reach into a year whose holidays are not.
    """
    if task is None:
        return None
    if task.ready_on and task.ready_on > today:
        words = f"{task.ready_on:%-m月%-d日}起可办"
        return Deadline(CALM, words, task.ready_on, task.provisional)
    return deadline(task.due_on, today, calendar, provisional=task.provisional)


def deadline(
    due: date | None, today: date, calendar: Calendar, *, provisional: bool = False
) -> Deadline | None:
    """A due date as a tag; None where nothing is due."""
    if due is None:
        return None
    if due < today:
        return Deadline(OVERDUE, f"逾期 {(today - due).days} 天", due, provisional)
    if due == today:
        return Deadline(SOON, "今天到期", due, provisional)
    left = calendar.count_workdays(today, due)
    if left <= SOON_WORKDAYS:
        words = f"剩 {left} 个工作日" if left else f"剩 {(due - today).days} 天（休息日）"
        return Deadline(SOON, words, due, provisional)
    return Deadline(CALM, f"{due:%-m月%-d日}到期", due, provisional)


def soon_until(today: date, calendar: Calendar) -> date:
    """The last due date that still counts as soon."""
    return calendar.add_workdays(today, SOON_WORKDAYS).day
