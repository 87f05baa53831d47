"""`manage.py tick`: take what today has made due. The worker does the same all day."""

from typing import Any

from django.core.management.base import BaseCommand

from workflows.engine.clockwork import tick
from workflows.procedures.phase_out.monthly import draw
from workflows.workdays import clock


class Command(BaseCommand):
    """Safe to run at any time and as often as one likes."""

    help = "处理今天到期的事项（可重复执行）。"

    def handle(self, *args: Any, **options: Any) -> None:
        """Wake the cases and draw the month's lists; say how many, and what keeps a list."""
        self.stdout.write(f"已处理 {tick()} 个到期事项。")
        drawn, kept = draw(clock.today())
        if drawn:
            self.stdout.write(f"已生成 {drawn} 份渐退金发放清册。")
        for one in kept:
            self.stderr.write(f"渐退金发放清册没有生成：{one}")
