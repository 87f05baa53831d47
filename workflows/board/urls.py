"""Addresses of the board, at the root: they are read out over the telephone, so they are short."""

from django.urls import URLPattern, path

from workflows.board.browsers import View, of_the_board
from workflows.board.views import (
    application,
    check,
    feed,
    guidance,
    health,
    notices,
    objection,
    places,
    preview,
    progress,
    report,
)

app_name = "board"


def page(route: str, view: View, name: str) -> URLPattern:
    """A page of the board, which a county's portal may frame."""
    return path(route, of_the_board(view), name=name)


urlpatterns = [
    page("", places.home, name="home"),
    page("area/<int:code>/", places.area, name="area"),
    page("village/<int:code>/", notices.village, name="village"),
    path("village/<int:code>/feed/", feed.feed, name="feed"),
    page("village/<int:code>/apply/", application.application, name="apply"),
    page("village/<int:code>/report/", report.report, name="report"),
    page("notice/<uuid:uuid>/", notices.notice, name="notice"),
    path("notice/<uuid:uuid>/preview/", preview.preview, name="preview"),
    page("notice/<uuid:uuid>/object/", objection.objection, name="object"),
    page("check/", check.check, name="check"),
    page("check/<str:code>/", check.check, name="checked"),
    page("progress/", progress.progress, name="progress"),
    page("contact/", guidance.contact, name="contact"),
    page("policy/", guidance.policy, name="policy"),
    page("accessibility/", guidance.accessibility, name="accessibility"),
    page("source/", guidance.source, name="source"),
    path("healthz", health.alive, name="health"),
    path("readyz", health.ready, name="ready"),
]
