"""`manage.py verify_journal`: prove that no record of any case was changed or taken out."""

from itertools import groupby
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from workflows.engine.append_only import present
from workflows.engine.journal import Finding, verify
from workflows.engine.models import Case, Event


class Command(BaseCommand):
    """Reads every event in order of its case; memory stays small however long the journal."""

    help = "核验办理记录：散列链、正文、个人信息承诺，以及数据库的只增不改触发器。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--case", help="只核验这一编号的案件")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each finding; exits with an error when there is one."""
        events = Event.objects.select_related("personal").order_by("case_id", "seq")
        cases = Case.objects.all()
        if options["case"]:
            events = events.filter(case__number=options["case"])
            cases = cases.filter(number=options["case"])
        heads = dict(cases.values_list("pk", "last_hash"))
        findings: list[Finding] = []
        count = 0
        for case, chain in groupby(events.iterator(chunk_size=2000), key=lambda e: e.case_id):
            held = list(chain)
            count += len(held)
            findings += verify(held)
            if held[-1].hash != heads.pop(case, None):
                findings.append(Finding(case, held[-1].seq, "案件末次散列与最后一条记录不符"))
        findings += [Finding(case, 0, "案件没有任何记录") for case in heads]
        for found in findings:
            self.stderr.write(f"案件 {found.case} 第 {found.seq} 条：{found.text}")
        if not present(connection):
            raise CommandError("数据库缺少只增不改的触发器，请执行 manage.py migrate。")
        if findings:
            raise CommandError(f"核验 {count} 条记录，发现 {len(findings)} 处问题。")
        self.stdout.write(f"核验 {count} 条记录，全部衔接无误。")
