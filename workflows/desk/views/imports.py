"""批量导入: a list from its upload to the report of what was stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workflows.access.actors import Actor, Role
from workflows.access.register import KEEPERS, areas, households_of
from workflows.access.rules import actor_on, signed_in
from workflows.desk.leaving import workbook
from workflows.desk.places import places
from workflows.procedures.intervention.paper_cases import KEY as PAPER_CASES
from workflows.registry import accesses, exporting
from workflows.registry.importing import batches, matching
from workflows.registry.importing.guard import LARGEST
from workflows.registry.importing.kinds import REGISTER, kind_of
from workflows.registry.importing.refusals import SheetRefused
from workflows.registry.models import ImportBatch, MergeProposal

LATEST = 20
PROPOSALS_SHOWN = 50
REFRESH_SECONDS = 3
# Who sends which list, over his own area.
SENDERS: Mapping[str, tuple[Role, ...]] = {REGISTER: KEEPERS, PAPER_CASES: (Role.CLERK,)}
State = ImportBatch.State
_RUNNING = (State.RECEIVED, State.CONFIRMED)
_DECISIONS = {state.value: state for state in MergeProposal.State if state != "open"}


@signed_in(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """Upload a list, and the officer's own latest ones."""
    actor = actor_on(request)
    refused = None
    if request.method == "POST":
        try:
            batch = _received(request, actor)
        except SheetRefused as error:
            refused = str(error)
        else:
            return redirect("desk:import", uuid=batch.uuid)
    own = ImportBatch.objects.filter(officer=actor.person).order_by("-pk")
    context = {
        "batches": own[:LATEST],
        "refused": refused,
        "kind": kind_of(_chosen(request, actor)),
        "kinds": [kind_of(key) for key, roles in SENDERS.items() if actor.holds(*roles)],
        "trail": _trail(),
    }
    return render(request, "desk/imports.html", context, status=422 if refused else 200)


@signed_in(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """How far a list has come; while a worker has it, the page comes anew by itself."""
    found = _batch(actor_on(request), uuid)
    if request.method == "POST":
        act = batches.confirm if request.POST.get("act") == "confirm" else batches.cancel
        try:
            act(found)
        except ValidationError as refused:
            messages.error(request, refused.messages[0])
        return redirect("desk:import", uuid=uuid)
    waiting = found.proposals.filter(state=MergeProposal.State.OPEN).count()
    context = {
        "batch": found,
        "words": kind_of(found.kind).words,
        "running": found.state in _RUNNING,
        "waiting": waiting,
        "trail": [*_trail(), ("批量导入", reverse("desk:imports"))],
    }
    answer = render(request, "desk/import.html", context)
    if found.state in _RUNNING:
        answer["Refresh"] = str(REFRESH_SECONDS)
    answer["Cache-Control"] = "no-store"
    return answer


@signed_in(*KEEPERS)
@require_safe
def errors(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The error workbook, to whoever uploaded the list."""
    found = _batch(actor_on(request), uuid)
    if found.report is None:
        raise Http404("这一批没有错误表。")
    return workbook(batches.report(found), f"待更正-{found.pk}.xlsx")


@signed_in(*KEEPERS)
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The empty template of a kind of list."""
    kind = kind_of(_chosen(request, actor_on(request)))
    return workbook(kind.template(), f"{kind.name}导入模板.xlsx")


@signed_in(*KEEPERS)
@require_safe
def proposals(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The recognised households of a list that wait for a decision."""
    found = _batch(actor_on(request), uuid)
    waiting = found.proposals.filter(state=MergeProposal.State.OPEN).select_related("household")
    listed = list(waiting[: PROPOSALS_SHOWN + 1])
    where = places(one.household.village_id for one in listed)
    context = {
        "rows": [_proposal(one, where) for one in listed[:PROPOSALS_SHOWN]],
        "more": len(listed) > PROPOSALS_SHOWN,
        "batch": found,
        "trail": [
            *_trail(), ("批量导入", reverse("desk:imports")),
            (f"第{found.pk}批", reverse("desk:import", args=[found.uuid])),
        ],
    }  # fmt: skip
    return render(request, "desk/proposals.html", context)


@signed_in(*KEEPERS)
@require_POST
def decide(request: HttpRequest, uuid: UUID, pk: int) -> HttpResponse:
    """Decide one proposal of the officer's own list."""
    actor = actor_on(request)
    proposal = _batch(actor, uuid).proposals.filter(pk=pk).first()
    state = _DECISIONS.get(request.POST.get("decision", ""))
    if proposal is None or state is None or actor.person is None:
        raise Http404("没有这条建议。")
    try:
        batches.decide(proposal, state, officer=actor.person)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    return redirect("desk:proposals", uuid=uuid)


@signed_in(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest) -> HttpResponse:
    """The register of the officer's areas as a workbook: with a reason, marked, on record."""
    actor = actor_on(request)
    wrong: list[str] = []
    if request.method == "POST":
        try:
            return _exported(actor, request)
        except ValidationError as refused:
            wrong = refused.messages
    back = reverse("desk:households")
    context = {"title": "农户册", "back": back, "wrong": wrong, "trail": _trail()}
    return render(request, "desk/export.html", context, status=422 if wrong else 200)


def _exported(actor: Actor, request: HttpRequest) -> HttpResponse:
    uncovered = bool(request.POST.get("uncovered"))
    wanted = households_of(actor, *KEEPERS).filter(ended_on=None).order_by("village_id", "number")
    count = wanted.count()
    assert actor.person is not None
    accesses.recorded(
        accesses.What.EXPORT, officer=actor.person, reason=request.POST.get("reason", ""),
        told=f"农户册{count}户，{'完整' if uncovered else '掩码'}号码",
    )  # fmt: skip
    keys = wanted.values_list("pk", flat=True).iterator()
    data = exporting.register(
        exporting.stored(keys),
        exporting.marked(actor.name, f"农户册{count}户"),
        uncovered=uncovered,
    )
    return workbook(data, "农户册.xlsx")


def _received(request: HttpRequest, actor: Actor) -> ImportBatch:
    upload = request.FILES.get("list")
    if upload is None:
        raise SheetRefused("请选择要导入的文件。")
    assert actor.person is not None
    data, kind = upload.read(LARGEST + 1), _chosen(request, actor)
    return batches.receive(
        data, upload.name or "", officer=actor.person, areas=areas(actor, *SENDERS[kind]), kind=kind
    )


def _chosen(request: HttpRequest, actor: Actor) -> str:
    """The kind of list the page is about; one the officer does not send is as if there were none."""
    key = request.POST.get("kind") or request.GET.get("kind") or REGISTER
    if key not in SENDERS or not actor.holds(*SENDERS[key]):
        raise Http404("没有这一种名单，或不由您的岗位导入。")
    return key


def _batch(actor: Actor, uuid: UUID) -> ImportBatch:
    found = batches.by_uuid(uuid, actor.person) if actor.person else None
    if found is None:
        raise Http404("没有这一批导入，或不是您上传的。")
    return found


def _proposal(one: MergeProposal, where: Any) -> dict[str, Any]:
    family = batches.rebuilt(one)
    home = one.household
    found = (
        matching.differences(
            family, home, list(home.members.order_by("pk")), list(home.accounts.all())
        )
        if family.is_right
        else [family.faults[0].message]
    )
    return {
        "pk": one.pk,
        "name": home.head_name,
        "number": home.number,
        "place": where[home.village_id],
        "address": reverse("desk:household", args=[home.pk]),
        "why": one.get_why_display(),
        "differences": found,
        "may_stand_apart": one.why == MergeProposal.Why.NAME,
    }


def _trail() -> list[tuple[str, str]]:
    return [("农户册", reverse("desk:households"))]
