"""Search in the register by whatever an officer has at hand, never outside his areas."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from vault.cipher import fingerprint
from workflows.registry import ids
from workflows.registry.areas import within
from workflows.registry.codes import Range
from workflows.registry.models import ID_NUMBER, ID_TAIL, Household, Member, Region, RegionName

_ID_NUMBER = re.compile(r"[0-9]{17}[0-9Xx]")
_ID_TAIL = re.compile(r"[0-9]{3}[0-9Xx]")
_HOUSEHOLD_NUMBER = re.compile(r"[0-9]{6,}[0-9A-Za-z\-]*")
_INITIALS = re.compile(r"[A-Za-z]{1,8}")

_VILLAGE = 5  # the level of a village among the codes
_LAST_CHARACTER = "\U0010ffff"


def find(ranges: Iterable[Range], text: str) -> QuerySet[Household]:
    """The households within the ranges that match what was typed, in register order.

    Four characters are the end of somebody's ID number, eighteen a whole one, letters the
    initials of the head in any reading, longer digits the beginning of a household number,
    anything else the beginning of the name of the head, of a member or of the village, which may
    be a name it had before. Blank text, or no range, finds nothing. Slice the result: it has no limit of its own.
    """
    ranges = tuple(ranges)
    text = text.strip()
    if not text or not ranges:
        return Household.objects.none()
    households = Household.objects.filter(within("village_id", ranges))
    members = Member.objects.filter(within("household__village_id", ranges))
    return _matching(text, households, members).select_related("village")


def _matching(
    text: str, households: QuerySet[Household], members: QuerySet[Member]
) -> QuerySet[Household]:
    if _HOUSEHOLD_NUMBER.fullmatch(text) and not _ID_NUMBER.fullmatch(text):
        return households.filter(_begins("number", text.upper()))
    if _INITIALS.fullmatch(text):
        return households.filter(initials__contains=f" {text.lower()}")
    if _ID_NUMBER.fullmatch(text):
        members = members.filter(id_digest=fingerprint(ids.normalise(text), purpose=ID_NUMBER))
    elif _ID_TAIL.fullmatch(text):
        members = members.filter(id_tail=fingerprint(text.upper(), purpose=ID_TAIL))
    else:
        # A union of keys rather than an OR: each half has an index of its own.
        heads = households.filter(_begins("head_name", text)).order_by().values("pk")
        others = members.filter(_begins("name", text)).order_by().values("household")
        there = (
            households.filter(village__in=villages).order_by().values("pk")
            for villages in _villages(text)
        )
        return households.filter(pk__in=heads.union(others, *there))
    return households.filter(pk__in=members.values("household"))


def _villages(text: str) -> Iterator[QuerySet[Any]]:
    """Villages whose name begins so, and those whose name once did, as keys."""
    yield Region.objects.filter(_begins("name", text), level=_VILLAGE).order_by().values("pk")
    former = RegionName.objects.filter(_begins("name", text), region__level=_VILLAGE)
    yield former.order_by().values("region")


def _begins(column: str, text: str) -> Q:
    """The condition that a column begins with a text, in the form that finds its index.

    Django's LIKE never uses an index on SQLite; a range of SQLite's own binary order does. On
    PostgreSQL the order is the locale's, and Django makes an index for LIKE.
    """
    if connection.vendor == "sqlite":
        return Q(**{f"{column}__gte": text, f"{column}__lt": text + _LAST_CHARACTER})
    return Q(**{f"{column}__startswith": text})
