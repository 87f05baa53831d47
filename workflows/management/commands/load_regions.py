"""`manage.py load_regions FILE [--prefix 3607]`: the regions of a county, a province, the country."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from workflows.registry.loading import BadList, load_regions


class Command(BaseCommand):
    """Load a list of region codes; loading it again brings it up to date."""

    help = "载入行政区划：CSV文件，表头code,name，代码2、4、6、9或12位。可重复执行。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file and the prefix."""
        parser.add_argument("file", type=Path, metavar="FILE", help="CSV文件，UTF-8或GB18030编码")
        parser.add_argument("--prefix", default="", help="只载入以此开头的代码及其上级，如3607")

    def handle(self, *, file: Path, prefix: str, **options: Any) -> None:
        """Load, and say how many; a bad list is reported with its line and nothing is stored."""
        try:
            count = load_regions(file, prefix=prefix)
        except BadList as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"已载入{count}个区划。")
