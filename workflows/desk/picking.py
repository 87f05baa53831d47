"""Picking the household a registration is about: from one's register, or by a whole ID number.

A department reports about a person it knows and never leafs through the register (domain 7): its
liaison finds a household by a whole ID number alone, and what was found is named by a signed word,
so that no other household can be asked for by counting.
"""

from __future__ import annotations

import re

from django.core import signing
from django.http import Http404

from workflows.access.actors import Actor, Role
from workflows.registry.areas import within
from workflows.registry.finding import find
from workflows.registry.models import Household

FOUND_AT_MOST = 10
A_DAY = 24 * 60 * 60
_SALT = "desk.picking"
_ID_NUMBER = re.compile(r"\s*[0-9]{17}[0-9Xx]\s*")


def by_number_only(actor: Actor) -> bool:
    """Whether all the actor's seats are those of a department's liaison."""
    return bool(actor.seats) and all(seat.role is Role.LIAISON for seat in actor.seats)


def searched(actor: Actor, asked: str) -> list[Household]:
    """What a search of this actor finds in his areas."""
    if by_number_only(actor) and not _ID_NUMBER.fullmatch(asked):
        return []
    return list(find(actor.ranges(), asked)[:FOUND_AT_MOST])


def reference(actor: Actor, household: Household) -> str:
    """How a page of this actor names a household it has found."""
    plain = str(household.pk)
    return signing.dumps(plain, salt=_SALT) if by_number_only(actor) else plain


def picked(actor: Actor, named: str) -> Household | None:
    """The household so named, None if none is; Http404 if it is not for this actor to pick."""
    if not named:
        return None
    try:
        plain = signing.loads(named, salt=_SALT, max_age=A_DAY) if by_number_only(actor) else named
    except signing.BadSignature:
        plain = ""
    inside = Household.objects.filter(within("village_id", actor.ranges()))
    household = inside.filter(pk=int(plain)).first() if plain.isdigit() else None
    if household is None:
        raise Http404("登记册里没有这一户，或不在您的管辖范围内。")
    return household
