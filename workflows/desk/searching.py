"""What an officer searches for: a name or a number that is not to stay in addresses.

An address is kept by the browser's history and by every proxy on the way. So a search is sent by POST
and answered with the page's own address, in which the words stand sealed (`find=…`): the page can be
turned, reloaded and gone back to, and on another day the address is still good.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from functools import wraps
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from vault.cipher import VaultError, seal, unseal
from workflows.access.rules import View

LONGEST_SEARCH: Final = 40
SEALED: Final = "find"
_TYPED, _PURPOSE = "q", "desk.search"
_OF_THE_FORM = {_TYPED, "csrfmiddlewaretoken"}


def sealed(words: str) -> str:
    """The words as an address may hold them; empty for none."""
    words = words.strip()[:LONGEST_SEARCH]
    return urlsafe_b64encode(seal(words.encode(), purpose=_PURPOSE)).decode() if words else ""


def words_of(given: Mapping[str, str]) -> str:
    """What was searched for, read from an address; nothing where it was cut off or is too old."""
    try:
        return unseal(urlsafe_b64decode(given.get(SEALED, "")), purpose=_PURPOSE).decode()
    except (ValueError, VaultError):
        return ""


def searchable(view: View) -> View:
    """Answer a search sent to the page with its address; filters sent along with it stay in it."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **named: Any) -> Any:
        if request.method != "POST" or _TYPED not in request.POST:
            return view(request, *args, **named)
        kept = {key: value for key, value in request.POST.items() if key not in _OF_THE_FORM}
        if words := sealed(request.POST[_TYPED]):
            kept[SEALED] = words
        answer: HttpResponse = redirect(
            f"{request.path}?{urlencode(kept)}" if kept else request.path
        )
        return answer

    return answered
