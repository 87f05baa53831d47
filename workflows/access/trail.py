"""Who opened whose file: put down by every page that shows one, and by every refusal."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from workflows.access.attempts import address_of
from workflows.registry.models import RegisterAccess
from workflows.workdays import clock

What = RegisterAccess.What

LONGEST = 200
REFUSALS = (403, 404)
# Villagers' pages have no one to name.
BEHIND_THE_DOOR = ("/desk/", "/admin/")


def opened(
    request: HttpRequest,
    what: What,
    *,
    household: int | None,
    about: UUID | None = None,
    told: str = "",
    reason: str = "",
) -> None:
    """Put down that the officer of this request was shown something; one statement."""
    assert request.user.pk is not None
    RegisterAccess.objects.create(
        officer_id=request.user.pk,
        at=clock.now(),
        what=what,
        household_id=household,
        about=about,
        address=address_of(request),
        told=told[:LONGEST],
        reason=reason[:LONGEST],
    )


def listed(request: HttpRequest, what: What, files: Iterable[tuple[int | None, UUID, str]]) -> None:
    """The same for a page that shows several at once: household, case and words of each."""
    assert request.user.pk is not None
    address, now = address_of(request), clock.now()
    RegisterAccess.objects.bulk_create(
        RegisterAccess(
            officer_id=request.user.pk, at=now, what=what, household_id=household, about=about,
            address=address, told=told[:LONGEST],
        )
        for household, about, told in files
    )  # fmt: skip


class Refusals:
    """Middleware: puts down what a signed-in officer asked for and was refused."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The address only: what was typed into a form or a search may be about somebody."""
        answer = self.get_response(request)
        if (
            answer.status_code in REFUSALS
            and request.path_info.startswith(BEHIND_THE_DOOR)
            and request.user.is_authenticated
        ):
            opened(
                request, What.REFUSED, household=None,
                told=f"{answer.status_code} {request.method} {request.path}",
            )  # fmt: skip
        return answer
