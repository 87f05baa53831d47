"""`manage.py erase_case NUMBER`: erase the personal data of a case whose retention is over."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from workflows.access.models import Officer
from workflows.access.officers import actor_of
from workflows.engine.erasure import erase
from workflows.engine.models import Case
from workflows.engine.refusals import Refusal
from workflows.workdays import clock


class Command(BaseCommand):
    """Refused within archive retention; the journal's proofs stay valid."""

    help = "删除保管期满的案件的个人信息（保管期内不予删除）；办理记录的证明不受影响。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", help="案件编号")
        parser.add_argument("--by", required=True, help="经办人账号")
        parser.add_argument("--reason", required=True, help="依据")

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase, or say why not."""
        case = Case.objects.filter(number=options["number"], root=None).first()
        officer = Officer.objects.filter(username=options["by"], is_active=True).first()
        if case is None or officer is None:
            raise CommandError("没有这一编号的案件，或没有这一账号。")
        try:
            files = erase(case, by=actor_of(officer, clock.today()), reason=options["reason"])
        except Refusal as refusal:
            raise CommandError(f"{refusal}{'；'.join(refusal.reasons)}") from refusal
        self.stdout.write(f"已删除 {case.number} 的个人信息和 {files} 个文件，已登记。")
