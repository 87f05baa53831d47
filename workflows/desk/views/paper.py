"""One paper: its PDF, the signed sheet that is its legal original, and its service."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from documents import check_codes, delivery, scans, storage, uploads
from documents.errors import PaperError
from documents.models import Delivery, Paper, Scan, StoredFile
from workflows.access.actors import ADMINISTRATORS, Actor, Role
from workflows.access.rules import actor_on, signed_in
from workflows.access.trail import What, opened
from workflows.desk.forms import DeliveryForm, OriginalForm, ScanForm
from workflows.desk.heads import chinese, title_of
from workflows.desk.paper_rows import paper_row
from workflows.desk.reading import may_read, papers_of
from workflows.engine.models import Case, CasePaper
from workflows.engine.papers import form_of
from workflows.workdays import clock

# Who looks on may read a paper but adds nothing to it.
ADDING = tuple(role for role in Role if role not in (Role.AUDITOR, Role.POLICY, *ADMINISTRATORS))


def _found(actor: Actor, uuid: UUID) -> CasePaper:
    """The paper, if its case is visible and the paper is read by one of the actor's roles."""
    links = CasePaper.objects.select_related("case", "paper").filter(paper__uuid=uuid)
    link = links.filter(case__in=Case.objects.visible_to(actor).values("pk")).first()
    if link is None or not may_read(actor, link):
        raise Http404("没有找到这份文书，或不在您的管辖范围内。")
    return link


def _shown(request: HttpRequest, link: CasePaper, what: What = What.PAPER) -> None:
    """Put down that the officer of this request was shown the paper."""
    opened(
        request, what, household=link.case.household_id, about=link.case.uuid,
        told=f"{link.paper.title} {link.paper.number}".strip(),
    )  # fmt: skip


@signed_in()
@require_safe
def paper(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What the paper is, how far its PDF is, and what proves that it lived."""
    actor = actor_on(request)
    link = _found(actor, uuid)
    _shown(request, link)
    return _page(request, actor, link)


@signed_in()
@require_safe
def pdf(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The PDF, once it is made; compared with its hash before it leaves the house."""
    link = _found(actor_on(request), uuid)
    made = link.paper.renditions.filter(state="rendered").select_related("file").first()
    if made is None or made.file is None:
        raise Http404("这份文书的 PDF 还没有生成，请稍后再试。")
    _shown(request, link)
    name = f"{link.paper.title}{link.paper.number or link.paper.check_code}.pdf"
    return _file(made.file, name, attachment=request.GET.get("inline") != "1")


@signed_in()
@require_safe
def scan(request: HttpRequest, uuid: UUID, number: int) -> HttpResponse:
    """One signed sheet, byte for byte as it was attached."""
    link = _found(actor_on(request), uuid)
    found = Scan.objects.filter(paper=link.paper, pk=number).select_related("file").first()
    if found is None:
        raise Http404("没有找到这份签章件。")
    _shown(request, link, What.FILE)
    return _file(found.file, f"{link.paper.title}签章件", attachment=True)


@signed_in(*ADDING)
@require_POST
def attach(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Attach a signed sheet."""
    actor = actor_on(request)
    link = _found(actor, uuid)
    form = _scan_form(link.paper, request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, actor, link, scan_form=form)
    try:
        scans.attach(
            link.paper, form.cleaned_data["scan"], signed_on=form.cleaned_data["signed_on"],
            by=actor.name, what=form.cleaned_data.get("what", ""),
        )  # fmt: skip
    except PaperError as error:
        form.add_error("scan", str(error))
        return _page(request, actor, link, scan_form=form)
    messages.success(request, f"{form.cleaned_data.get('what') or '签章件'}已附上。")
    return redirect("desk:paper", uuid=uuid)


@signed_in(*ADDING)
@require_POST
def deliver(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Record how the letter reached its addressee."""
    actor = actor_on(request)
    link = _found(actor, uuid)
    form = DeliveryForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, actor, link, delivery_form=form)
    try:
        _record(link.paper, form.cleaned_data, actor)
    except PaperError as error:
        form.add_error(None, str(error))
        return _page(request, actor, link, delivery_form=form)
    messages.success(request, "送达已登记，救济期限自送达次日起算。")
    return redirect("desk:paper", uuid=uuid)


def _scan_form(issued: Paper, *bound: Any) -> ScanForm:
    """What is asked with a scan: of a paper that gathers older originals, which one it is."""
    gathers = form_of(issued.kind).gathers
    return OriginalForm(*bound, gathers=gathers) if gathers else ScanForm(*bound)


def _record(letter: Paper, given: dict[str, Any], actor: Actor) -> None:
    details = {name: value for name, value in given.items() if name != "proof"}
    proof = None
    if given["proof"]:
        data = uploads.take_bytes(given["proof"])
        proof = storage.keep(data, uploads.media_type(data))
    delivery.record(letter, by=actor.name, today=clock.today(), proof=proof, **details)


def _page(
    request: HttpRequest,
    actor: Actor,
    link: CasePaper,
    scan_form: ScanForm | None = None,
    delivery_form: DeliveryForm | None = None,
) -> HttpResponse:
    wrong = scan_form or delivery_form
    row = paper_row(next(one for one in papers_of([link.case], actor) if one.pk == link.pk))
    may_add = actor.holds(*ADDING) and not link.paper.voided_on
    is_letter = link.paper.audience in ("household", "department")
    case_address = reverse("desk:case", args=[link.case.uuid])
    context = {
        "trail": [("我的待办", reverse("desk:inbox")), (title_of(link.case), case_address)],
        "paper": row,
        "facts": _facts(link.paper),
        "uuid": link.paper.uuid,
        "scans": link.paper.scans.order_by("pk"),
        "scan_form": (scan_form or _scan_form(link.paper)) if may_add else None,
        "gathers": bool(form_of(link.paper.kind).gathers),
        "is_letter": is_letter,
        "deliveries": Delivery.objects.filter(paper=link.paper).order_by("pk") if is_letter else [],
        "delivery_form": (delivery_form or DeliveryForm()) if may_add and is_letter else None,
        "back": case_address,
    }
    return render(request, "desk/paper.html", context, status=422 if wrong else 200)


def _facts(issued: Paper) -> list[tuple[str, str]]:
    facts = [
        ("文号", issued.number),
        ("成文日期", chinese(issued.issued_on)),
        ("发文机关", issued.meta.issuer.name),
        ("核对码", check_codes.grouped(issued.check_code)),
    ]
    if issued.voided_on:
        facts.append(("作废", f"{chinese(issued.voided_on)}，{issued.voided_reason}"))
    return [(label, value) for label, value in facts if value]


def _file(stored: StoredFile, name: str, *, attachment: bool) -> HttpResponse:
    answer = HttpResponse(storage.read(stored), content_type=stored.media_type)
    way = "attachment" if attachment else "inline"
    answer["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(name)}"
    answer["Cache-Control"] = "private, no-store"
    return answer
