"""The peer: one plain Django view with the middleware of `startproject`, showing the same facts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test.utils import override_settings
from django.urls import path

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
PAGE = """<!DOCTYPE html><html lang="zh-Hans"><head><meta charset="utf-8"><title>{{ place.name }}</title>
</head><body><h1>{{ township.name }}{{ place.name }}</h1>{% for sheet in sheets %}<section>
<h2>{{ sheet.title }}</h2><p>{{ sheet.posted_on }}, {{ sheet.until }}</p>
<a href="/notice/{{ sheet.uuid }}/">{{ sheet.title }}</a></section>{% endfor %}</body></html>"""


def village(_request: HttpRequest, code: int) -> HttpResponse:
    """The village, its township, and what hangs there: three statements, like the product's page."""
    from workflows.engine.models import Case  # noqa: PLC0415 - the settings come first
    from workflows.registry.models import CalendarDay, Region  # noqa: PLC0415

    place = Region.objects.get(code=code)
    township = Region.objects.get(code=code // 1000 * 1000)
    CalendarDay.objects.count()
    sheets = [
        _shown(case)
        for case in Case.objects.filter(region=code, closed=False)
        if "posted_on" in case.facts
    ]
    page = engines["django"].from_string(PAGE)
    return HttpResponse(page.render({"place": place, "township": township, "sheets": sheets}))


def _shown(case: Any) -> dict[str, Any]:
    posted_on = date.fromisoformat(case.facts["posted_on"])
    return {
        "title": "公示",
        "uuid": case.uuid,
        "posted_on": posted_on,
        "until": posted_on + timedelta(5),
    }


urlpatterns = [path("<int:code>/", village)]


def _application() -> WSGIHandler:
    chosen = override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=MIDDLEWARE)
    get_wsgi_application()
    chosen.enable()
    return WSGIHandler()


application = _application()
