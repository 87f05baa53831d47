"""`manage.py backup FOLDER`: a copy of database and files, while people work."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from config.safekeeping import databases, files
from config.safekeeping.manifest import Manifest, digest, migrations_seen
from workflows.workdays import clock


class Command(BaseCommand):
    """The keys are no part of it: whoever finds a backup must not be able to read it."""

    help = "备份数据库和文件（可在使用中执行）。密钥 VAULT_KEYS 不在备份里，须另行保管。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="备份文件夹；历次备份共用其中的 files")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        """Database first, files after, manifest last."""
        if (folder / "files").resolve() == Path(settings.FILES_ROOT).resolve():
            raise CommandError("备份文件夹不能是文件库所在的文件夹，请换一个，最好在另一块磁盘上。")
        now = clock.now()
        place = folder / f"huan-{now:%Y%m%dT%H%M%S}"
        place.mkdir(parents=True, mode=0o700)
        seen = migrations_seen()
        database = databases.copy(place)
        count = files.copy(Path(settings.FILES_ROOT), folder / "files")
        Manifest(
            now.isoformat(), connection.vendor, database.name, digest(database), count, seen
        ).write(place)
        size = database.stat().st_size / 1024**2
        self.stdout.write(f"已备份到 {place}：数据库 {size:.1f} MB，文件 {count} 个。")
