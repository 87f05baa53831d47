"""Erasing what papers say and show of a person, when their retention is over."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Q

from documents.errors import IssueRefused
from documents.models import Delivery, Package, Paper, Rendition, Scan, StoredFile


def erase(dossiers: Iterable[UUID], on: date) -> list[str]:
    """Empty the facts of all papers of these dossiers, and mark the files that lie there alone.

    Numbers, dates and digests stay. In the caller's transaction, which `unlink` follows; returns
    the names of the files. Raises IssueRefused outside a transaction.
    """
    if not connection.in_atomic_block:
        raise IssueRefused("删除只能在登记删除的同一事务中进行。")
    chosen = list(dossiers)
    papers = Paper.objects.filter(dossier__in=chosen)
    papers.update(facts={}, forbidden=[])
    Delivery.objects.filter(paper__in=papers).update(receiver="", witness="")
    named = _files_of(Q(paper__dossier__in=chosen), Q(dossier__in=chosen))
    elsewhere = _files_of(~Q(paper__dossier__in=chosen), ~Q(dossier__in=chosen))
    alone = sorted(named - elsewhere)
    StoredFile.objects.filter(sha256__in=alone, erased_on=None).update(erased_on=on)
    return alone


def unlink(names: Iterable[str]) -> None:
    """Take erased files off the disk; after the commit, so that none is missed for nothing."""
    root = Path(settings.FILES_ROOT)
    for name in names:
        (root / name[:2] / name).unlink(missing_ok=True)


def _files_of(papers: Q, packages: Q) -> set[str]:
    """The files that renditions, scans, services and packages of these name."""
    found: set[str] = set()
    for model, column in ((Rendition, "file"), (Scan, "file"), (Delivery, "proof")):
        rows = model._default_manager.filter(papers).exclude(**{column: None})
        found.update(rows.values_list(column, flat=True))
    return found | set(Package.objects.filter(packages).values_list("file", flat=True))
