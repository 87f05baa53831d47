"""`manage.py startprocedure KEY NAME BASIS`: a new procedure that runs, to be changed line by line."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from documents.kinds import all_kinds
from workflows.engine.procedure import all_procedures
from workflows.management.scaffolding import BadPlan, Plan, free_code, free_letter, write
from workflows.workdays import clock

NEXT = """下一步（详见 CONTRIBUTING.md）：
  1. 按文件改 table.py 的环节、步骤、条件，随时执行 ./run manage check
  2. 改 forms.py 和 papers.py，以及文书模板
  3. 把环节、步骤、文书写进 docs/glossary.md
  4. ./run manage draw {key} 看图
  5. ./run test tests/stories/test_{key}.py"""


class Command(BaseCommand):
    """Writes a package, one paper's template and sample, and one story; needs no URL, view or migration."""

    help = "新建一个程序：程序表、表单、文书及其样例、故事测试，写好即可运行。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Names, and the paper it rests on: no procedure without a source."""
        parser.add_argument("key", help="代号，如 cold_relief：包名，也记入每个案件，以后不能改")
        parser.add_argument("name", help="中文名称，如 寒潮救助")
        parser.add_argument("basis", help="依据的文件和条款，如 某县〔2026〕3号 二（一）")
        parser.add_argument("--letter", help="案件编号中的两个大写字母（默认取自代号）")
        parser.add_argument("--paper", help="第一份文书的代码（默认 D70 起第一个未用的）")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write everything or nothing, and say what comes next."""
        root = Path(settings.BASE_DIR)
        try:
            plan = self._plan(options)
            files = plan.files(root)
            write(files)
        except BadPlan as error:
            raise CommandError(str(error)) from error
        for place in files:
            self.stdout.write(str(place.relative_to(root)))
        self.stdout.write(NEXT.format(key=plan.key))

    def _plan(self, options: dict[str, Any]) -> Plan:
        key = options["key"]
        letters = {table.letter for table in all_procedures()}
        codes = {kind.code for kind in all_kinds()}
        if key in {table.key for table in all_procedures()}:
            raise BadPlan(f"程序 {key} 已经有了；新版本请写它的子类，见 CONTRIBUTING.md。")
        plan = Plan(
            key=key,
            name=options["name"],
            basis=options["basis"],
            edition=str(clock.today().year),
            letter=options["letter"] or free_letter(key, letters),
            code=options["paper"] or free_code(codes),
        )
        if plan.letter in letters:
            raise BadPlan(f"编号字母 {plan.letter} 已有程序使用，请用 --letter 另选。")
        if plan.code in codes:
            raise BadPlan(f"文书代码 {plan.code} 已有文书使用，请用 --paper 另选。")
        return plan
