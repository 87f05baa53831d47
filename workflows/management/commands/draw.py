"""`manage.py draw`: the picture of a procedure, from its table."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from workflows.engine.draw import mermaid, svg
from workflows.engine.procedure import UnknownProcedure, all_procedures, newest


class Command(BaseCommand):
    """One procedure to the screen, or all of them into a folder."""

    help = "按程序表画图（SVG 或 Mermaid）。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("procedure", nargs="?", help="程序代号，如 intervention；不写为全部")
        parser.add_argument("--mermaid", action="store_true", help="输出 Mermaid 文本")
        parser.add_argument("--into", type=Path, help="写入这个文件夹，每个程序一个文件")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print, or write a file for each procedure."""
        draw, suffix = (mermaid, "mmd") if options["mermaid"] else (svg, "svg")
        wanted = all_procedures()
        if options["procedure"]:
            try:
                wanted = (newest(options["procedure"]),)
            except UnknownProcedure as error:
                known = "、".join(sorted({p.key for p in all_procedures()}))
                raise CommandError(f"没有程序 {error}；现有：{known}。") from error
        for procedure in wanted:
            if options["into"]:
                options["into"].mkdir(parents=True, exist_ok=True)
                target = options["into"] / f"{procedure.key}.{suffix}"
                target.write_text(draw(procedure), encoding="utf-8")
                self.stdout.write(str(target))
            else:
                self.stdout.write(draw(procedure))
