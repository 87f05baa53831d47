"""`manage.py seal`: seal the journal now, and say what to hand to others as proof."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from workflows.engine.models import Checkpoint
from workflows.engine.sealing import Forked, public_key, publish, seal, set_aside


class Command(BaseCommand):
    """The worker does the same at least once a minute; this is for handing out a checkpoint."""

    help = "立即封存办理记录，输出签名检查点和公钥（公钥可公开）。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--set-aside", action="store_true",
            help="从备份恢复以后：把比数据库新的检查点文件改名留存（带日期，不删除），再封存",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal what there is, bring the file up to date, print the newest checkpoint."""
        try:
            if options["set_aside"]:
                self.stdout.write(f"检查点文件已改名留存为 {set_aside()}，请一并归档，不要删除。")
            while seal():
                pass
        except Forked as error:
            raise CommandError(
                f"{error}，未签名。从备份恢复的，按 docs/operations/backup.md 处理；"
                "没有恢复过的，历史记录被改动或丢失，请先查明。"
            ) from error
        publish()
        newest = Checkpoint.objects.order_by("size").last()
        if newest is None:
            raise CommandError("还没有任何办理记录。")
        self.stdout.write(newest.note)
        self.stdout.write(f"公钥 {public_key().hex()}")
