"""公示与公告: one sheet on the village board for many households.

公示 is posted before the decision and invites objection; 公告 tells the result afterwards.
"""

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
from .conditions import accurate, newly_struck
from .forms.notice import RemovedForm, WithdrawNoticeForm


def period(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """The period printed on the poster."""
    return period_of(limit("notice.days"), case, answers)


class Notice(Sheet):
    key, name, edition, letter = "notice", "公示", "2019", "GS"
    basis = "赣市扶攻字〔2019〕8号 四（二）2：公示公告；指南（2022）：村内公示不少于5日"

    drafted = Stage("拟稿", held_by=Role.CLERK, start=True)
    checked = Stage("待签发", held_by=Role.REVIEWER)
    returned = Stage("待修改", held_by=Role.CLERK)
    approved = Stage("待张贴", held_by=Role.VILLAGE)
    posted = Stage("公示中", held_by=Role.VILLAGE, lasts=limit("notice.days").since("posted_on"))
    coming_down = Stage("待撤下", held_by=Role.CLERK)
    closed = Stage("已取下", end=True)
    withdrawn = Stage("已撤下", end=True)

    submit = any_of(drafted, returned).to(checked, "核对脱敏，送签", asks=PlanForm)
    approve = checked.to(approved, "签发公示", gives=(period,), issues=(papers.NOTICE_POSTER,))
    redo = checked.to(returned, "退回修改", asks=RedoForm)
    post = approved.to(
        posted, "张贴登记", by=(Role.VILLAGE, Role.CLERK), asks=PostingForm,
        needs=(as_printed, accurate), gives=(posted_as_printed,),
    )  # fmt: skip
    # 事后补登：法定期间以此起算，须有佐证并经第二人核实
    post_late = approved.to(
        posted, "补登张贴", by=(Role.VILLAGE, Role.CLERK), agreed_by=Role.REVIEWER,
        asks=LatePostingForm, needs=(printed_before,), gives=(posted_as_printed,),
    )  # fmt: skip
    redate = approved.to(
        checked, "未能按日张贴，改期", by=(Role.VILLAGE, Role.CLERK), asks=PlanForm
    )
    mishap = posted.here(
        "损毁重贴", by=(Role.VILLAGE, Role.CLERK), asks=MishapForm, gives=(add_lost_days,)
    )
    take_down = posted.to(
        closed, "期满取下登记", by=(Role.VILLAGE, Role.CLERK), waits=True, asks=TakenDownForm
    )
    # 有户撤下的，公示上只说明序号；整张撤下的，其中的户另行公示满期
    tell = posted.here(
        "出具撤下说明", by=Role.CLERK, needs=(newly_struck,), issues=(papers.WITHDRAWAL_SLIP,)
    )
    withdraw = any_of(approved, posted).to(
        coming_down, "内容有误，整张撤下", by=Role.CLERK, agreed_by=Role.REVIEWER,
        asks=WithdrawNoticeForm,
    )  # fmt: skip
    empty = any_of(drafted, checked, returned, approved).to(withdrawn, "因故撤下", when=EMPTIED)
    emptied = posted.to(coming_down, "名单已空，待撤下", when=EMPTIED)
    remove = coming_down.to(
        withdrawn, "撤下登记", asks=RemovedForm, issues=(papers.WITHDRAWAL_SLIP,)
    )


class Announcement(Sheet):
    key, name, edition, letter = "announcement", "公告", "2019", "GG"
    basis = "赣市扶攻字〔2019〕8号 四（二）2：公示公告；公告以乡镇名义在村内发布"

    drafted = Stage("拟稿", held_by=Role.REVIEWER, start=True)
    approved = Stage("待张贴", held_by=Role.VILLAGE)
    posted = Stage("公告中", held_by=None)
    closed = Stage("已结束", end=True)
    withdrawn = Stage("已撤下", end=True)

    approve = drafted.to(approved, "签发公告", issues=(papers.ANNOUNCEMENT,))
    post = approved.to(
        posted, "张贴登记", by=(Role.VILLAGE, Role.CLERK), asks=PostingForm, gives=(posted_until,)
    )
    close = posted.to(closed, "公告期满", when=on("until"))
    empty = any_of(drafted, approved).to(withdrawn, "因故撤下", when=EMPTIED)
