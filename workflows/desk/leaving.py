"""A list that leaves the house: from the hands that keep it, with a reason on record, marked."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from workflows.access.actors import Actor
from workflows.access.register import KEEPERS
from workflows.registry import accesses, exporting

MOST_EXPORTED = 20_000


def workbook(data: bytes, name: str) -> HttpResponse:
    """A workbook to be saved; no cache keeps it."""
    answer = HttpResponse(data, content_type=exporting.MEDIA_TYPE)
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["Cache-Control"] = "no-store"
    return answer


def listed(
    actor: Actor, reason: str, name: str, heads: Sequence[str], rows: Sequence[Sequence[object]]
) -> HttpResponse:
    """The rows as a workbook called `name`. Raises ValidationError for other hands or no reason."""
    if not actor.holds(*KEEPERS):
        raise ValidationError(f"您的岗位不导出{name}，请由乡镇或县经办导出。")
    return taken(actor, reason, name, heads, rows)


def taken(
    actor: Actor, reason: str, name: str, heads: Sequence[str], rows: Sequence[Sequence[object]]
) -> HttpResponse:
    """The same for whoever the list is shown to. Put on record first: else it does not leave."""
    assert actor.person is not None
    told = f"{name}{len(rows)}条"
    accesses.recorded(accesses.What.EXPORT, officer=actor.person, reason=reason, told=told)
    mark = exporting.marked(actor.name, told)
    return workbook(exporting.listed(name, heads, rows, mark), f"{name}.xlsx")
