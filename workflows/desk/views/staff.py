"""人员安排: whoever leads an agency sees its posts, names substitutes and hands posts over."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from workflows.access.actors import Actor
from workflows.access.models import Delegation, Handover
from workflows.access.rules import actor_on, signed_in
from workflows.desk.arranging import HandoverForm, SubstituteForm, agencies_led, posts_led
from workflows.workdays import clock

# Hand-overs and substitutions that are over: enough to look back a year in most offices.
SHOWN_AT_MOST = 20


@signed_in()
@require_safe
def staff(request: HttpRequest) -> HttpResponse:
    """The posts of the agencies one leads, who stands in for whom, and both forms."""
    return _page(request, _leader(request))


@signed_in()
@require_POST
def substitute(request: HttpRequest) -> HttpResponse:
    """Somebody takes a post over for a time."""
    leader = _leader(request)
    form = SubstituteForm(request.POST, leader=leader)
    if not form.is_valid():
        return _page(request, leader, substitute_form=form)
    form.delegation().save()
    messages.success(request, "代理已登记，代理人在期限内可在“我的待办”看到这个岗位的事项。")
    return redirect("desk:staff")


@signed_in()
@require_POST
def hand_over(request: HttpRequest) -> HttpResponse:
    """A post ends, and its successor takes up the work."""
    leader = _leader(request)
    form = HandoverForm(request.POST, leader=leader)
    if not form.is_valid():
        return _page(request, leader, handover_form=form)
    handover = form.handover()
    try:
        handover.save()
    except ValidationError as error:
        _tell(form, error)
        return _page(request, leader, handover_form=form)
    messages.success(
        request, f"交接已登记，{handover.open_work} 件待办次日起由{handover.successor}承办。"
    )
    return redirect("desk:staff")


def _tell(form: HandoverForm, error: ValidationError) -> None:
    """The model's objections beside the form's fields."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


def _leader(request: HttpRequest) -> Actor:
    actor = actor_on(request)
    if not agencies_led(actor).exists():
        raise PermissionDenied("人员安排由单位负责人办理；如需代理或交接，请向本单位负责人提出。")
    return actor


def _page(
    request: HttpRequest,
    leader: Actor,
    substitute_form: SubstituteForm | None = None,
    handover_form: HandoverForm | None = None,
) -> HttpResponse:
    posts = list(posts_led(leader))
    officers = {post.officer_id for post in posts}
    context: dict[str, Any] = {
        "posts": posts,
        "today": clock.today(),
        "delegations": Delegation.objects.filter(giver__in=officers)
        .select_related("giver", "taker")
        .order_by("-ends_on", "pk")[:SHOWN_AT_MOST],
        "handovers": Handover.objects.filter(post__agency__in={post.agency_id for post in posts})
        .select_related("post__officer", "post__agency", "successor")
        .order_by("-last_day", "-pk")[:SHOWN_AT_MOST],
        "substitute_form": substitute_form or SubstituteForm(leader=leader),
        "handover_form": handover_form or HandoverForm(leader=leader),
    }
    wrong = substitute_form or handover_form
    return render(request, "desk/staff.html", context, status=422 if wrong else 200)
