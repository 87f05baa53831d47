"""`manage.py verify_journal`: prove that no record of any case was changed or taken out."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from workflows.engine.append_only import present
from workflows.engine.proving import Proof
from workflows.engine.sealing import unsealed


class Command(BaseCommand):
    """Reads every event in order of its case; memory stays small however long the journal."""

    help = "核验办理记录：散列链、各列、个人信息承诺、封存与检查点，以及数据库的只增不改触发器。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--case", default="", help="只核验这一编号的案件（封存总是整体核验）")
        parser.add_argument(
            "--restored", action="store_true",
            help="刚从备份恢复：检查点文件中晚于备份的部分不核对",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each finding; exits with an error when there is one."""
        proof, wrong = Proof(options["case"], restored=options["restored"]), 0
        for found in proof.findings():
            wrong += 1
            where = f"案件 {found.case} 第 {found.seq} 条：" if found.case else ""
            self.stderr.write(f"{where}{found.text}")
        if not present(connection):
            raise CommandError("数据库缺少只增不改的触发器，请执行 manage.py migrate。")
        if wrong:
            raise CommandError(f"核验 {proof.events} 条记录，发现 {wrong} 处问题。")
        self.stdout.write(f"核验 {proof.events} 条记录，全部衔接无误。")
        self.stdout.write(f"已封存 {proof.sealed} 条，尚未封存 {unsealed().count()} 条。")
