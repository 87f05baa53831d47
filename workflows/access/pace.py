"""How often strangers may try: guessing a code or a password must not be worth the time.

Counted per address and action in Django's cache. Where several processes serve one site, a
cache they share (CACHES) makes the limit exact; without it each process counts for itself.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

View = Callable[..., HttpResponseBase]


def paced(action: str, *, times: int, seconds: int) -> Callable[[View], View]:
    """Let one address POST to a view `times` in `seconds`; beyond that answer 429 with a page."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST" and _spent(request, action, seconds) > times:
                return _wait(request, seconds)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def _spent(request: HttpRequest, action: str, seconds: int) -> int:
    """How many tries this address has made within the running window, this one included."""
    address = request.META.get(settings.CLIENT_ADDRESS, "")
    key = f"pace:{action}:{address}"
    if cache.add(key, 1, seconds):
        return 1
    try:
        return int(cache.incr(key))
    except ValueError:  # the window ended between the two calls
        cache.set(key, 1, seconds)
        return 1


def _wait(request: HttpRequest, seconds: int) -> HttpResponse:
    answer = render(request, "429.html", status=429)
    answer["Retry-After"] = str(seconds)
    return answer
