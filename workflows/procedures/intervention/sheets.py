"""公示与公告: one sheet on the village board for many households.

公示 is posted before the decision and invites objection; 公告 tells the result afterwards.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from workflows.access.actors import Role
from workflows.engine.procedure import Sheet
from workflows.engine.snapshot import Snapshot
from workflows.engine.words import EMPTIED, Stage, any_of, condition, limit, on
from workflows.workdays.periods import notice_end

from . import papers
from .forms.notice import (
    LatePostingForm,
    MishapForm,
    PlanForm,
    PostingForm,
    RedoForm,
    TakenDownForm,
)


def period(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """The period printed on the poster: the day after posting to the last whole day."""
    planned = case.date("post_on")
    assert planned is not None  # the draft cannot be submitted without it
    end = notice_end(
        planned,
        case.pack.length("notice.days"),
        calendar=case.calendar,
        extend_if_holiday=case.pack["notice.extend_if_last_day_holiday"],
    )
    begins = planned + timedelta(days=1)
    return {"from_on": begins.isoformat(), "to_on": end.last_day.isoformat()}


def add_lost_days(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """Days on which the poster did not hang whole; several mishaps add up."""
    total = int(case.facts.get("lost_days", 0)) + int(answers["days_lost"])
    return {"lost_days": total}


def posted_as_printed(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """The minimum period counts from the day printed on the poster, and from no other."""
    return {"posted_on": case.facts["post_on"]}


def posted_until(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """The announcement hangs from today; the day after its posting period it closes by itself."""
    last = case.pack.length("announce.post_days").after(case.today, case.calendar).day
    until = last + timedelta(days=1)
    return {"posted_on": case.today.isoformat(), "until": until.isoformat()}


class Notice(Sheet):
    key, name, edition, letter = "notice", "公示", "2019", "GS"
    basis = "赣市扶攻字〔2019〕8号 四（二）2：公示公告；指南（2022）：村内公示不少于5日"

    drafted = Stage("拟稿", held_by=Role.CLERK, start=True)
    checked = Stage("待签发", held_by=Role.REVIEWER)
    returned = Stage("待修改", held_by=Role.CLERK)
    approved = Stage("待张贴", held_by=Role.VILLAGE)
    posted = Stage("公示中", held_by=Role.VILLAGE, lasts=limit("notice.days").since("posted_on"))
    closed = Stage("已取下", end=True)
    withdrawn = Stage("已撤下", end=True)

    as_printed = condition("实际张贴日与公示上印的日期不符，请改期后重新签发")(
        lambda case: case.facts.get("post_on") == case.today.isoformat()
    )
    printed_before = condition("公示上印的张贴日尚未过去，请按日张贴登记")(
        lambda case: case.facts.get("post_on", "") < case.today.isoformat()
    )

    submit = any_of(drafted, returned).to(checked, "核对脱敏，送签", asks=PlanForm)
    approve = checked.to(approved, "签发公示", gives=(period,), issues=(papers.NOTICE_POSTER,))
    redo = checked.to(returned, "退回修改", asks=RedoForm)
    post = approved.to(
        posted, "张贴登记", by=(Role.VILLAGE, Role.CLERK), asks=PostingForm, needs=(as_printed,),
        gives=(posted_as_printed,),
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
    empty = any_of(drafted, checked, returned, approved, posted).to(
        withdrawn, "因故撤下", when=EMPTIED
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
