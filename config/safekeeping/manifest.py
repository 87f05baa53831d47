"""What a backup says about itself, so that a restore can tell whether it is whole."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """`database` is the name of the file beside it; `migrations` are those the database has seen."""

    made_at: str
    vendor: str
    database: str
    sha256: str
    files: int
    migrations: list[str]

    def write(self, folder: Path) -> None:
        """Put it into the backup's folder, last of all: a backup without it was broken off."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1)
        (folder / NAME).write_text(text, encoding="utf-8")


def read(folder: Path) -> Manifest:
    """The manifest of a whole backup. CommandError, in Chinese, for anything else."""
    try:
        found = Manifest(**json.loads((folder / NAME).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        raise CommandError(f"{folder} 不是完整的备份：没有可读的 {NAME}，请换一份备份。") from None
    if found.vendor != connection.vendor:
        raise CommandError(
            f"这份备份来自 {found.vendor}，现在的 DATABASE_URL 是 {connection.vendor}。"
        )
    database = folder / found.database
    if not database.is_file() or digest(database) != found.sha256:
        raise CommandError(f"{database} 缺失或已改变，不能恢复，请换一份备份。")
    return found


def digest(file: Path) -> str:
    """The SHA-256 of a file, read piece by piece."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def migrations_seen() -> list[str]:
    """The migrations applied to the database, by name."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)
