"""`manage.py set_up_fonts`: makes the private set of faces the papers are set in."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from documents.rendering import font_setup, fonts


class Command(BaseCommand):
    """Cuts 仿宋, 楷体, 黑体 and 宋体 into var/fonts; safe to run again, nothing is installed."""

    help = "取用仿宋、楷体并裁剪字体到 var/fonts（约 20 秒；没有网络时只用 Noto）。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """`--if-missing` leaves a set alone that was cut as it would be cut now."""
        parser.add_argument("--if-missing", action="store_true", help="已有同样裁法的字体则不重做")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the set, unless it is there as it should be and only a missing one was asked for."""
        target = fonts.private_directory()
        if options["if_missing"] and font_setup.is_up_to_date(target):
            return
        try:
            made = font_setup.make(target, licensed=font_setup.owned(), say=self.stdout.write)
        except font_setup.FontSetupError as error:
            serving = "现有的字体" if (target / fonts.CONFIGURATION).is_file() else "系统字体"
            raise CommandError(f"{error}。文书仍用{serving}，仍然有效。") from error
        self.stdout.write(f"字体已就绪：{target}（{'、'.join(made)}）")
