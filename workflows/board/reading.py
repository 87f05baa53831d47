"""How a villager reads: ordinary or large type, told by the address alone.

`?big=1` is handed on from link to link. No cookie is needed, so that the board can be kept
by any cache and leaves nothing behind on a borrowed phone.
"""

from dataclasses import dataclass

from django.http import HttpRequest

LARGE = "big"


@dataclass(frozen=True, slots=True)
class Reading:
    """`query` is to be appended to each link of the page, `other` is this page in the other size."""

    big: bool
    query: str
    other: str


def reading(request: HttpRequest) -> dict[str, Reading]:
    """Context processor: the reading of this request."""
    asked = request.GET.copy()
    big = asked.get(LARGE) == "1"
    asked.pop(LARGE, None)
    if not big:
        asked[LARGE] = "1"
    other = f"{request.path}?{asked.urlencode()}" if asked else request.path
    return {"reading": Reading(big, f"?{LARGE}=1" if big else "", other)}
