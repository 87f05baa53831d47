"""What goes on in the background: workers, what rows owe, papers given up, files on disk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Now

from documents import owed, printing, storage
from documents.models import Rendition
from documents.models.renditions import State
from workflows.engine.clockwork import sleeping
from workflows.procedures.phase_out.monthly import owed as owed_lists
from workflows.registry import regions
from workflows.workdays import clock

from .finding import Finding, note, well, wrong

START = "启动后台进程：./run，或 systemctl start huan-worker"
PATIENCE = timedelta(minutes=15)  # a worker asks once a second
LISTED_AT_MOST = 20


def workers() -> Iterator[Finding]:
    """Somebody must be there to make PDFs and to wake cases."""
    alive = owed.workers_alive()
    if alive:
        yield well(f"后台进程：{alive} 个在工作")
    else:
        yield wrong("没有后台进程在工作，文书不会生成，到期事项不会处理", START)


def owed_work() -> Iterator[Finding]:
    """How much waits, by kind; wrong only what should long have been done."""
    for kind in owed.kinds():
        yield well(f"后台工作“{kind.name}”：{kind.waiting()} 项待办")
        kind.close()
    free = Q(lease_until=None) | Q(lease_until__lt=Now())
    late = Rendition.owed().filter(free, not_before__lt=Now() - PATIENCE).count()
    if late:
        yield wrong(f"有 {late} 份文书到期15分钟以上没有生成", START)
    overslept = sleeping().filter(wake_on__lt=clock.today()).count()
    if overslept:
        yield wrong(
            f"有 {overslept} 个案件的到期事项昨天以前就该处理", f"{START}，或执行 manage.py tick"
        )


def monthly_runs() -> Iterator[Finding]:
    """Each county's list of payments is there the day after it was to be drawn."""
    missing = list(owed_lists(clock.today() - timedelta(days=1)))
    for office, month in missing:
        yield wrong(
            f"{''.join(regions.names(office)[-1:])}{month:%Y年%-m月}的渐退金还没有生成发放清册",
            f"核对当月低保标准是否录入；{START}，或执行 manage.py phase_out_run",
        )
    if not missing:
        yield well("各县到期的渐退金发放清册都已生成")


def forgotten_papers() -> Iterator[Finding]:
    """Every paper in force has its PDF, or a row that owes it."""
    count = printing.forgotten().count()
    if count:
        yield wrong(
            f"有 {count} 份文书没有成品，也没有待排版的登记", "执行 manage.py doctor --repair"
        )
    else:
        yield well("每份文书都有成品或待排版")


def parked_papers() -> Iterator[Finding]:
    """Papers whose PDF nobody will try again, each with its reason."""
    parked = Rendition.objects.filter(state=State.PARKED).select_related("paper").order_by("pk")
    count = parked.count()
    for rendition in parked[:LISTED_AT_MOST]:
        paper = rendition.paper
        named = f"{paper.kind} {paper.number or paper.check_code}"
        yield wrong(f"文书 {named} 已搁置：{rendition.reason}", "排除原因后更正重发，或重新排版")
    if count > LISTED_AT_MOST:
        yield wrong(f"另有 {count - LISTED_AT_MOST} 份文书已搁置", "先处理以上各份")
    if not count:
        yield well("没有搁置的文书")


def disk() -> Iterator[Finding]:
    """Room for photographs, scans and PDFs; without it they are refused."""
    free = storage.free_bytes() // 1024**2
    if free < settings.FREE_MB:
        yield wrong(f"磁盘只剩 {free} MB，低于 {settings.FREE_MB} MB", "清理或扩大磁盘")
    else:
        yield well(f"磁盘还有 {free} MB 可用")


def files() -> Iterator[Finding]:
    """Every stored file against its row, both ways."""
    report = storage.audit()
    for names, what in ((report.missing, "不见了"), (report.damaged, "内容已改变")):
        if names:
            shown = "、".join(name[:12] for name in names[:LISTED_AT_MOST])
            yield wrong(f"有 {len(names)} 个文件{what}：{shown}", "从备份恢复这些文件")
    rubbish = len(report.unknown) + len(report.leftovers)
    if rubbish:
        yield note(f"文件库里有 {rubbish} 个没有登记的文件，不影响使用")
    if report.is_sound:
        yield well(f"文件库：{report.checked} 个文件都在，内容无误")
