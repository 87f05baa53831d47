"""导出: any list of the desk as a workbook, with a reason on record and whose it is on every page."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from workflows.access.rules import actor_on, signed_in
from workflows.desk.leaving import taken
from workflows.desk.listings import LISTS


@signed_in()
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, key: str) -> HttpResponse:
    """Ask why, then hand the list over as its page shows it to this officer."""
    actor, chosen = actor_on(request), LISTS.get(key)
    if chosen is None:
        raise Http404("没有这个清单。")
    if chosen.roles and not actor.holds(*chosen.roles):
        raise PermissionDenied("您今天的岗位不办理这个清单，不能导出。")
    wrong: list[str] = []
    if request.method == "POST":
        try:
            cells = list(chosen.cells(actor, request.GET))
            reason = request.POST.get("reason", "")
            return taken(actor, reason, chosen.title, chosen.heads, cells)
        except ValidationError as refused:
            wrong = refused.messages
    back = reverse(chosen.page)
    context = {"title": chosen.title, "back": back, "wrong": wrong, "trail": [(chosen.title, back)]}
    return render(request, "desk/leave.html", context, status=422 if wrong else 200)
