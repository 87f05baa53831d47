"""`manage.py restore BACKUP`: fill an empty installation from a backup, and prove that it is whole."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.safekeeping import databases, files, manifest
from workflows.engine.sealing import ahead
from workflows.management.doctor import Finding, Mark, cases, equipment, trust, work

# What a restore can be judged by before anything runs again.
EXAMINED: tuple[Callable[[], Iterator[Finding]], ...] = (
    trust.triggers,
    equipment.keys,
    cases.bindings,
    cases.packs,
    cases.forsaken,
    work.files,
)


class Command(BaseCommand):
    """Never over data that is there: a restore goes into an empty database."""

    help = "把备份恢复到空的数据库和文件夹，再核验办理记录、密钥、文件。先停掉服务。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "backup", type=Path, help="一次备份的文件夹，如 /backup/huan-20261121T023000"
        )

    def handle(self, *args: Any, backup: Path, **options: Any) -> None:
        """Files first, database after; then what proves it."""
        found = manifest.read(backup)
        if not databases.is_empty():
            raise CommandError(
                "数据库里已有数据表，不能覆盖。请新建一个空的数据库，把 DATABASE_URL 指向它后再恢复。"
            )
        count = files.put_back(backup.parent / "files", Path(settings.FILES_ROOT))
        databases.put_back(backup / found.database)
        self.stdout.write(f"数据库已恢复到 {found.made_at}，补回文件 {count} 个。")
        if manifest.migrations_seen() != found.migrations:
            raise CommandError("恢复后的迁移记录与备份不符，请换一份备份。")
        call_command("migrate", check_unapplied=True, verbosity=0)
        call_command("verify_journal", restored=True, stdout=self.stdout, stderr=self.stderr)
        wrong = 0
        for examine in EXAMINED:
            for finding in examine():
                self.stdout.write(str(finding))
                wrong += finding.mark is Mark.WRONG
        if wrong:
            raise CommandError(f"恢复后发现 {wrong} 处问题，见上。")
        self._tell_what_is_lost()
        self.stdout.write(
            "恢复完毕，核验无误。启动服务前请比对文号系列，见 docs/operations/backup.md。"
        )

    def _tell_what_is_lost(self) -> None:
        """The checkpoint file outlives the database and says how much the backup did not have."""
        if reach := ahead():
            known, held = reach
            self.stdout.write(
                f"备份以后又封存过的 {known - held} 条办理记录不在这份备份里（检查点文件 "
                f"{settings.CHECKPOINTS} 记到 {known} 条，数据库到 {held} 条）。\n"
                "在处理完以前，系统照常办理，但不再封存。请依次：\n"
                "  1. 对照纸质文书、公示张贴和送达回证，查明这些记录办的是什么，逐件补录；\n"
                "  2. 执行 manage.py seal --set-aside：检查点文件改名留存（不删除），重新封存；\n"
                "  3. 把留存的文件连同恢复的经过报县里存档。"
            )
