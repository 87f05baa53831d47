"""预览: a sheet as villagers will see it and as it will hang, with its record and its days.

For officers who may see the sheet. The villagers' page below is drawn by the villagers' own
template from the same facts, so that what was looked at here is what is seen there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from documents.models import Paper
from workflows.access.actors import Actor, Role
from workflows.access.rules import actor_on, signed_in
from workflows.board import sheets
from workflows.board.countdown import explained
from workflows.engine.family import Family
from workflows.engine.matter import Matter
from workflows.engine.models import Case, SheetEntry
from workflows.engine.words import Step
from workflows.registry.holidays import calendar
from workflows.workdays import clock

# Photographs of the board among the answers, and what each shows.
PHOTOS = {"posted_photo": "张贴后", "mishap_photo": "重新张贴后", "taken_down_photo": "取下前"}
RECORDED = ("post", "post_late", "mishap", "take_down", "redate", "empty")


@signed_in(Role.VILLAGE, Role.CLERK, Role.REVIEWER, Role.HANDLER, Role.APPROVER)
@never_cache
@require_safe
def preview(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Both faces of one sheet; a sheet outside the officer's area is a 404."""
    actor = actor_on(request)
    sheet = Case.objects.visible_to(actor).filter(uuid=uuid, procedure__in=sheets.kinds()).first()
    if sheet is None:
        raise Http404("没有找到这张公示，或不在您的管辖范围内。")
    named, days = sheets.named(uuid), calendar()
    paper = named[1] if named else None
    facts = paper.facts if paper else _to_be_issued(sheet, actor)
    hung = sheets.hung_of(sheet, days, clock.today())
    entries = sheets.entries_of(sheet)
    shown = Paper(facts=facts)
    context = {
        "sheet": sheet,
        "hung": hung,
        "paper": paper,
        "title": paper.title if paper else sheet.table.name,
        "facts": facts,
        "online": sheets.lines(shown, entries, masked=sheets.masks(sheet)),
        "wall": sheets.lines(shown, entries, masked=False),
        "entries": [] if facts else entries,
        "period": [_chinese(facts.get(name)) for name in ("starts_on", "ends_on")],
        "days": explained(hung, days) if hung else [],
        "objections": _objections(hung, entries, actor) if hung else [],
        "record": _record(sheet),
        "photos": _photos(sheet),
        "desk": reverse("desk:case", args=[uuid]),
        "pdf": reverse("desk:paper", args=[paper.uuid]) if paper else "",
    }
    return render(request, "board/preview.html", context)


def _chinese(day: date | str | None) -> str:
    """A date as the poster prints it; frozen facts keep it as ISO text."""
    told = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{told:%Y年%-m月%-d日}" if told else ""


def _to_be_issued(sheet: Case, actor: Actor) -> Mapping[str, Any]:
    """The facts the next signature would freeze; none while they are not settled."""
    step = _signing(sheet)
    if step is None:
        return {}
    family = Family.read(sheet, clock.today())
    matter = Matter(family, sheet, actor, step)
    answers: dict[str, Any] = {}
    for give in step.gives:
        answers |= give(family.snapshot(sheet), answers)
    form = next(form for form in step.issues if form.kind.is_public)
    facts: Mapping[str, Any] = form.facts(replace(matter, answers=answers))  # type: ignore[attr-defined]  # every form is a PaperForm
    return facts


def _signing(sheet: Case) -> Step | None:
    """The step out of the present stage by which the public paper is signed."""
    leaving = sheet.table.leaving[sheet.stage]
    return next((s for s in leaving if any(form.kind.is_public for form in s.issues)), None)


def _objections(
    hung: sheets.Hung, entries: Iterable[SheetEntry], actor: Actor
) -> list[dict[str, Any]]:
    """What was objected to while the sheet hung, for who may see it; one statement.

    Who objected is not told here: the objection's own page tells it to those who may know.
    """
    until = {entry.case_id: entry.struck_on or hung.until for entry in entries}
    lodged = Case.objects.visible_to(actor).filter(
        parent__in=until, procedure__in=sheets.objections(), opened_on__gte=hung.posted_on
    )
    return [
        {"head": one.head_name, "number": one.number, "on": one.opened_on,
         "stage": one.stage_label, "address": reverse("desk:case", args=[one.uuid])}
        for one in lodged.select_related("household").order_by("pk")
        if one.opened_on <= until[one.parent_id or 0]
    ]  # fmt: skip


def _record(sheet: Case) -> list[dict[str, Any]]:
    """Who posted, damaged, replaced and took it down, and when; one statement."""
    events = sheet.events.filter(step__in=RECORDED).select_related("officer").order_by("seq")
    steps = sheet.table.steps
    return [
        {"what": steps[event.step].label, "at": event.recorded_at, "on": event.occurred_on,
         "who": event.officer.name if event.officer else "系统"}
        for event in events
    ]  # fmt: skip


def _photos(sheet: Case) -> list[dict[str, str]]:
    """The shown copies, without the data cameras write into pictures; originals stay in the file."""
    return [
        {
            "caption": caption,
            "address": reverse("desk:photo", args=[sheet.uuid, sheet.facts[name]["public"]]),
        }
        for name, caption in PHOTOS.items()
        if name in sheet.facts
    ]
