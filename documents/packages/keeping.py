"""Packages in the store: sealed once, amended only by adding another, used with a log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from documents import storage
from documents.errors import PaperError
from documents.models import Package, PackageUse, StoredFile
from documents.models.packages import Use

from .members import Member, listed, packed, statement

MEDIA_TYPE = "application/zip"


class FilingRefused(PaperError):
    """The package or its use cannot be recorded; the message says why, in Chinese."""


def seal(
    dossier: UUID,
    head: Mapping[str, Any],
    members: Mapping[str, Member],
    *,
    sign: Any,
    reason: str = "",
) -> Package | None:
    """Write a package and its row: the first of a dossier, or with `reason` one that adds to it.

    `head` has the title; `sign` makes a signed note of a text. None when another worker has just
    sealed it. Slow: never inside a transaction. Raises FilingRefused when there is nothing to add
    to, or no reason to add; StorageFull.
    """
    serial = (
        Package.objects.filter(dossier=dossier).aggregate(Max("serial"))["serial__max"] or 0
    ) + 1
    if (serial > 1) != bool(reason.strip()):
        raise FilingRefused(
            "已归档的信息包不得改动，只能写明原因补充归档。"
            if serial > 1
            else "尚未归档，不能补充。"
        )
    manifest = listed({**head, "dossier": str(dossier), "serial": serial}, members)
    data = packed(manifest, sign(statement(manifest)), members)
    name = storage.write(data)
    try:
        with transaction.atomic():
            return Package.objects.create(
                dossier=dossier,
                serial=serial,
                title=head["title"],
                file=storage.record(name, size=len(data), media_type=MEDIA_TYPE),
                members=len(members),
                pages=sum(member.pages or 0 for member in members.values()),
                reason=reason.strip(),
            )
    except IntegrityError:
        return None


def read(package: Package, *, reader: str, purpose: str, by: str, use: Use = Use.VIEWED) -> bytes:
    """The bytes of a package for somebody; without a line in the log there are none.

    Raises FilingRefused without reader or purpose, FileDamaged.
    """
    data = storage.read(package.file)
    _log(package, use, reader=reader, purpose=purpose, by=by)
    return data


def lend(package: Package, *, reader: str, purpose: str, by: str, due_on: date) -> PackageUse:
    """Record that a package is lent until a day. Raises FilingRefused while it is lent already."""
    with transaction.atomic():
        _alone(package)
        if is_lent(package):
            raise FilingRefused("该信息包已借出，尚未归还。")
        return _log(package, Use.LENT, reader=reader, purpose=purpose, by=by, due_on=due_on)


def give_back(package: Package, *, reader: str, by: str) -> PackageUse:
    """Record that it came back. Raises FilingRefused when it was not lent."""
    with transaction.atomic():
        _alone(package)
        if not is_lent(package):
            raise FilingRefused("该信息包没有借出。")
        return _log(package, Use.RETURNED, reader=reader, purpose="归还", by=by)


def is_lent(package: Package) -> bool:
    """Whether the last lending has not been answered by a return."""
    moved = package.uses.filter(use__in=(Use.LENT, Use.RETURNED)).order_by("pk").last()
    return moved is not None and moved.use == Use.LENT


def _alone(package: Package) -> None:
    """One at a time. The file's row is locked: the package's own only grows, so nobody may lock it."""
    StoredFile.objects.select_for_update().get(pk=package.file_id)


def _log(
    package: Package, use: Use, *, reader: str, purpose: str, by: str, due_on: date | None = None
) -> PackageUse:
    if not reader.strip() or not purpose.strip():
        raise FilingRefused("须写明利用人和利用目的。")
    return PackageUse.objects.create(
        package=package, use=use, reader=reader.strip(), purpose=purpose.strip(), due_on=due_on,
        handled_by=by,
    )  # fmt: skip
