"""What a visitor is told when the product cannot answer: come back in a moment, or something broke."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader

RETRY_AFTER = 5  # seconds: what a database server needs to come back
AWAY = (OperationalError, InterfaceError)


def failed(_request: HttpRequest) -> HttpResponse:
    """handler500: 503 with Retry-After while the database is away or locked, else 500.

    Nothing is fetched for the page, neither the officer nor the session: that would fail again.
    """
    if isinstance(sys.exc_info()[1], AWAY):
        page = HttpResponse(loader.get_template("503.html").render(), status=503)
        page["Retry-After"] = str(RETRY_AFTER)
        return page
    return HttpResponse(loader.get_template("500.html").render(), status=500)
