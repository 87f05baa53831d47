"""`manage.py file_package NUMBER`: seal a case's filing package, add to it, or take a copy out."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from documents.errors import PaperError
from documents.models import Package
from documents.models.packages import Use
from documents.packages import keeping
from workflows.engine.models import Case
from workflows.engine.packaging import pack


class Command(BaseCommand):
    """The worker files closed cases by itself; this adds what came later, and hands out copies."""

    help = "封装已办结案件的归档信息包；--addition 补充归档；--out 复制一份（须写明利用人和目的）。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", help="案件编号")
        parser.add_argument("--addition", default="", help="补充归档的原因")
        parser.add_argument("--out", type=Path, help="把最新的信息包复制到这一文件")
        parser.add_argument("--reader", default="", help="利用人")
        parser.add_argument("--purpose", default="", help="利用目的")

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal unless it is filed and nothing is to be added; then copy if asked."""
        case = Case.objects.filter(number=options["number"]).first()
        if case is None:
            raise CommandError("没有这一编号的案件。")
        try:
            self._file(case, options)
        except PaperError as error:
            raise CommandError(str(error)) from error

    def _file(self, case: Case, options: dict[str, Any]) -> None:
        filed = Package.objects.filter(dossier=case.uuid).order_by("serial")
        if options["addition"] or not filed.exists():
            pack(case, reason=options["addition"])
        newest = filed.last()
        assert newest is not None
        self.stdout.write(
            f"{newest.title} 第 {newest.serial} 件：{newest.members} 个文件，{newest.pages} 页，"
            f"校验值 {newest.file_id}"
        )
        if options["out"]:
            data = keeping.read(
                newest, reader=options["reader"], purpose=options["purpose"], by="manage.py",
                use=Use.COPIED,
            )  # fmt: skip
            options["out"].write_bytes(data)
