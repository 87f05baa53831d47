"""`manage.py phase_out_run`: let a month fall due, and draw each office's list of payments."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from workflows.engine.refusals import Refusal
from workflows.procedures.phase_out.models import yuan
from workflows.procedures.phase_out.payments import offices, run
from workflows.procedures.phase_out.table import PayList
from workflows.workdays import clock


class Command(BaseCommand):
    """Once an office and month, however often it is called; a month that was missed comes along."""

    help = "低保渐退月发放：使当月应发，并生成发放清册（可重复执行，结果相同）。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--month", help="月份，如 2026-10（默认本月）")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run every office; one that cannot is told at the end, the others are done."""
        month, failed = _month(options["month"]), []
        for office in offices():
            try:
                sheet = run(office, month, PayList)
            except Refusal as refusal:
                failed.append(f"{office}：{refusal.message}{'；'.join(refusal.reasons)}")
                continue
            if sheet is None:
                self.stdout.write(f"{office}：{month:%Y年%-m月}没有应发的款项。")
            else:
                total = f"{yuan(sheet.facts['total']):,.2f}"
                self.stdout.write(
                    f"{office}：清册{sheet.number}，{sheet.facts['payments']}笔{total}元。"
                )
        if failed:
            raise CommandError("\n".join(failed))


def _month(told: str | None) -> date:
    if told is None:
        return clock.today().replace(day=1)
    try:
        year, month = map(int, told.split("-"))
        return date(year, month, 1)
    except ValueError:
        raise CommandError(f"月份应写成2026-10，而不是“{told}”。") from None
