"""`manage.py tick`: take what today has made due. The worker does the same all day."""

from typing import Any

from django.core.management.base import BaseCommand

from workflows.engine.clockwork import tick


class Command(BaseCommand):
    """Safe to run at any time and as often as one likes."""

    help = "处理今天到期的事项（可重复执行）。"

    def handle(self, *args: Any, **options: Any) -> None:
        """Wake the cases and say how many."""
        self.stdout.write(f"已处理 {tick()} 个到期事项。")
