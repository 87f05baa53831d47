"""`manage.py demo`: the fictitious county, repeatable from a seed."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from workflows.access.staffing import DEMO_PASSWORD, Account, staff
from workflows.engine.models import Case
from workflows.engine.policies import shelf
from workflows.procedures.intervention.demonstration import demonstrate
from workflows.procedures.phase_out import demonstration as phase_outs
from workflows.registry.areas import within
from workflows.registry.holidays import seed_calendar
from workflows.registry.loading import load_regions
from workflows.registry.models import Household
from workflows.registry.population import populate
from workflows.registry.screening import running
from workflows.workdays import clock

COUNTY = 360799000000
REGIONS = Path(settings.BASE_DIR) / "workflows" / "registry" / "data" / "regions_360799.csv"


class Command(BaseCommand):
    """Loads regions, calendar, agencies and officers, households, and cases at every stage."""

    help = "生成演示数据：示例县（虚构）、农户、各环节案件。相同的 --seed 得到相同的农户。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--households", type=int, default=200, help="农户数（默认 200）")
        parser.add_argument("--seed", type=int, default=1, help="随机种子（默认 1）")
        parser.add_argument("--no-cases", action="store_true", help="不生成案件")
        parser.add_argument("--if-empty", action="store_true", help="已有农户时什么也不做")
        parser.add_argument("--accounts", action="store_true", help="只列出演示账号")

    def handle(self, *args: Any, **options: Any) -> None:
        """Create what is missing, then list one account for each role."""
        if not settings.DEMO:
            raise CommandError("这不是演示系统（DEMO 未打开），不生成虚构的机构、人员和案件。")
        if options["accounts"]:
            self._list(staff(COUNTY))
            return
        if Household.objects.exists():
            if options["if_empty"]:
                return
            raise CommandError("已有农户，不再生成演示数据。要重新生成，请先换一个空的数据库。")
        load_regions(REGIONS)
        this_year = clock.today().year
        seed_calendar(range(this_year - 1, this_year + 2))
        accounts = staff(COUNTY)
        persons = populate(COUNTY, options["households"], options["seed"])
        self.stdout.write(
            f"示例县：{options['households']} 户 {persons} 人，{len(accounts)} 个账号。"
        )
        if not options["no_cases"]:
            demonstrate(COUNTY)
            phase_outs.demonstrate(_untouched())
            _screen(this_year - 1)
            opened = Case.objects.filter(parent=None).count()
            children = Case.objects.exclude(parent=None).count()
            self.stdout.write(f"案件 {opened} 件（含公示、公告），核查、协查、异议 {children} 件。")
        self._list(accounts)

    def _list(self, accounts: list[Account]) -> None:
        shown: set[str] = set()
        self.stdout.write(f"演示账号（密码均为 {DEMO_PASSWORD}）：")
        for account in accounts:
            if account.role not in shown:
                shown.add(account.role)
                self.stdout.write(f"  {account.username:<18}{account.role.label}  {account.agency}")


def _screen(year: int) -> None:
    """Ask for a run of the screening rules; the worker does it."""
    pack = shelf().choose(COUNTY, clock.today())
    running.ask(COUNTY, year, pack=pack, pack_id=pack.id)


def _untouched() -> list[Household]:
    """Households of the first township that no case is about."""
    township = (
        Household.objects.order_by("village_id").values_list("village_id", flat=True)[0] // 1000
    )
    area = within("village_id", [(township * 1000, township * 1000 + 1000)])
    taken = Case.objects.exclude(household=None).values("household")
    return list(Household.objects.filter(area).exclude(pk__in=taken).order_by("-pk"))
