"""How often strangers may try: guessing a code or a password must not be worth the time.

Counted per address and action in the database, which all processes of a site share: a limit that
each of them counted for itself would be as many times as large. One statement a try.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from documents.rows import fetch
from vault.cipher import fingerprint
from workflows.access.models import Tries
from workflows.workdays import clock

View = Callable[..., HttpResponseBase]

_PURPOSE = "pace"
_TABLE = Tries._meta.db_table
_TRY = f"""
INSERT INTO "{_TABLE}" (key, ends_at, times) VALUES (%s, %s, 1)
ON CONFLICT (key) DO UPDATE SET
    times = CASE WHEN "{_TABLE}".ends_at <= %s THEN 1 ELSE "{_TABLE}".times + 1 END,
    ends_at = CASE WHEN "{_TABLE}".ends_at <= %s THEN excluded.ends_at ELSE "{_TABLE}".ends_at END
RETURNING times
"""  # noqa: S608 - the name of our own table


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
    key = fingerprint(f"{action} {address}", purpose=_PURPOSE)
    now = clock.now()
    ends = now + timedelta(seconds=seconds)
    stored = connection.ops.adapt_datetimefield_value
    with transaction.atomic():
        found = fetch(_TRY, (key, stored(ends), stored(now), stored(now)))
        times = int(found[0][0])
        if times == 1:  # a window begins: those that are over go
            Tries.objects.filter(ends_at__lte=now).delete()
    return times


def _wait(request: HttpRequest, seconds: int) -> HttpResponse:
    answer = render(request, "429.html", status=429)
    answer["Retry-After"] = str(seconds)
    return answer
