"""How long a sitting at the desk lasts, and when its officer must prove anew who he is.

A session ends after SESSION_IDLE_MINUTES without a page (空闲退出) and SESSION_MINUTES at most.
Signing asks for the password, or for a code where one is required, when the last proof is older
than SIGNING_MINUTES. All of it is the machine's time: the product's clock counts days.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import HASH_SESSION_KEY, logout
from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

from workflows.access.attempts import address_of
from workflows.access.models import Officer, Sitting
from workflows.workdays.clock import SHANGHAI

SEEN, PROVED, BEGAN = "seen_at", "proved_at", "began_at"
ADDRESS, BROWSER = "address", "browser"
# A session row is written at most this often: each write takes SQLite's one lock.
STAMPED_EVERY = 60


def begin(request: HttpRequest) -> None:
    """The officer has just signed in."""
    now = int(time.time())
    stamps = {SEEN: now, PROVED: now, BEGAN: now}
    told = {ADDRESS: address_of(request), BROWSER: _browser(request)}
    request.session.update({**stamps, **told})


def proved(request: HttpRequest) -> None:
    """The officer has just shown again who he is."""
    request.session[PROVED] = int(time.time())


def must_prove(request: HttpRequest) -> bool:
    """Whether signing needs a proof of who sits there."""
    return time.time() - _stamp(request, PROVED) > settings.SIGNING_MINUTES * 60


def _stamp(request: HttpRequest, name: str) -> float:
    """A stamp of this session."""
    return _stamped(request.session, request.user, name)


def _stamped(session: SessionBase | dict[str, Any], officer: object, name: str) -> float:
    """A stamp of a session; one that has none yet began with the last signing in."""
    last_login = getattr(officer, "last_login", None)
    return float(session.get(name) or (last_login.timestamp() if last_login else 0))


@dataclass(frozen=True, slots=True)
class Place:
    """One session of an officer, as he is shown it."""

    began: datetime
    seen: datetime
    address: str
    browser: str
    here: bool


def places_of(request: HttpRequest) -> list[Place]:
    """Where the officer of this request sits now, the latest first; one statement.

    What has lain idle, or knows a password that is not his any more, ends when it is next used
    and is left out.
    """
    officer = request.user
    assert isinstance(officer, Officer)
    known, awake = officer.get_session_auth_hash(), time.time() - settings.SESSION_IDLE_MINUTES * 60
    found = []
    for row in Sitting.objects.filter(officer=officer):
        data = row.get_decoded()
        began, seen = (_stamped(data, officer, at) for at in (BEGAN, SEEN))
        if data.get(HASH_SESSION_KEY) == known and seen > awake:
            found.append(
                Place(
                    datetime.fromtimestamp(began, SHANGHAI),
                    datetime.fromtimestamp(seen, SHANGHAI),
                    data.get(ADDRESS, ""),
                    data.get(BROWSER, ""),
                    row.session_key == request.session.session_key,
                )
            )
    return sorted(found, key=lambda place: place.seen, reverse=True)


def end_others(request: HttpRequest) -> None:
    """End every session of this officer but the one he asks from; they are out at once."""
    assert request.user.pk is not None
    others = Sitting.objects.filter(officer_id=request.user.pk)
    others.exclude(session_key=request.session.session_key).delete()


# What an officer knows his browser and machine by; the first that is named counts.
_BROWSERS = {
    "MicroMessenger": "微信", "Edg": "Edge", "Firefox": "Firefox", "Chrome": "Chrome",
    "Safari": "Safari",
}  # fmt: skip
_MACHINES = {
    "Windows": "Windows", "Android": "安卓手机", "iPhone": "苹果手机", "Macintosh": "苹果电脑",
    "Linux": "Linux",
}  # fmt: skip


def _browser(request: HttpRequest) -> str:
    """Browser and machine in a word each, as the browser itself says."""
    told = request.headers.get("User-Agent", "")
    words = (
        next((word for mark, word in table.items() if mark in told), "")
        for table in (_BROWSERS, _MACHINES)
    )
    return "，".join(filter(None, words)) or "未知设备"


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
