"""数据比对: a department's list, what it says otherwise, and the doubts handed to the villages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from workflows.access.actors import Actor, Role
from workflows.access.register import areas
from workflows.access.rules import actor_on, signed_in
from workflows.desk.forms import day_field
from workflows.procedures.doubt.distributing import tally
from workflows.registry.areas import within
from workflows.registry.codes import Range
from workflows.registry.comparing import batches
from workflows.registry.comparing.kinds import KINDS
from workflows.registry.importing.guard import LARGEST
from workflows.registry.importing.refusals import SheetRefused
from workflows.registry.models import ComparisonBatch

LATEST = 30
_COUNTY_SPAN = 10**6


class ListForm(forms.Form):
    """A list and on what ground it is shared."""

    kind = forms.ChoiceField(
        label="名单种类", choices=[(k.key, f"{k.department}：{k.label}") for k in KINDS.values()]
    )
    basis = forms.CharField(
        label="共享依据", max_length=200, help_text="数据共享协议、文件名称和条款。"
    )
    listed_on = day_field("名单日期")
    list = forms.FileField(
        label="名单文件",
        help_text="首行须有姓名、身份证号码，可以有说明；.xlsx、.xls或.csv。比对后名单不留存。",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )


@signed_in(Role.HANDLER)
@require_http_methods(["GET", "HEAD", "POST"])
def comparisons(request: HttpRequest) -> HttpResponse:
    """Upload a list, and the county's latest batches."""
    actor = actor_on(request)
    area = _area(actor)
    if request.method == "POST" and area is None:
        raise PermissionDenied("部门岗位不比对农户册，请由县防贫办办理。")
    form = ListForm(request.POST or None, request.FILES or None)
    refused = ""
    if area and request.method == "POST" and form.is_valid():
        try:
            return redirect("desk:comparison", uuid=_compared(form.cleaned_data, actor, area).uuid)
        except (SheetRefused, ValidationError) as error:
            refused = error.messages[0] if isinstance(error, ValidationError) else str(error)
    found = ComparisonBatch.objects.filter(within("area_id", [area] if area else []))
    context = {
        "form": form,
        "refused": refused,
        "batches": [(one, KINDS[one.kind]) for one in found.order_by("-pk")[:LATEST]],
    }
    status = 422 if refused or form.errors else 200
    return render(request, "desk/comparisons.html", context, status=status)


@signed_in(Role.HANDLER)
@require_http_methods(["GET", "HEAD", "POST"])
def comparison(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One batch: its counts, handing out, what came of the doubts, and its end."""
    actor = actor_on(request)
    area = _area(actor)
    inside = within("area_id", [area] if area else [])
    found = ComparisonBatch.objects.filter(inside, uuid=uuid).first()
    if found is None:
        raise Http404("没有这一批比对，或不在您的管辖范围内。")
    if request.method == "POST":
        act = batches.hand_out if request.POST.get("act") == "hand_out" else batches.close
        try:
            act(found)
        except ValidationError as refused:
            messages.error(request, refused.messages[0])
        return redirect("desk:comparison", uuid=uuid)
    context: dict[str, Any] = {
        "batch": found,
        "kind": KINDS[found.kind],
        "tally": tally(found).items() if found.state in ("distributed", "closed") else (),
        "trail": [("数据比对", reverse("desk:comparisons"))],
    }
    return render(request, "desk/comparison.html", context)


def _compared(given: dict[str, Any], actor: Actor, area: Range) -> ComparisonBatch:
    assert actor.person is not None
    data = given["list"].read(LARGEST + 1)
    return batches.compare(
        data, given["kind"], officer=actor.person, area=area, basis=given["basis"],
        listed_on=given["listed_on"],
    )  # fmt: skip


def _area(actor: Actor) -> Range | None:
    """The county whose register the handler keeps; a department's handler keeps none."""
    held = areas(actor, Role.HANDLER)
    if not held:
        return None
    low = held[0][0] - held[0][0] % _COUNTY_SPAN
    return low, low + _COUNTY_SPAN
