"""`manage.py seal`: seal the journal now, and say what to hand to others as proof."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from workflows.engine.models import Checkpoint
from workflows.engine.sealing import Forked, public_key, publish, seal


class Command(BaseCommand):
    """The worker does the same at least once a minute; this is for handing out a checkpoint."""

    help = "立即封存办理记录，输出签名检查点和公钥（公钥可公开）。"

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal what there is, bring the file up to date, print the newest checkpoint."""
        try:
            while seal():
                pass
        except Forked as error:
            raise CommandError(f"{error}。历史记录被改动或丢失，未签名；请先查明。") from error
        publish()
        newest = Checkpoint.objects.order_by("size").last()
        if newest is None:
            raise CommandError("还没有任何办理记录。")
        self.stdout.write(newest.note)
        self.stdout.write(f"公钥 {public_key().hex()}")
