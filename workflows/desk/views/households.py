"""农户册: who lives where, and uncovering a number with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from workflows.access.actors import Actor
from workflows.access.register import KEEPERS, READERS, UNCOVERERS, areas, households_of, may
from workflows.access.rules import actor_on, signed_in
from workflows.access.trail import What, opened
from workflows.desk.household_page import described
from workflows.desk.intake import openable
from workflows.desk.places import places
from workflows.desk.searching import SEALED, searchable, words_of
from workflows.registry.accesses import reveal as uncover
from workflows.registry.finding import find
from workflows.registry.models import Household, Member

PAGE = 25


@dataclass(frozen=True, slots=True)
class Row:
    """A household in the list."""

    name: str
    place: str
    number: str
    kind: str
    carded: bool
    persons: int
    address: str


@signed_in(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
@searchable
def households(request: HttpRequest) -> HttpResponse:
    """The register of the officer's areas, in order of village and number, or what was searched."""
    actor = actor_on(request)
    asked = words_of(request.GET)
    found = find(areas(actor), asked) if asked else households_of(actor)
    listed, onward = _page(found.filter(ended_on=None), request.GET.get("after", ""))
    chosen = {SEALED: request.GET[SEALED]} if asked else {}
    context = {
        "asked": asked,
        "rows": _rows(listed),
        "keeps": actor.holds(*KEEPERS),
        "onward": urlencode({**chosen, "after": onward}) if onward else "",
        "start": f"{request.path}?{urlencode(chosen)}" if request.GET.get("after") else "",
    }
    return render(request, "desk/households.html", context)


@signed_in(*READERS)
@require_safe
def household(request: HttpRequest, pk: int) -> HttpResponse:
    """One household with its members, kinds, accounts, history and cases."""
    actor = actor_on(request)
    found = _household(actor, pk)
    opened(request, What.HOUSEHOLD, household=found.pk, told=f"农户 {found.number}")
    return render(request, "desk/household.html", _context(found, actor))


@signed_in(*UNCOVERERS)
@require_http_methods(["GET", "HEAD", "POST"])
def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why, put it on record, and show the number once; the page is never kept by a browser."""
    actor = actor_on(request)
    inside = households_of(actor, *UNCOVERERS)
    member = Member.objects.filter(pk=pk, household__in=inside).select_related("household").first()
    if member is None or not member.id_number:
        raise Http404("登记册里没有这名成员，或不在您的管辖范围内。")
    context = {
        "member": member,
        "trail": [
            ("农户册", reverse("desk:households")),
            (member.household.head_name, reverse("desk:household", args=[member.household_id])),
        ],
    }
    if request.method == "POST":
        assert actor.person is not None
        try:
            reason = request.POST.get("reason", "")
            context["number"] = uncover(member, officer=actor.person, reason=reason)
        except ValidationError as refused:
            context["wrong"] = refused.messages
    answer = render(request, "desk/reveal.html", context, status=422 if "wrong" in context else 200)
    answer["Cache-Control"] = "no-store"
    return answer


def _household(actor: Actor, pk: int) -> Household:
    found = households_of(actor).filter(pk=pk).select_related("village").first()
    if found is None:
        raise Http404("登记册里没有这一户，或不在您的管辖范围内。")
    return found


def _context(found: Household, actor: Actor) -> dict[str, object]:
    place = places([found.village_id])[found.village_id]
    tables = [] if found.ended_on else openable(actor)
    return {
        "household": found,
        "place": f"{place} {found.group_name}".strip(),
        "openings": [
            (table.name, f"{reverse('desk:register_for', args=[table.key])}?household={found.pk}")
            for table in tables
        ],
        "keeps": not found.ended_on and may(actor, KEEPERS, found.village_id),
        "trail": [("农户册", reverse("desk:households"))],
        **described(found, actor),
    }


def _rows(listed: list[Any]) -> list[Row]:
    where = places(one.village_id for one in listed)
    return [
        Row(
            one.head_name,
            f"{where[one.village_id]} {one.group_name}".strip(),
            one.number,
            one.get_kind_display(),
            one.carded,
            one.persons,
            reverse("desk:household", args=[one.pk]),
        )
        for one in listed
    ]


def _page(found: QuerySet[Household], after: str) -> tuple[list[Any], str]:
    """One page by village and number; the key of the next, or nothing; each
    household comes with `persons`, who lives there now."""
    village, _, number = after.partition("_")
    if village.isdigit():
        beyond = Q(village_id=int(village), number__gt=number)
        found = found.filter(Q(village_id__gt=int(village)) | beyond)
    here = Count("members", filter=Q(members__died_on=None, members__left_on=None))
    ordered = found.order_by("village_id", "number")
    keys = list(ordered.values_list("pk", flat=True)[: PAGE + 1])
    listed: list[Any] = list(
        Household.objects.filter(pk__in=keys[:PAGE])
        .annotate(persons=here)
        .order_by("village_id", "number")
    )
    last = listed[-1] if len(keys) > PAGE else None
    return listed, f"{last.village_id}_{last.number}" if last else ""
