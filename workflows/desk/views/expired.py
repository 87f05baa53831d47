"""The answer to a form whose security token is missing or old."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW: in plain words, and without the technical `reason`."""
    return render(request, "csrf.html", status=403)
