"""Lines of a poster whose household has left it: told by number, never by name or reason (D12-W)."""

from __future__ import annotations

from django.db.models import QuerySet

from documents.models import Paper
from workflows.engine.models import Case, SheetEntry


def poster_of(sheet: Case) -> Paper | None:
    """The notice as it was last signed."""
    return _papers(sheet, "D12").first()


def lines_to_tell(sheet: Case) -> list[int]:
    """The numbers of struck lines that stand on the poster and have not been told of yet."""
    poster = poster_of(sheet)
    if poster is None:
        return []
    told = {
        line
        for slip in _papers(sheet, "D12-W").filter(pk__gt=poster.pk)
        for line in slip.facts["lines"]
    }
    return sorted(set(struck_lines(sheet, poster)) - told)


def struck_lines(sheet: Case, poster: Paper) -> list[int]:
    """The numbers of all lines whose household has been struck off since the poster was signed."""
    left = SheetEntry.objects.filter(sheet=sheet, struck_on__gte=poster.issued_on)
    names = {(case.head_name, _group(case)) for case in _cases(left)}
    stay = SheetEntry.objects.filter(sheet=sheet, struck_on=None)
    names -= {(case.head_name, _group(case)) for case in _cases(stay)}
    return [row["order"] for row in poster.facts["rows"] if (row["name"], row["group"]) in names]


def _papers(sheet: Case, kind: str) -> QuerySet[Paper]:
    papers = Paper.objects.filter(dossier=sheet.uuid, kind=kind, voided_on=None)
    return papers.order_by("-pk")


def _cases(entries: QuerySet[SheetEntry]) -> list[Case]:
    return [entry.case for entry in entries.select_related("case__household")]


def _group(case: Case) -> str:
    return case.household.group_name if case.household else ""
