"""核对: does the number on this sheet exist, and does what it says stand in the register."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from documents.models import Paper
from documents.verification import Standing, look_up
from workflows.access.rules import public
from workflows.board import sheets
from workflows.engine.models import CasePaper
from workflows.registry.holidays import calendar
from workflows.workdays import clock

LONGEST = 60

STANDINGS = {
    sheets.Standing.HANGING: Standing.ON_NOTICE,
    sheets.Standing.OVER: Standing.TAKEN_DOWN,
    sheets.Standing.WITHDRAWN: Standing.TAKEN_DOWN,
}


@public
@require_safe
def check(request: HttpRequest, code: str = "") -> HttpResponse:
    """Answer to a typed or scanned code; the page never says that a paper is genuine.

    A code that was not found costs the asker nothing but time: twelve characters cannot be
    guessed, and the answer to a letter names neither household nor content.
    """
    typed = (code or request.GET.get("code", "")).strip()[:LONGEST]
    looked = _Look()
    answer = look_up(typed, standing_of=looked.standing_of) if typed else None
    context = {"typed": typed, "answer": answer, "looked": looked}
    return render(request, "board/check.html", context)


class _Look:
    """Remembers the sheet met while the register is asked how a paper stands: village, lines."""

    def __init__(self) -> None:
        self.hung: sheets.Hung | None = None
        self.place, self.listed = "", 0

    def standing_of(self, paper: Paper) -> Standing:
        """A paper of a sheet stands as the sheet does; any other paper simply exists."""
        links = CasePaper.objects.filter(paper=paper, case__procedure__in=sheets.kinds())
        standing = Count("case__entries", filter=Q(case__entries__struck_on=None))
        link = links.select_related("case").annotate(listed=standing).first()
        if link is None:
            return Standing.EXISTS
        self.place, self.listed = paper.facts["village"], link.listed
        self.hung = sheets.hung_of(link.case, calendar(), clock.today())
        return STANDINGS[self.hung.standing] if self.hung else Standing.EXISTS

    @property
    def hanging(self) -> bool:
        """Whether the list can be compared now."""
        return bool(self.hung and self.hung.standing is sheets.Standing.HANGING)
