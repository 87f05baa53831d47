"""`manage.py doctor`: what is wrong with this installation, and what to do about it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from documents.printing import owe_forgotten
from workflows.engine.models import Case
from workflows.engine.procedure import UnknownProcedure
from workflows.engine.rederiving import Rederived, heads_at_work, rederive
from workflows.management.doctor import Mark, examine
from workflows.policy.packs import NoPack


class Command(BaseCommand):
    """One line for each finding: ✓ well, ! worth knowing, ✗ wrong. Exit code 1 with any ✗."""

    help = "检查本系统的安装：数据库、密钥、字体、后台进程、文书、案件。✗ 为须处理的问题。"
    # The examination runs the checks itself and reports them beside the rest.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """What to leave out, and whether to mend."""
        parser.add_argument(
            "--skip-files", action="store_true", help="不逐个核对文件（文件多时较慢）"
        )
        parser.add_argument(
            "--repair",
            action="store_true",
            help="先按案件重新推算待办和到期日，补登没有成品的文书（可重复执行）",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Mend if asked, then report."""
        if options["repair"]:
            self._repair()
        wrong = 0
        for finding in examine(files=not options["skip_files"]):
            self.stdout.write(str(finding))
            wrong += finding.mark is Mark.WRONG
        if wrong:
            raise CommandError(f"发现 {wrong} 处须处理的问题。")
        self.stdout.write("没有须处理的问题。")

    def _repair(self) -> None:
        done, skipped = Rederived(), 0
        for head in heads_at_work():
            try:
                done += rederive(Case.objects.get(pk=head))
            except (UnknownProcedure, NoPack):
                skipped += 1
        papers = owe_forgotten()
        self.stdout.write(
            f"重新推算：待办改动 {done.tasks} 项，日期改动 {done.dates} 个案件，"
            f"补登待排版文书 {papers} 份。"
        )
        if skipped:
            self.stdout.write(f"{skipped} 个案件所属的程序或政策包没有安装，没有推算。")
