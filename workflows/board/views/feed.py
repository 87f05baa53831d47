"""The board of one village as an Atom feed: number, dates and outcome, never a name."""

from datetime import datetime, time

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from workflows.access.rules import public
from workflows.board import sheets
from workflows.board.views.notices import whereabouts
from workflows.workdays import clock

ENTRIES_AT_MOST = 20


@public
@require_safe
def feed(request: HttpRequest, code: int) -> HttpResponse:
    """The latest sheets of a village, those that are over among them; three statements."""
    township, place = whereabouts(code)
    board = request.build_absolute_uri(reverse("board:village", args=[code]))
    told = Atom1Feed(
        title=f"{township.name}{place.name}公示栏", link=board, description="", language="zh-Hans",
        feed_url=request.build_absolute_uri(), author_name=settings.COUNTY_NAME,
    )  # fmt: skip
    for bulletin, _ in zip(sheets.bulletins(code), range(ENTRIES_AT_MOST), strict=False):
        hung = bulletin.hung
        address = reverse("board:notice", args=[hung.uuid])
        told.add_item(
            title=f"{hung.title} {bulletin.number}",
            link=request.build_absolute_uri(address),
            description=summary(bulletin),
            unique_id=hung.uuid.urn,
            updateddate=datetime.combine(hung.posted_on, time(), clock.SHANGHAI),
        )
    answer = HttpResponse(told.writeString("utf-8"), content_type="application/atom+xml")
    answer["Cache-Control"] = "public, max-age=600"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def summary(bulletin: sheets.Bulletin) -> str:
    """Dates and outcome in one sentence."""
    hung = bulletin.hung
    return (
        f"{hung.posted_on:%Y年%-m月%-d日}张贴，到{hung.until:%Y年%-m月%-d日}24时止，"
        f"{hung.standing.value}。"
    )
