"""What must not stand on a public paper about a case: handed to the leak gate when it is issued."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q

from workflows.access.models import Agency
from workflows.registry.models import Member

from .models import Case
from .models.event import PersonalAnswers

# Shorter words (残疾, 二组, a given name) stand in too many innocent sentences to be searched for;
# the gate knows illnesses and numbers by itself.
SHORTEST = 6


def private_words(cases: Iterable[Case], agencies: Iterable[Agency]) -> list[str]:
    """Identifiers, addresses and personal answers of six characters and more of these cases.

    Children's answers count as their parents'. Not the words that a poster prints anyway: names
    and groups of the households, names and telephones of the agencies. Two statements; the
    cases' households must have been read.
    """
    listed = list(cases)
    households = [case.household for case in listed if case.household]
    words = {case.number for case in listed}
    for home in households:
        words |= {home.number, home.address}
    for member in Member.objects.filter(household__in=households).only(
        "id_number", "phone", "health", "disability"
    ):
        words |= {member.id_number, member.phone, member.health, member.disability}
    theirs = Q(event__case__in=listed) | Q(event__case__root__in=listed)
    for text in PersonalAnswers.objects.filter(theirs).values_list("text", flat=True):
        words.update(_texts(json.loads(text)))
    printed = [word for home in households for word in (home.head_name, home.group_name)]
    printed += [word for one in agencies for word in (one.name, one.phone, one.address)]
    return sorted(
        word
        for word in {word.strip() for word in words}
        if len(word) >= SHORTEST and not any(word in shown for shown in printed)
    )


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
