"""发文登记: the numbers given by the agencies of an officer's area, and their printed registers."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from documents import registers as numbered
from documents import storage
from documents.models import NumberSeries, Paper
from documents.models.renditions import State
from workflows.access.actors import Actor
from workflows.access.models import Agency
from workflows.access.rules import actor_on, signed_in
from workflows.desk import registers
from workflows.workdays import clock


@signed_in(*registers.NUMBERS)
@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    """The series of the officer's area; one of them, when chosen, number by number."""
    actor = actor_on(request)
    offered = _series(actor)
    chosen = _chosen(offered, request.GET.get("series", ""))
    context: dict[str, Any] = {
        "offered": offered,
        "chosen": chosen,
        "registers": registers.offered(request, actor),
    }
    if chosen is not None:
        context["lines"] = numbered.lines(chosen.code, chosen.year)
        context["books"] = [
            {"paper": paper, "made": _pdf_of(paper) is not None}
            for paper in numbered.made(chosen.code, chosen.year)
        ]
    return render(request, "desk/numbers.html", context)


@signed_in(*registers.NUMBERS)
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Freeze the register of a series as it stands today."""
    named = request.POST.get("series", "")
    chosen = _chosen(_series(actor_on(request)), named)
    if chosen is None:
        raise Http404("没有这个发文代字，或不在您的管辖范围内。")
    numbered.make(chosen.code, chosen.year, today=clock.today())
    return redirect(f"{reverse('desk:numbers')}?series={chosen.pk}")


@signed_in(*registers.NUMBERS)
@require_safe
def printed(request: HttpRequest, number: int) -> HttpResponse:
    """The PDF of a register."""
    paper = Paper.objects.filter(pk=number, kind=numbered.REGISTER.code).first()
    files = {numbered.file_of(one.code, one.year) for one in _series(actor_on(request))}
    pdf = _pdf_of(paper) if paper is not None and paper.dossier in files else None
    if pdf is None:
        raise Http404("没有找到这份登记簿，或还没有生成。")
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Cache-Control"] = "private, no-store"
    return answer


def _series(actor: Actor) -> list[NumberSeries]:
    within = Q(pk__in=())
    for low, high in actor.ranges(*registers.NUMBERS):
        within |= Q(region_id__gte=low, region_id__lt=high)
    agencies = Agency.objects.filter(within).exclude(document_code="")
    return numbered.series_of(agencies.values_list("document_code", flat=True))


def _chosen(offered: list[NumberSeries], key: str) -> NumberSeries | None:
    return next((one for one in offered if str(one.pk) == key), None)


def _pdf_of(paper: Paper) -> bytes | None:
    made = paper.renditions.filter(state=State.RENDERED).select_related("file").first()
    return storage.read(made.file) if made is not None and made.file is not None else None
