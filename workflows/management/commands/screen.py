"""Run the screening of 重点人群 now, without waiting for a worker."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from workflows.engine.policies import shelf
from workflows.registry.codes import BadCode, normalise
from workflows.registry.models import Region
from workflows.registry.screening import running
from workflows.registry.screening.rules import RULES
from workflows.workdays import clock


class Command(BaseCommand):
    """`screen 360799 --year 2025`; safe to repeat, says what is new and what is gone."""

    help = "按政策包的规则筛查一个区域的重点人群，列出与上次的差别。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("area", help="区划代码")
        parser.add_argument("--year", type=int, default=0, help="收支年度，默认去年")

    def handle(self, *args: Any, area: str, year: int, **options: Any) -> None:
        """Ask for a run, do it, and print a line a rule."""
        try:
            code = normalise(area)
        except BadCode as error:
            raise CommandError(str(error)) from None
        if not Region.objects.filter(pk=code).exists():
            raise CommandError(f"区划{area}尚未载入，请先执行manage.py load_regions。")
        today = clock.today()
        pack = shelf().choose(code, today)
        asked = running.ask(code, year or today.year - 1, pack=pack, pack_id=pack.id)
        work = running.Screenings()
        while asked.state == running.State.ASKED and work.work_one("screen"):
            asked.refresh_from_db()
        for key, count in asked.counts.items():
            self.stdout.write(
                f"{RULES[key].label}：{count['found']}户，新增{count['fresh']}，退出{count['gone']}"
            )
