"""Addresses of the board, at the root: they are read out over the telephone, so they are short."""

from django.urls import path

from workflows.board.views import check, guidance, health, notices, objection, places, progress

app_name = "board"

urlpatterns = [
    path("", places.home, name="home"),
    path("area/<int:code>/", places.area, name="area"),
    path("village/<int:code>/", notices.village, name="village"),
    path("notice/<uuid:uuid>/", notices.notice, name="notice"),
    path("notice/<uuid:uuid>/object/", objection.objection, name="object"),
    path("check/", check.check, name="check"),
    path("check/<str:code>/", check.check, name="checked"),
    path("progress/", progress.progress, name="progress"),
    path("contact/", guidance.contact, name="contact"),
    path("policy/", guidance.policy, name="policy"),
    path("accessibility/", guidance.accessibility, name="accessibility"),
    path("source/", guidance.source, name="source"),
    path("healthz", health.alive, name="health"),
]
