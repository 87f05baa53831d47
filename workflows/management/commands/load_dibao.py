"""`manage.py load_dibao`: the county's monthly standard, and what its households receive."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from workflows.management.commands.phase_out_plan import yuan
from workflows.registry.codes import BadCode, normalise
from workflows.registry.dibao_entering import tell_standard
from workflows.registry.dibao_loading import COLUMNS, BadList, load
from workflows.registry.importing.refusals import SheetRefused
from workflows.workdays import clock


class Command(BaseCommand):
    """All or nothing; the history only grows, and what is there already is not recorded again."""

    help = "载入低保标准和低保享受记录。记录文件的表头：" + "、".join(COLUMNS) + "。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("county", help="县级区划代码，如 360799")
        parser.add_argument("file", nargs="?", type=Path, help="记录文件（.xlsx、.xls 或 .csv）")
        parser.add_argument("--standard", type=yuan, help="月低保标准（元/人）")
        parser.add_argument("--since", help="标准自何月起执行，如 2026-10（默认本月）")
        parser.add_argument("--paper", default="", help="调整标准的文件")

    def handle(self, *args: Any, **options: Any) -> None:
        """Store the standard first: the records are checked against it. CommandError, in Chinese."""
        try:
            county = normalise(options["county"])
        except BadCode as error:
            raise CommandError(str(error)) from error
        if options["standard"]:
            self._set(county, options)
        if options["file"]:
            self._load(county, options["file"])

    def _set(self, county: int, options: dict[str, Any]) -> None:
        told = options["since"] or f"{clock.today():%Y-%m}"
        try:
            year, month = map(int, told.split("-"))
            since = clock.today().replace(year=year, month=month, day=1)
        except ValueError:
            raise CommandError(f"月份应写成2026-10，而不是“{told}”。") from None
        if not options["paper"]:
            raise CommandError("请用 --paper 写明调整标准的文件。")
        tell_standard(county, since, options["standard"], options["paper"], officer=None)
        self.stdout.write(f"自{since:%Y年%-m月}起，月标准{options['standard']}元。")

    def _load(self, county: int, file: Path) -> None:
        try:
            count = load(file.read_bytes(), county)
        except OSError as error:
            raise CommandError(f"无法读取{file}：{error.strerror}") from error
        except (BadList, SheetRefused) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"新记 {count} 条低保享受记录。")
