"""提醒: what the officer was told of work that lies, and that it was read."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from workflows.access.actors import Actor
from workflows.access.rules import actor_on, signed_in
from workflows.desk.heads import name_of, title_of
from workflows.desk.places import places
from workflows.engine.models import Reminder
from workflows.engine.reminders import confirm_seen, unseen
from workflows.workdays import clock

# The inbox lists every piece of work anyway; here stand those nobody may miss.
SHOWN_AT_MOST = 10


@dataclass(frozen=True, slots=True)
class Told:
    """One reminder as the inbox shows it."""

    grave: bool
    words: str
    name: str
    what: str
    address: str


def told(actor: Actor) -> list[Told]:
    """What this officer has not yet confirmed, the gravest first; two statements at most."""
    found = unseen(actor).select_related("task__case__household", "officer")
    return _described(list(found[:SHOWN_AT_MOST]))


def _described(reminders: Sequence[Reminder]) -> list[Told]:
    where = places(reminder.task.region for reminder in reminders) if reminders else {}
    return [
        Told(
            reminder.level > Reminder.Level.SOON,
            reminder.get_level_display() + ("" if reminder.attended else "：无人承办"),
            name_of(reminder.task.case, where[reminder.task.region]),
            f"{title_of(reminder.task.case)}，{reminder.due_on:%-m月%-d日}到期",
            reverse("desk:case", args=[reminder.task.case.uuid]),
        )
        for reminder in reminders
    ]


@signed_in()
@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """I have read my reminders; the work itself stays where it is."""
    count = confirm_seen(actor_on(request), clock.today())
    if count:
        messages.success(request, f"已阅知 {count} 条提醒，事项仍在待办中。")
    return redirect("desk:inbox")
