"""公示栏 of a village, and one notice on it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from documents.models import Paper
from workflows.access.rules import public
from workflows.board import sheets
from workflows.registry.codes import ancestors
from workflows.registry.holidays import calendar
from workflows.registry.models import Region
from workflows.workdays import clock

VILLAGE = 5
GONE = 410
TOWNSHIP_AND_VILLAGE = 2


@public
@require_safe
def village(request: HttpRequest, code: int) -> HttpResponse:
    """What hangs on the board of one village now; three statements."""
    township, place = whereabouts(code)
    answer = render(
        request,
        "board/village.html",
        {"place": place, "township": township, "hung": sheets.posted(code)},
    )
    answer["Cache-Control"] = "public, max-age=60"
    return answer


@public
@require_safe
def notice(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One notice: may I object, until when, how; then the list. Afterwards a stub with 410."""
    hung, paper = found(uuid)
    context: dict[str, Any] = {
        "hung": hung,
        "place": paper.facts["village"],
        "number": paper.number,
        "board": reverse("board:village", args=[hung.sheet.region]),
        "report": reverse("board:report", args=[hung.sheet.region]),
    }
    if hung.standing is not sheets.Standing.HANGING:
        return render(request, "board/notice_over.html", context, status=GONE)
    entries = sheets.entries_of(hung.sheet)
    lines = sheets.lines(paper, entries, masked=sheets.masks(hung.sheet))
    context |= {
        "paper": paper,
        "facts": paper.facts,
        "lines": lines,
        "struck": sheets.struck(paper, lines),
        "may_object": hung.invites and any(sheets.villagers_step(entry.case) for entry in entries),
        "contacts": paper.facts.get("contacts", ()),
    }
    return render(request, "board/notice.html", context)


def found(uuid: UUID) -> tuple[sheets.Hung, Paper]:
    """The sheet of this name with its paper, if it was ever posted; else a 404. Two statements."""
    named = sheets.named(uuid)
    hung = sheets.hung_of(named[0], calendar(), clock.today()) if named else None
    if named is None or hung is None:
        raise Http404("没有这份公示。")
    return hung, named[1]


def whereabouts(code: int) -> tuple[Region, Region]:
    """The township and the village of this code; else a 404. One statement."""
    path = {region.code: region for region in Region.objects.filter(code__in=_path(code))}
    place = path.get(code)
    if place is None or place.level != VILLAGE:
        raise Http404("没有这个村。")
    return path[_path(code)[0]], place


def _path(code: int) -> tuple[int, ...]:
    try:
        return ancestors(code)[-TOWNSHIP_AND_VILLAGE:]
    except ValueError:
        raise Http404("没有这个村。") from None
