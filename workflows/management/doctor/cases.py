"""Whether every case can go on: its table, its pack, its stage, and somebody to act."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Exists, OuterRef, QuerySet

from workflows.access.actors import Role
from workflows.access.models import Post
from workflows.engine.models import Case, SheetEntry, Task
from workflows.engine.policies import shelf
from workflows.engine.procedure import UnknownProcedure, find
from workflows.policy.packs import NoPack
from workflows.workdays import clock

from .finding import Finding, well, wrong

LISTED_AT_MOST = 5
REPAIR = "执行 manage.py doctor --repair"


def bindings() -> Iterator[Finding]:
    """Every case, open or closed, is bound to an installed table and to a stage of it."""
    groups = Case.objects.values_list("procedure", "edition", "stage").annotate(Count("pk"))
    astray = 0
    for key, edition, stage, count in groups.order_by("procedure", "edition", "stage"):
        try:
            known = stage in find(key, edition).stages
        except UnknownProcedure:
            astray += count
            yield wrong(
                f"{count} 个案件所属的程序 {key}（{edition}）没有安装", "装回这一版本的程序包"
            )
            continue
        if not known:
            astray += count
            yield wrong(
                f"{count} 个案件停在程序 {key}（{edition}）没有的环节 {stage}",
                "改环节须另立版本：装回原来的程序表",
            )
    if not astray:
        yield well("各案件所属的程序、版本、环节都已安装")


def packs() -> Iterator[Finding]:
    """Every case's policy pack is on the shelf."""
    groups = Case.objects.values_list("pack").annotate(Count("pk")).order_by("pack")
    lost = 0
    for pack, count in groups:
        try:
            shelf().get(pack)
        except NoPack:
            lost += count
            yield wrong(
                f"{count} 个案件所据的政策包 {pack} 不在了", "放回 config/policy，已引用的不得删改"
            )
    if not lost:
        yield well("各案件所据的政策包都在")


def without_anybody() -> QuerySet[Case]:
    """Open cases with neither a task, nor an open child, nor a day on which something happens.

    A child may also wait for the sheet it stands on, which has a task of its own.
    """
    tasks = Task.objects.open().filter(case=OuterRef("pk"))
    children = Case.objects.filter(parent=OuterRef("pk"), closed=False)
    waiting = Case.objects.filter(closed=False, wake_on=None)
    sheets = SheetEntry.objects.filter(
        case=OuterRef("pk"), case__root__isnull=False, struck_on=None, sheet__closed=False
    )
    return waiting.exclude(Exists(tasks)).exclude(Exists(children)).exclude(Exists(sheets))


def forsaken() -> Iterator[Finding]:
    """An open case must be in somebody's inbox or wait for something."""
    numbers = list(without_anybody().order_by("pk").values_list("number", flat=True))
    if numbers:
        shown = "、".join(numbers[:LISTED_AT_MOST])
        yield wrong(f"{len(numbers)} 个在办案件没有承办人，也没有等待的事项：{shown}", REPAIR)
    else:
        yield well("每个在办案件都有人承办或有所等待")


def leftover_tasks() -> Iterator[Finding]:
    """A closed case asks nothing of anybody."""
    count = Task.objects.open().filter(case__closed=True).count()
    if count:
        yield wrong(f"{count} 项待办属于已办结的案件", REPAIR)
    else:
        yield well("已办结的案件没有遗留待办")


def unattended() -> Iterator[Finding]:
    """Open work whose role nobody holds over its place today; three statements."""
    held = [
        (post.role, post.agency.department, *post.holding().area)
        for post in Post.objects.valid_on(clock.today()).select_related("agency", "officer")
        if post.officer.is_active
    ]
    groups = Task.objects.open().values_list("role", "department", "region").annotate(Count("pk"))
    alone = [
        (role, department, count)
        for role, department, region, count in groups.order_by("role", "department", "region")
        if not any(
            (role, department) == (held_role, held_department) and low <= region < high
            for held_role, held_department, low, high in held
        )
    ]
    for role, department in dict.fromkeys(key[:2] for key in alone):
        count = sum(n for *key, n in alone if tuple(key) == (role, department))
        yield wrong(
            f"{department}{Role(role).label}的 {count} 件待办无人承办",
            "由单位负责人在“人员安排”登记代理或交接，或补设岗位",
        )
    if not alone:
        yield well("每件待办都有在岗的人承办")
