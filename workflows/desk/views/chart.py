"""The picture of a procedure, drawn from its table."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from workflows.access.rules import signed_in
from workflows.engine.draw import svg
from workflows.engine.procedure import UnknownProcedure, find


@signed_in()
@require_safe
def chart(_request: HttpRequest, key: str, edition: str) -> HttpResponse:
    """The SVG of one edition; a procedure changes only with the product."""
    try:
        table = find(key, edition)
    except UnknownProcedure:
        raise Http404("没有这一程序。") from None
    answer = HttpResponse(svg(table), content_type="image/svg+xml")
    answer["Cache-Control"] = "private, max-age=3600"
    return answer
