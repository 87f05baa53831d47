"""From the county down to one's own village."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from workflows.access.rules import public
from workflows.registry.models import Region
from workflows.registry.regions import reach

COUNTY, TOWN, VILLAGE = 3, 4, 5
FOUND_AT_MOST = 30


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The townships of the only county, the counties where there are several, or villages by name."""
    asked = request.GET.get("q", "").strip()[:20]
    if asked:
        return _found(request, asked)
    places = list(_valid(level=COUNTY))
    if len(places) == 1:
        places = list(_children(places[0]))
    return _page(request, places)


@public
@require_safe
def area(request: HttpRequest, code: int) -> HttpResponse:
    """What lies directly below one area."""
    try:
        region = _valid(level__lt=VILLAGE).get(code=code)
    except Region.DoesNotExist:
        raise Http404 from None
    return _page(request, _children(region), area=region)


def _valid(**where: Any) -> Any:
    return (
        Region.objects.filter(valid_to=None, **where).order_by("code").only("code", "name", "level")
    )


def _children(region: Region) -> Any:
    low, high = reach(region.code)
    return _valid(level=region.level + 1, code__gte=low, code__lt=high)


def _found(request: HttpRequest, asked: str) -> HttpResponse:
    villages = list(_valid(level=VILLAGE, name__contains=asked)[: FOUND_AT_MOST + 1])
    more = len(villages) > FOUND_AT_MOST
    return _page(request, villages[:FOUND_AT_MOST], asked=asked, more=more)


def _page(request: HttpRequest, regions: Iterable[Region], **more: Any) -> HttpResponse:
    places = [{"name": region.name, "address": _address(region)} for region in regions]
    villages = "area" in more and more["area"].level == TOWN
    return render(request, "board/area.html", {"places": places, "villages": villages, **more})


def _address(region: Region) -> str:
    name = "board:village" if region.level == VILLAGE else "board:area"
    return reverse(name, args=[region.code])
