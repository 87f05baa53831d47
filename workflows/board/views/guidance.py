"""Pages that say how things are: help with reading, telephone numbers, the policy in plain words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from workflows.access.models import Agency
from workflows.access.rules import public
from workflows.board.leaflet import leaflets
from workflows.registry.models import Region
from workflows.workdays import clock

# Whom a villager may ring: the county's office and the townships; departments answer officers.
ANSWERING = ("county", "township")
LISTED_AT_MOST = 40
COUNTY = 3


@public
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What the pages offer those who see, hear or type with difficulty."""
    return render(request, "board/accessibility.html")


@public
@require_safe
def policy(request: HttpRequest) -> HttpResponse:
    """The procedures, as their own tables have them, and the villagers' rights on one page."""
    county = Region.objects.filter(level=COUNTY, valid_to=None).order_by("code").first()
    told = leaflets(county.code, clock.today()) if county else []
    return render(request, "board/policy.html", {"leaflets": told})


@public
@require_safe
def source(request: HttpRequest) -> HttpResponse:
    """The licence and where to ask for the source, when no SOURCE_URL has been set."""
    return render(request, "board/source.html")


@public
@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    """Telephone numbers and addresses of the offices that answer villagers."""
    agencies = Agency.objects.filter(level__in=ANSWERING).exclude(phone="").order_by("region_id")
    return render(request, "board/contact.html", {"agencies": agencies[:LISTED_AT_MOST]})
