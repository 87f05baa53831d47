"""核对: does the number on this sheet exist, and does what it says stand in the register."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from documents.models import Paper
from documents.verification import Answer, Standing, look_up
from workflows.access.rules import public
from workflows.board import sheets
from workflows.engine.models import Case, CasePaper
from workflows.registry.holidays import calendar
from workflows.registry.models import Region
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
    context = {"typed": typed, "answer": answer, **_beside(answer, looked.hung)}
    return render(request, "board/check.html", context)


class _Look:
    """Remembers the sheet met while the register is asked how a paper stands."""

    def __init__(self) -> None:
        self.hung: sheets.Hung | None = None

    def standing_of(self, paper: Paper) -> Standing:
        """A paper of a sheet stands as the sheet does; any other paper simply exists."""
        link = CasePaper.objects.filter(paper=paper).select_related("case").first()
        sheet: Case | None = link.case if link and link.case.table.is_sheet else None
        if sheet is None:
            return Standing.EXISTS
        self.hung = sheets.hung_of(sheet, calendar(), clock.today())
        return STANDINGS[self.hung.standing] if self.hung else Standing.EXISTS


def _beside(answer: Answer | None, hung: sheets.Hung | None) -> dict[str, object]:
    """What is to be compared with the sheet in hand: village, households, dates."""
    if answer is None or hung is None:
        return {}
    listed = hung.sheet.entries.filter(struck_on=None).count()
    return {
        "hung": hung,
        "hanging": hung.standing is sheets.Standing.HANGING,
        "place": Region.objects.filter(code=hung.sheet.region).first(),
        "listed": listed,
    }
