"""Sealing old values anew, and making the fingerprints of another key.

What was sealed is compared and exchanged byte for byte: a value that somebody changes meanwhile is
left to them, and is sealed with the new key anyway. No plain text leaves the process.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model

from vault.cipher import is_current, seal, unseal
from vault.fields import SealedField
from workflows.engine import append_only
from workflows.registry.models import Member

BATCH = 500

Model_ = type[Model]


def sealed_columns() -> Iterator[tuple[Model_, SealedField]]:
    """Every sealed column of the installation."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, SealedField):
                yield model, field


def seal_anew(model: Model_, field: SealedField) -> int:
    """Seal with the first key what another key sealed; how many values. VaultError."""
    last, changed = 0, 0
    while rows := _batch(model, field, last):
        last = rows[-1][0]
        old = [(key, value) for key, value in rows if not is_current(value)]
        if old:
            with transaction.atomic(), append_only.lifted(model._meta.db_table):
                changed += sum(_exchange(model, field, key, value) for key, value in old)
    return changed


def fingerprints_anew() -> int:
    """Make every member's fingerprints with the last key; how many members. VaultError.

    With the service stopped: between two batches a search would find only some.
    """
    count = 0
    for member in Member.objects.filter(id_digest__isnull=False).iterator(chunk_size=BATCH):
        member.derive()
        count += Member.objects.filter(pk=member.pk).update(
            id_digest=member.id_digest, id_tail=member.id_tail
        )
    return count


def _batch(model: Model_, field: SealedField, last: int) -> list[tuple[int, bytes]]:
    table, key, column = _names(model, field)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {key}, {column} FROM {table} "  # noqa: S608 - names of our own tables
            f"WHERE {key} > %s AND {column} IS NOT NULL ORDER BY {key} LIMIT {BATCH}",
            [last],
        )
        return [(pk, bytes(value)) for pk, value in cursor.fetchall()]


def _exchange(model: Model_, field: SealedField, pk: int, old: bytes) -> int:
    table, key, column = _names(model, field)
    fresh = seal(unseal(old, purpose=field.purpose), purpose=field.purpose)
    binary: Any = connection.Database.Binary  # type: ignore[attr-defined]  # every driver has it
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {column} = %s WHERE {key} = %s AND {column} = %s",  # noqa: S608 - as above
            [binary(fresh), pk, binary(old)],
        )
        return int(cursor.rowcount)


def _names(model: Model_, field: SealedField) -> tuple[str, str, str]:
    quote = connection.ops.quote_name
    meta = model._meta
    assert meta.pk is not None and meta.pk.column and field.column
    return quote(meta.db_table), quote(meta.pk.column), quote(field.column)
