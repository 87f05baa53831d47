"""Pictures kept with the answers of a case."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from documents import storage
from documents.models import StoredFile
from workflows.access.rules import actor_on, signed_in
from workflows.access.trail import What
from workflows.desk.reading import answers_for
from workflows.desk.views.case import found, shown_to


@signed_in()
@require_safe
def photo(request: HttpRequest, uuid: UUID, name: str) -> HttpResponse:
    """A picture named in an answer of this case that the officer may read; else a 404."""
    actor = actor_on(request)
    case = found(actor, uuid)
    if name not in _hashes(answers_for(actor, case)):
        raise Http404("没有找到这张照片。")
    try:
        stored = StoredFile.objects.get(sha256=name)
    except StoredFile.DoesNotExist:
        raise Http404("没有找到这张照片。") from None
    shown_to(request, case, What.FILE)
    answer = HttpResponse(storage.read(stored), content_type=stored.media_type)
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


def _hashes(value: Any) -> Iterator[str]:
    """The hashes of the shown copies anywhere among the answers."""
    if isinstance(value, dict):
        if "public" in value:
            yield str(value["public"])
        for inner in value.values():
            yield from _hashes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _hashes(inner)
