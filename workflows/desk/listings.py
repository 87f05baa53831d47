"""Lists of the desk that may be taken along as a workbook: whose, what each row says, and how many.

Each starts from the same queries as its page, so that nobody takes along what the page would not show
him. The register, the key groups and the ledger have exports of their own, beside their pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from workflows.access.actors import Actor, Role
from workflows.desk import rows
from workflows.desk.places import places
from workflows.desk.schedules import endings
from workflows.desk.views.approvals import waiting
from workflows.desk.views.inbox import chosen_work
from workflows.desk.views.lateness import LOOKING, late_work
from workflows.desk.views.notices import POSTERS, period_of, sheets_of
from workflows.desk.views.phase_outs import CONCERNED
from workflows.engine.models import Case, Task
from workflows.registry.holidays import calendar
from workflows.workdays import clock

MOST_EXPORTED: Final = 20_000
Cells = Iterable[tuple[object, ...]]

_WORK = ("户主", "编号", "事项", "村组", "环节", "期限", "承办人")
_CASES = ("户主", "编号", "村组", "环节", "立案日期", "期限")


@dataclass(frozen=True, slots=True)
class List:
    """A list under its Chinese title; `roles` empty means every officer, `page` is where it is shown."""

    title: str
    page: str
    heads: tuple[str, ...]
    cells: Callable[[Actor, Mapping[str, str]], Cells]
    roles: tuple[Role, ...] = ()


def _work(tasks: Any) -> Cells:
    found: list[Task] = rows.page(tasks, "", MOST_EXPORTED)[0]
    for row in rows.described(found, clock.today(), calendar()):
        due = row.deadline.day if row.deadline else ""
        yield row.name, row.number, row.procedure, row.place, row.stage, due, row.holder


def _asked(actor: Actor, given: Mapping[str, str]) -> Cells:
    return _work(Task.objects.for_actor(actor).filter(role=Role.LIAISON))


def _late(actor: Actor, given: Mapping[str, str]) -> Cells:
    return _work(late_work(actor, clock.today()))


def _of(procedure: str) -> Callable[[Actor, Mapping[str, str]], Cells]:
    def cells(actor: Actor, given: Mapping[str, str]) -> Cells:
        found = Case.objects.visible_to(actor).filter(procedure=procedure, parent=None)
        listed = list(found.select_related("household").order_by("region", "pk")[:MOST_EXPORTED])
        where = places(case.region for case in listed)
        for case in listed:
            name = case.household.head_name if case.household else ""
            begun, due = case.opened_on, case.due_on
            yield name, case.number, where[case.region], case.stage_label, begun, due

    return cells


def _notices(actor: Actor, given: Mapping[str, str]) -> Cells:
    found = list(sheets_of(actor).order_by("closed", "region", "-pk")[:MOST_EXPORTED])
    where = places(sheet.region for sheet in found)
    for sheet in found:
        yield (
            sheet.table.name, sheet.number, where[sheet.region], sheet.households,
            sheet.stage_label, period_of(sheet),
        )  # fmt: skip


def _endings(actor: Actor, given: Mapping[str, str]) -> Cells:
    for _, month in endings(actor, clock.today(), MOST_EXPORTED):
        for row in month:
            yield row.name, row.number, row.stage, row.ends_on, row.left, row.monthly


LISTS: Final[Mapping[str, List]] = {
    "inbox": List(
        "我的待办", "desk:inbox", _WORK, lambda actor, given: _work(chosen_work(actor, given))
    ),
    "approvals": List(
        "待审批", "desk:approvals", _WORK,
        lambda actor, given: _work(waiting(actor, given.get("only", ""))), (Role.APPROVER,),
    ),
    "asked": List("待协查", "desk:asked", _WORK, _asked, (Role.LIAISON,)),
    "late": List("督办", "desk:lateness", _WORK, _late, LOOKING),
    "notices": List(
        "公示管理", "desk:notices", ("文书", "编号", "村", "户数", "环节", "期间"), _notices, POSTERS
    ),
    "phase-outs": List(
        "低保渐退", "desk:phase_outs", ("户主", "编号", "环节", "期满日期", "剩余月数", "基数（元）"),
        _endings, CONCERNED,
    ),
    "doubts": List("疑点", "desk:comparisons", _CASES, _of("doubt"), (Role.HANDLER,)),
    "visits": List("走访", "desk:ledgers", _CASES, _of("visit")),
}  # fmt: skip
