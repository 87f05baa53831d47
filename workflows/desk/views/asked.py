"""待协查: what a department is asked to look up, and nothing else about the household."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from workflows.access.actors import Role
from workflows.access.rules import actor_on, signed_in
from workflows.desk import rows
from workflows.desk.heads import chinese
from workflows.desk.offers import likely
from workflows.engine.models import Task
from workflows.registry.holidays import calendar
from workflows.workdays import clock


@signed_in(Role.LIAISON)
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """The open requests to the officer's department, the nearest due first."""
    actor, today, days = actor_on(request), clock.today(), calendar()
    mine = Task.objects.for_actor(actor).filter(role=Role.LIAISON)
    listed, onward = rows.page(mine, request.GET.get("after", ""))
    described = rows.described(listed, today, days)
    shown = [
        {
            "name": row.name,
            "place": row.place,
            "stage": row.stage,
            "deadline": row.deadline,
            "address": row.address,
            "facts": [("协查编号", row.number), ("发函日期", chinese(task.opened_on))],
            "steps": list(likely(task.case, actor)),
        }
        for row, task in zip(described, listed, strict=True)
    ]
    return render(
        request, "desk/asked.html", {"rows": shown, "onward": f"after={onward}" if onward else ""}
    )
