"""文书样张: every kind of paper as a sample to look at, and how far the making of papers is."""

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from documents import gallery as samples
from documents import kinds, owed, printing
from documents.models import Rendition
from documents.models.renditions import State
from workflows.access.actors import Role
from workflows.access.rules import actor_on, signed_in

KEEPERS = (Role.POLICY, Role.AUDITOR, Role.ARCHIVIST)
READ_BY = {"public": "公开张贴", "household": "送农户", "department": "送部门", "internal": "内部"}
LAYOUTS = {"redhead": "红头公文", "letter": "信函格式", "form": "表格", "poster": "张贴"}


@signed_in(*KEEPERS)
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """All kinds with their samples, and the papers by state; three statements."""
    shown = [
        {
            "code": kind.code,
            "title": kind.title,
            "read_by": READ_BY[kind.audience],
            "layout": LAYOUTS[kind.layout],
            "series": kind.series,
            "made": samples.made(kind.code) is not None,
        }
        for kind in kinds.all_kinds()
    ]
    counted = Rendition.objects.values_list("state").annotate(count=Count("pk")).order_by()
    by_state = dict(counted)
    parked = (
        Rendition.objects.filter(state=State.PARKED)
        .values("paper__title", "reason")
        .annotate(count=Count("pk"))
        .order_by("paper__title", "reason")
    )
    context = {
        "kinds": shown,
        "states": [(label, by_state.get(state, 0)) for state, label in State.choices],
        "parked": parked,
        "workers": owed.workers_alive(),
        "may_release": actor_on(request).holds(Role.POLICY),
    }
    return render(request, "desk/gallery.html", context)


@signed_in(*KEEPERS)
@require_safe
def sample(_request: HttpRequest, code: str) -> HttpResponse:
    """The sample PDF of a kind; people and agencies in it are invented."""
    pdf = samples.made(code)
    if pdf is None:
        raise Http404("这种文书的样张还没有生成，请稍后再看。")
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{code}.pdf"'
    answer["Cache-Control"] = "private, no-cache"
    return answer


@signed_in(Role.POLICY)
@require_POST
def release(_request: HttpRequest) -> HttpResponse:
    """Owe every parked paper again, after its cause was removed."""
    for parked in Rendition.objects.filter(state=State.PARKED).order_by("pk"):
        printing.release(parked)
    return redirect("desk:gallery")
