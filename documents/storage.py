"""Content-addressed files under FILES_ROOT: a file's name is the SHA-256 of its bytes.

A file appears under its name whole or not at all: it is written beside, flushed to disk and
renamed; its row follows. So a row always has its file, and what has no row is rubbish to sweep.
"""

import errno
import hashlib
import os
import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from documents.errors import FileDamaged, StorageFull
from documents.models import StoredFile

_WAITING = "incoming"
_PRIVATE = 0o700
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


@dataclass(frozen=True, slots=True)
class Audit:
    """Disk compared with rows, both ways; every list holds names (SHA-256) or file names."""

    checked: int = 0
    missing: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    leftovers: list[str] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Whether every row has its file unharmed; rubbish on disk does no harm."""
        return not self.missing and not self.damaged


def write(data: bytes) -> str:
    """Put the bytes on disk, durably, and return their SHA-256; the same bytes are kept once.

    Slow (it waits for the disk): never inside a transaction. Raises StorageFull.
    """
    name = hashlib.sha256(data).hexdigest()
    target = _path(name)
    if target.exists() and _hash(target) == name:
        return name
    try:
        write_whole(data, target)
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise StorageFull("磁盘空间不足，文件没有保存。请联系管理员清理后重试。") from error
        raise
    return name


def record(sha256: str, *, size: int, media_type: str) -> StoredFile:
    """The row of a file already written; the first media type given to it stays."""
    stored, _ = StoredFile.objects.get_or_create(
        sha256=sha256, defaults={"size": size, "media_type": media_type}
    )
    return stored


def keep(data: bytes, media_type: str) -> StoredFile:
    """Write the bytes and their row; raises StorageFull."""
    return record(write(data), size=len(data), media_type=media_type)


def read(stored: StoredFile) -> bytes:
    """The bytes of a file, compared with their name; raises FileDamaged."""
    if stored.erased_on is not None:
        raise FileDamaged(f"文件 {stored.sha256[:12]} 保管期满，已于 {stored.erased_on} 销毁。")
    return read_named(stored.sha256)


def read_named(sha256: str) -> bytes:
    """As `read`, by name alone: for a process without a database."""
    try:
        data = _path(sha256).read_bytes()
    except FileNotFoundError:
        raise FileDamaged(f"文件 {sha256[:12]} 不在存储中，请从备份恢复。") from None
    if hashlib.sha256(data).hexdigest() != sha256:
        raise FileDamaged(f"文件 {sha256[:12]} 的内容已改变，请从备份恢复。")
    return data


def free_bytes() -> int:
    """Free room on the store's disk."""
    return shutil.disk_usage(_root()).free


def audit() -> Audit:
    """Read every file and compare disk and rows; the answer is `doctor`'s."""
    report = Audit(checked=StoredFile.objects.filter(erased_on=None).count())
    on_disk = {path.name: path for path in _files()}
    kept = StoredFile.objects.filter(erased_on=None).order_by("sha256")
    for name in kept.values_list("sha256", flat=True).iterator():
        path = on_disk.pop(name, None)
        if path is None:
            report.missing.append(name)
        elif _hash(path) != name:
            report.damaged.append(name)
    report.unknown.extend(sorted(on_disk))
    report.leftovers.extend(sorted(path.name for path in (_root() / _WAITING).iterdir()))
    return report


def sweep(*, before: datetime) -> int:
    """Delete what no row names and interrupted writes, if older than `before`; how many.

    Take a day: a file is written before its row.
    """
    swept = 0
    for path in [*_files(), *(_root() / _WAITING).iterdir()]:
        old = datetime.fromtimestamp(path.stat().st_mtime, UTC) < before
        if old and not StoredFile.objects.filter(sha256=path.name, erased_on=None).exists():
            path.unlink(missing_ok=True)
            swept += 1
    return swept


def _root() -> Path:
    root = Path(settings.FILES_ROOT)
    (root / _WAITING).mkdir(_PRIVATE, parents=True, exist_ok=True)
    return root


def _path(name: str) -> Path:
    return _root() / name[:2] / name


def _files() -> list[Path]:
    return [path for path in _root().glob("??/*") if path.is_file()]


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_whole(data: bytes, target: Path) -> None:
    """Write a file of the store's disk so that it appears whole or not at all, and stays."""
    descriptor, draft = tempfile.mkstemp(dir=_root() / _WAITING)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        target.parent.mkdir(_PRIVATE, exist_ok=True)
        Path(draft).replace(target)
        _flush_folder(target.parent)
        _flush_folder(target.parent.parent)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def _flush_folder(folder: Path) -> None:
    """Make a rename outlive a power cut: the folder's own entry must reach the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
