"""`manage.py export_board DIR`: the villagers' board as static files, without any name."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from workflows.board.exporting import export


class Command(BaseCommand):
    """Run it after each day's postings, by timer; the folder may be served from anywhere."""

    help = "把公示栏导出为静态网页（只有文号、日期和结果，没有姓名）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder to write to."""
        parser.add_argument("folder", metavar="DIR", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        """Write the files and say how many."""
        if folder.exists() and not folder.is_dir():
            raise CommandError(f"{folder} 不是文件夹，请另指一个。")
        self.stdout.write(f"已导出 {export(folder)} 个文件到 {folder}")
