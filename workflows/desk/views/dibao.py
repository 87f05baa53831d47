"""低保享受: a household's record with its history, a county's list of records, the standards."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from workflows.access.actors import Actor, Role
from workflows.access.rules import actor_on, signed_in
from workflows.access.trail import What, opened
from workflows.desk import dibao as page
from workflows.desk.places import places
from workflows.desk.searching import searchable, words_of
from workflows.registry import dibao
from workflows.registry.dibao_entering import agree, enter, tell_standard, waiting
from workflows.registry.dibao_loading import COLUMNS, BadList, load
from workflows.registry.finding import find
from workflows.registry.importing.guard import LARGEST
from workflows.registry.importing.refusals import SheetRefused
from workflows.registry.models import DibaoStandard, Household, Region

SHOWN = 20


@signed_in(*page.READERS)
@require_http_methods(["GET", "HEAD", "POST"])
@searchable
def records(request: HttpRequest) -> HttpResponse:
    """Find a household's record; civil affairs may upload a list of many."""
    actor = actor_on(request)
    refused = ""
    if request.method == "POST":
        refused = _loaded(request, actor)
        if not refused:
            return redirect("desk:dibao")
    asked = words_of(request.GET)
    listed = list(find(page.read_where(actor), asked).filter(ended_on=None)[: SHOWN + 1])
    where = places(home.village_id for home in listed)
    context = {
        "asked": asked,
        "rows": [(home, f"{where[home.village_id]} {home.group_name}") for home in listed[:SHOWN]],
        "more": len(listed) > SHOWN,
        "columns": COLUMNS,
        "uploads": bool(page.civil(actor, Role.HANDLER)),
        "refused": refused,
    }
    return render(request, "desk/dibao.html", context, status=422 if refused else 200)


@signed_in(*page.READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """One household: what rules which months, everything ever recorded, and a new entry."""
    actor = actor_on(request)
    home = page.homes_of(actor).filter(pk=pk).select_related("village").first()
    if home is None:
        raise Http404("登记册里没有这一户，或不在您的管辖范围内。")
    may, refused = page.enters(actor, home.village_id), []
    form = page.EntryForm(request.POST or None, initial=page.of_register(home))
    if request.method == "POST":
        if not may:
            raise PermissionDenied("低保享受情况由县民政经办登记，请联系民政局。")
        refused = _entered(request, actor, home, form)
        if not refused:
            return redirect("desk:dibao_record", pk=pk)
    opened(request, What.HOUSEHOLD, household=home.pk, told=f"低保享受记录 {home.number}")
    context = {
        "household": home,
        "place": f"{places([home.village_id])[home.village_id]} {home.group_name}".strip(),
        "spans": list(reversed(dibao.spans(home.pk))),
        "history": dibao.history(home.pk),
        "form": form if may and not home.ended_on else None,
        "running": page.running(home),
        "refused": refused,
        "trail": [("低保享受", reverse("desk:dibao"))],
    }
    return render(request, "desk/dibao_record.html", context, status=422 if refused else 200)


@signed_in(*page.READERS, Role.POLICY)
@require_http_methods(["GET", "HEAD", "POST"])
def standards(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """A county's standards by month, what waits for a second person, and everything ever told."""
    actor = actor_on(request)
    mine = page.counties(actor)
    county = next((one for one in mine if one.pk == pk), None) if pk else next(iter(mine), None)
    if county is None:
        raise Http404("没有这个县，或不在您的管辖范围内。")
    form = page.StandardForm(request.POST if "monthly" in request.POST else None)
    refused: list[str] = []
    if request.method == "POST":
        refused = _told(request, actor, county, form)
        if not refused:
            return redirect("desk:standards_of", pk=county.pk)
    rows = DibaoStandard.objects.filter(county=county).select_related("officer", "agreed_by")
    context = {
        "county": county,
        "counties": mine if len(mine) > 1 else [],
        "in_force": dibao.in_force(county.pk),
        "waiting": waiting(county.pk).select_related("officer"),
        "history": rows.order_by("-pk"),
        "form": form if page.tells(actor, county.pk) else None,
        "agrees": page.agrees(actor, county.pk),
        "me": actor.person,
        "refused": refused,
        "trail": [("低保享受", reverse("desk:dibao"))] if actor.holds(*page.READERS) else [],
    }
    return render(request, "desk/standards.html", context, status=422 if refused else 200)


def _loaded(request: HttpRequest, actor: Actor) -> str:
    """Take in an uploaded list; what is wrong with it, or nothing."""
    held = page.civil(actor, Role.HANDLER)
    if not held or actor.person is None:
        raise PermissionDenied("低保享受名单由县民政经办导入，请联系民政局。")
    upload = request.FILES.get("list")
    if upload is None or not upload.size:
        return "请选择要导入的名单文件。"
    if upload.size > LARGEST:
        return "文件太大，请核对是否选错文件，或分成几份。"
    try:
        count = load(upload.read(), held[0][0], officer=actor.person)
    except (BadList, SheetRefused) as error:
        return str(error)
    opened(request, What.IMPORT, household=None, told=f"低保享受名单，新记{count}户")
    messages.success(request, f"已导入，新记 {count} 户；与已有记录相同的没有重复登记。")
    return ""


def _entered(
    request: HttpRequest, actor: Actor, home: Household, form: page.EntryForm
) -> list[str]:
    if number := page.running(home):
        return [f"该户低保渐退还没有办结（{number}），享受情况由该案的决定改变，请在案件中办理。"]
    if not form.is_valid():
        return _faults(form)
    assert actor.person is not None
    keeps = form.cleaned_data["later"] == page.KEEPS
    try:
        entry = enter(home, form.told(home), officer=actor.person, keeps=keeps)
    except ValidationError as error:
        return error.messages
    told = f"自{entry.from_on:%Y-%m}起{entry.get_kind_display()}"
    opened(request, What.DIBAO, household=home.pk, told=told, reason=entry.note)
    messages.success(request, f"已登记：{told}。原有记录仍在沿革中。")
    return []


def _told(request: HttpRequest, actor: Actor, county: Region, form: page.StandardForm) -> list[str]:
    """Enter a standard, or agree to one."""
    assert actor.person is not None
    agreeing = request.POST.get("agree", "")
    allowed = page.agrees if agreeing else page.tells
    if not allowed(actor, county.pk):
        raise PermissionDenied("低保标准由政策管理员录入，由另一名政策管理员或民政审批人复核。")
    try:
        if agreeing:
            row = agree(county.pk, int(agreeing) if agreeing.isdigit() else 0, officer=actor.person)
            messages.success(request, f"已复核，自{row.from_on:%Y年%-m月}起执行。")
            return []
        if not form.is_valid():
            return _faults(form)
        given = form.cleaned_data
        row = tell_standard(
            county.pk, given["from_on"], given["monthly"], given["paper"], officer=actor.person,
            withdrawn=given["withdrawn"],
        )  # fmt: skip
    except ValidationError as error:
        return error.messages
    opened(
        request, What.DIBAO, household=None, reason=row.paper,
        told=f"低保标准 {county.name} {row.from_on:%Y-%m} {row.monthly}",
    )  # fmt: skip
    messages.success(request, "已录入，由另一人复核后执行。")
    return []


def _faults(form: forms.Form) -> list[str]:
    return [str(message) for told in form.errors.values() for message in told]
