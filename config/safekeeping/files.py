"""Copying the content-addressed files, in either direction."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import CommandError

from config.safekeeping.manifest import digest
from documents.models import StoredFile


def copy(source: Path, target: Path) -> int:
    """Bring over every file that a row names and the target lacks; how many rows there are.

    A file on the way has another name until it is whole; one that differs from its own name is
    refused, because the copy would only hide the loss. CommandError.
    """
    count = 0
    for name in _named():
        count += 1
        there, here = target / name[:2] / name, source / name[:2] / name
        if there.is_file() and there.stat().st_size == _size(here, there):
            continue
        if not here.is_file() or digest(here) != name:
            raise CommandError(f"文件 {name[:12]} 缺失或已改变，请先执行 manage.py doctor 查明。")
        there.parent.mkdir(parents=True, exist_ok=True)
        draft = there.with_suffix(".part")
        shutil.copyfile(here, draft)
        draft.replace(there)
    return count


def put_back(source: Path, target: Path) -> int:
    """Bring every file of the backup back before any row names it; how many were missing."""
    restored = 0
    for here in source.glob("??/*"):
        there = target / here.parent.name / here.name
        if here.suffix == ".part" or (there.is_file() and digest(there) == here.name):
            continue
        if digest(here) != here.name:
            raise CommandError(f"备份里的文件 {here.name[:12]} 已改变，请换一份备份。")
        there.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = there.with_suffix(".part")
        shutil.copyfile(here, draft)
        draft.replace(there)
        restored += 1
    return restored


def _named() -> Iterator[str]:
    return StoredFile.objects.order_by("sha256").values_list("sha256", flat=True).iterator()


def _size(here: Path, there: Path) -> int:
    """The size to compare with: a source that is gone cannot make a good copy bad."""
    return (here if here.is_file() else there).stat().st_size
