"""How long a sitting at the desk lasts, and when its officer must prove anew who he is.

A session ends after SESSION_IDLE_MINUTES without a page (空闲退出) and SESSION_MINUTES at most.
Signing asks for the password, or for a code where one is required, when the last proof is older
than SIGNING_MINUTES. All of it is the machine's time: the product's clock counts days.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

SEEN, PROVED, BEGAN = "seen_at", "proved_at", "began_at"
# A session row is written at most this often: each write takes SQLite's one lock.
STAMPED_EVERY = 60


def begin(request: HttpRequest) -> None:
    """The officer has just signed in."""
    now = int(time.time())
    request.session.update({SEEN: now, PROVED: now, BEGAN: now})


def proved(request: HttpRequest) -> None:
    """The officer has just shown again who he is."""
    request.session[PROVED] = int(time.time())


def must_prove(request: HttpRequest) -> bool:
    """Whether signing needs a proof of who sits there."""
    return time.time() - _stamp(request, PROVED) > settings.SIGNING_MINUTES * 60


def _stamp(request: HttpRequest, name: str) -> float:
    """A stamp of the session; one that has none yet began with the last signing in."""
    last_login = getattr(request.user, "last_login", None)
    return float(request.session.get(name) or (last_login.timestamp() if last_login else 0))


class Sittings:
    """Middleware: ends sessions that lie idle or have lasted long enough."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Sign out who was away too long, and note when the others were here."""
        if not request.user.is_authenticated:
            return self.get_response(request)
        now, seen = time.time(), _stamp(request, SEEN)
        idle = now - seen > settings.SESSION_IDLE_MINUTES * 60
        if idle or now - _stamp(request, BEGAN) > settings.SESSION_COOKIE_AGE:
            logout(request)
            messages.warning(
                request, "您已较长时间没有操作，为保护群众信息已自动退出，请重新登录。"
            )
            return _back(request)
        if now - seen > STAMPED_EVERY:
            request.session[SEEN] = int(now)
        answer = self.get_response(request)
        # Nothing an officer saw is shown again by the browser's way back once he has signed out.
        answer.headers.setdefault("Cache-Control", "private, no-store")
        return answer


def _back(request: HttpRequest) -> HttpResponse:
    """To the sign-in page, which leads back to what was read; a form sent is not sent again."""
    where = (
        request.get_full_path()
        if request.method in ("GET", "HEAD")
        else resolve_url(settings.LOGIN_REDIRECT_URL)
    )
    return redirect_to_login(where)
