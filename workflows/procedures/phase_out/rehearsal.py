"""A household walked through its phase-out with invented answers: demonstration data and stories."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from workflows.access.models import Officer
from workflows.engine.door import start
from workflows.engine.models import Case
from workflows.engine.policies import shelf
from workflows.engine.rehearsing import Cast, photo
from workflows.registry.models import DibaoEntry, DibaoStandard, Household
from workflows.workdays import clock

from .payments import on_list, run
from .plan import month_of
from .store import office_of
from .table import PayList, PhaseOut

HANDLER, APPROVER, PAYER = "minzheng_jingban", "minzheng_shenpi", "minzheng_zhifu"
MEANS: dict[str, Any] = {
    "method": "入户", "place": "户内", "persons": 3, "eligible": 1, "wage": "36000",
    "business": "0", "property": "0", "transfer": "1200", "work_cost": "3600", "illness": "1200",
    "finding_text": "户主之子外出务工，收入稳定增加。", "present_member": "户主本人", "signed_by": "签字",
}  # fmt: skip
POOR = {**MEANS, "wage": "12000", "finding_text": "务工单位停产，收入中断。"}


def entitle(
    household: Household, since: date, *, monthly: str = "313", persons: int = 3, eligible: int = 1
) -> DibaoEntry:
    """Record that a household draws dibao from a month on."""
    return DibaoEntry.objects.create(
        household=household, from_on=month_of(since), kind=DibaoEntry.Kind.DIBAO, persons=persons,
        eligible=eligible, monthly=Decimal(monthly), standard=Decimal(632),
        source=DibaoEntry.Source.TAKEN_OVER, note="演示",
    )  # fmt: skip


def standardise(region: int, since: date, monthly: str = "632") -> DibaoStandard:
    """Set the county's monthly standard from a month on."""
    county = office_of(region)
    return DibaoStandard.objects.create(
        county_id=county,
        from_on=month_of(since),
        monthly=Decimal(monthly),
        paper="示例县民政局通知",
    )


class PhaseOutCast(Cast):
    """The township's and the civil-affairs officers taking a household through its phase-out."""

    def propose(self, household: Household, *, cause: str = "就业") -> Case:
        """Register that a household's income seems to stand above the standard."""
        answers = {
            "found_by": "信息比对", "found_on": clock.today(), "cause": cause,
            "situation": "比对发现户主之子有工资收入。",
        }  # fmt: skip
        by = self.actor(self.local("jingban"))
        return start(PhaseOut, by=by, household=household, command_id=uuid4(), answers=answers)

    def checkers(self, case: Case) -> list[int]:
        village = Officer.objects.get(username=self.village(case)).pk
        return [village, Officer.objects.get(username=self.local("jingban2")).pk]

    def verify(self, case: Case, **more: Any) -> None:
        """Checkers named, comparison entered, means found."""
        self.take(case, "schedule", self.local("jingban"), checkers=self.checkers(case))
        self.take(
            case, "compare", HANDLER, compared_on=clock.today(), compared="发现差异",
            compared_text="社会保险缴费记录显示有工资收入。",
        )  # fmt: skip
        means = {**MEANS, "visited_on": clock.today(), **more}
        self.take(case, "verify", self.local("jingban2"), **means)

    def tell(self, case: Case, months: int = 6, rule: str = "linear") -> None:
        """Tell the household what is intended, and serve the letter today."""
        self.take(case, "tell", self.local("jingban"), months=months, rule=rule)
        self.take(case, "serve", self.local("jingban"), told_way="直接送达", receiver="户主本人")

    def go_on(self, case: Case) -> Case | None:
        """The hearing is over: to the notice where the pack posts first, else to the approver."""
        posts = shelf().get(case.pack)["phaseout.public_notice"]
        self.take(
            case,
            "post" if posts else "report",
            self.local("shenhe"),
            opinion="期满未提出异议，同意。",
        )
        return self.sheet(case, "phase_out_notice") if posts else None

    def sheet(self, case: Case, kind: str) -> Case:
        """The newest sheet of a kind the case stands on."""
        return case.listings.filter(sheet__procedure=kind, struck_on=None).latest("pk").sheet

    def put_up(self, sheet: Case) -> None:
        """Plan, sign and post a notice today."""
        plan: dict[str, Any] = {"post_on": clock.today(), "place": "村务公开栏", "screened": True}
        self.take(sheet, "submit", self.local("jingban"), **plan)
        self.take(sheet, "approve", self.local("shenhe"))
        self.take(sheet, "post", self.village(sheet), files={"posted_photo": photo()})

    def take_down(self, sheet: Case) -> None:
        self.take(sheet, "take_down", self.village(sheet), files={"taken_down_photo": photo()})

    def approve(self, case: Case, months: int = 6, rule: str = "linear") -> None:
        self.take(
            case, "approve", APPROVER, months=months, rule=rule, decision_text="同意给予渐退。"
        )

    def announce(self, case: Case) -> Case:
        """Sign and post the village's list of results; returns it."""
        sheet = self.sheet(case, "phase_out_results")
        self.take(sheet, "approve", self.local("shenhe"))
        self.take(sheet, "post", self.village(sheet), files={"posted_photo": photo()})
        return sheet

    def review(self, case: Case, step: str = "review", **more: Any) -> None:
        """The means once more, by the clerk and the village."""
        answers = {**MEANS, "visited_on": clock.today(), "checkers": self.checkers(case), **more}
        self.take(case, step, self.local("jingban2"), **answers)

    def run(self, case: Case, month: date | None = None) -> Case | None:
        """The month's list of the county over a case."""
        return run(office_of(case.region), month or clock.today(), PayList)

    def pay(self, pay_list: Case, failed: dict[int, str] | None = None) -> None:
        """Confirm a list, and settle it by the bank's file."""
        self.take(pay_list, "confirm", APPROVER, checked=True)
        self.settle(pay_list, failed)

    def settle(self, pay_list: Case, failed: dict[int, str] | None = None) -> None:
        """The bank's file of a confirmed list."""
        rows = ["笔号,处理结果,失败原因"]
        for row in on_list(pay_list):
            reason = (failed or {}).get(row.pk)
            rows.append(f"{row.pk},{'失败' if reason else '成功'},{reason or ''}")
        file = SimpleUploadedFile("huipan.csv", "\n".join(rows).encode(), content_type="text/csv")
        self.take(pay_list, "settle", PAYER, files={"returned_file": file}, paid_on=clock.today())
