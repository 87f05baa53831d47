"""What an insider with the whole database can do to history, each at any place of it.

Triggers are no hindrance to him: he drops them. He knows the formats and computes hashes as the
product does; what he lacks are the signing key and the file of checkpoints that others hold.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from random import Random

from django.db import connection
from django.db.models import F, Q

from documents.packages.merkle import grown
from workflows.engine.append_only import ERASING, KEPT
from workflows.engine.journal import canonical, chained
from workflows.engine.models import (
    Case,
    CasePaper,
    Checkpoint,
    Event,
    Leaf,
    PersonalAnswers,
    SheetEntry,
    Task,
)

Attack = Callable[[Event, Random], None]


def drop_triggers() -> None:
    """What the owner of the tables may always do."""
    postgres = connection.vendor == "postgresql"
    last = "truncate" if postgres else "replace"
    with connection.cursor() as cursor:
        for table, words in KEPT.items():
            for word in (*words, last):
                on = f" ON {table}" if postgres else ""
                cursor.execute(f"DROP TRIGGER {table}_{word.lower()}{on}")
        on = " ON workflows_personalanswers" if postgres else ""
        cursor.execute(f"DROP TRIGGER {ERASING}{on}")


def edit(event: Event, chance: Random) -> None:
    """One text changed, nothing else."""
    body = json.loads(event.body)
    body["occurred_on"] = f"2025-01-{chance.randrange(1, 28):02}"
    Event.objects.filter(pk=event.pk).update(body=canonical(body))


def edit_and_rechain(event: Event, chance: Random) -> None:
    """One text changed, and every hash after it made to agree."""
    body = json.loads(event.body)
    body["answers"] = {**body["answers"], "opinion": f"改{chance.random()}"}
    Event.objects.filter(pk=event.pk).update(body=canonical(body))
    rechain(event.case_id)


def change_actor(event: Event, chance: Random) -> None:
    """Another officer is made to have done it, column and text and chain."""
    body = json.loads(event.body)
    other = (event.officer_id or 0) + 1
    body["actor"] = {**body["actor"], "person": other}
    Event.objects.filter(pk=event.pk).update(body=canonical(body), officer_id=other)
    rechain(event.case_id)


def delete_and_rechain(event: Event, chance: Random) -> None:
    """An event taken out with all that hangs on it, the later ones renumbered."""
    PersonalAnswers.objects.filter(event=event).delete()
    Leaf.objects.filter(event=event).delete()
    Event.objects.filter(pk=event.pk).delete()
    later = Event.objects.filter(case=event.case_id, seq__gt=event.seq).order_by("seq")
    for one in later:
        body = {**json.loads(one.body), "seq": one.seq - 1}
        Event.objects.filter(pk=one.pk).update(seq=F("seq") - 1, body=canonical(body))
    rechain(event.case_id)


def drop_case(event: Event, chance: Random) -> None:
    """A whole case as if it had never been; what points to it from elsewhere is cut loose."""
    events = Event.objects.filter(case=event.case_id)
    PersonalAnswers.objects.filter(event__in=events).delete()
    Leaf.objects.filter(event__in=events).delete()
    events.delete()
    CasePaper.objects.filter(case=event.case_id).delete()
    Task.objects.filter(case=event.case_id).delete()
    for column in ("parent", "follows", "root"):
        Case.objects.filter(**{column: event.case_id}).update(**{column: None})
    SheetEntry.objects.filter(Q(case=event.case_id) | Q(sheet=event.case_id)).delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM workflows_case WHERE id = %s", [event.case_id])


def change_personal(event: Event, chance: Random) -> None:
    """Personal answers changed beside the text that commits to them."""
    row = PersonalAnswers.objects.order_by("pk")[chance.randrange(PersonalAnswers.objects.count())]
    row.text = row.text.replace('"', f'"{chance.random()}', 1)
    PersonalAnswers.objects.filter(pk=row.pk).update(text=row.text)


KINDS: dict[str, Attack] = {
    "edit": edit,
    "edit_and_rechain": edit_and_rechain,
    "change_actor": change_actor,
    "delete_and_rechain": delete_and_rechain,
    "drop_case": drop_case,
    "change_personal": change_personal,
}


def rechain(case: int) -> None:
    """Every hash of a case's chain as the product would have computed it."""
    previous = ""
    for one in Event.objects.filter(case=case).order_by("seq"):
        now = chained(previous, one.body, one.algorithm)
        Event.objects.filter(pk=one.pk).update(previous=previous, hash=now)
        previous = now
    Case.objects.filter(pk=case).update(last_hash=previous)


def reseal() -> None:
    """Leaves and checkpoints made to agree with what is there now; only the signatures cannot be."""
    pairs: Sequence[tuple[int, str]] = list(
        Event.objects.exclude(leaf=None).order_by("leaf__number").values_list("pk", "hash")
    )
    Leaf.objects.all().delete()
    Leaf.objects.bulk_create(
        Leaf(number=number, event_id=pk, hash=text) for number, (pk, text) in enumerate(pairs)
    )
    for checkpoint in Checkpoint.objects.all():
        tree = grown(text.encode() for _, text in pairs[: checkpoint.size])
        peaks = [peak.hex() for peak in tree.peaks]
        if Checkpoint.objects.exclude(pk=checkpoint.pk).filter(size=tree.size).exists():
            checkpoint.delete()
            continue
        Checkpoint.objects.filter(pk=checkpoint.pk).update(
            size=tree.size, root=tree.root.hex(), peaks=peaks
        )
