"""What is posted: the intended phase-outs of a village (D12-P), and their results (D49)."""

from collections.abc import Mapping
from typing import Any

from workflows.access.actors import Role
from workflows.engine.posting import (
    LatePostingForm,
    MishapForm,
    PlanForm,
    PostingForm,
    RedoForm,
    TakenDownForm,
    add_lost_days,
    as_printed,
    period_of,
    posted_as_printed,
    posted_until,
    printed_before,
)
from workflows.engine.procedure import Sheet
from workflows.engine.snapshot import Snapshot
from workflows.engine.words import EMPTIED, Stage, any_of, limit, on

from . import papers

VILLAGE, CLERK, REVIEWER = Role.VILLAGE, Role.CLERK, Role.REVIEWER
DAYS = limit("notice.days.dibao")


def period(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """The period printed on the poster."""
    return period_of(DAYS, case)


class Notice(Sheet):
    key, name, edition, letter = "phase_out_notice", "公示（拟低保渐退）", "2020", "JG"
    basis = "民发〔2021〕57号 第十九条：公示7天；是否先公示由政策包定"

    drafted = Stage("拟稿", held_by=CLERK, start=True)
    checked = Stage("待签发", held_by=REVIEWER)
    returned = Stage("待修改", held_by=CLERK)
    approved = Stage("待张贴", held_by=VILLAGE)
    posted = Stage("公示中", held_by=VILLAGE, lasts=DAYS.since("posted_on"))
    closed = Stage("已取下", end=True)
    withdrawn = Stage("已撤下", end=True)

    submit = any_of(drafted, returned).to(checked, "核对脱敏，送签", asks=PlanForm)
    approve = checked.to(approved, "签发公示", gives=(period,), issues=(papers.NOTICE,))
    redo = checked.to(returned, "退回修改", asks=RedoForm)
    post = approved.to(
        posted, "张贴登记", by=(VILLAGE, CLERK), asks=PostingForm, needs=(as_printed,),
        gives=(posted_as_printed,),
    )  # fmt: skip
    # 事后补登：法定期间以此起算，须有佐证并经第二人核实
    post_late = approved.to(
        posted, "补登张贴", by=(VILLAGE, CLERK), agreed_by=REVIEWER, asks=LatePostingForm,
        needs=(printed_before,), gives=(posted_as_printed,),
    )  # fmt: skip
    redate = approved.to(checked, "未能按日张贴，改期", by=(VILLAGE, CLERK), asks=PlanForm)
    mishap = posted.here("损毁重贴", by=(VILLAGE, CLERK), asks=MishapForm, gives=(add_lost_days,))
    take_down = posted.to(
        closed, "期满取下登记", by=(VILLAGE, CLERK), waits=True, asks=TakenDownForm
    )
    empty = any_of(drafted, checked, returned, approved, posted).to(
        withdrawn, "因故撤下", when=EMPTIED
    )


class Results(Sheet):
    key, name, edition, letter = "phase_out_results", "低保渐退名单", "2020", "JM"
    basis = "民发〔2021〕57号 第二十四条：公布申请人姓名、家庭成员数量、保障金额"

    drafted = Stage("拟稿", held_by=REVIEWER, start=True)
    approved = Stage("待张贴", held_by=VILLAGE)
    posted = Stage("公布中", held_by=None)
    closed = Stage("已结束", end=True)
    withdrawn = Stage("已撤下", end=True)

    approve = drafted.to(approved, "签发名单", issues=(papers.RESULTS,))
    post = approved.to(
        posted, "张贴登记", by=(VILLAGE, CLERK), asks=PostingForm, gives=(posted_until,)
    )
    close = posted.to(closed, "公布期满", when=on("until"))
    empty = any_of(drafted, approved).to(withdrawn, "因故撤下", when=EMPTIED)
