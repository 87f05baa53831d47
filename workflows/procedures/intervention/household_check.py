"""入户核查: at least two persons see the household and its income (民发〔2021〕57号 第十六条)."""

from collections.abc import Mapping
from typing import Any

from workflows.access.actors import Role
from workflows.engine.matter import Matter
from workflows.engine.procedure import Procedure
from workflows.engine.snapshot import Snapshot
from workflows.engine.words import Stage, any_of, condition, fact, found, limit, parent_in

from . import papers
from .duties import APART, CALLED_OFF, CHECK, NEVER_AFTER, REVIEW
from .forms.household_check import CheckForm, CheckReturnForm
from .forms.transcribing import PaperCheckForm
from .forms.visits import (
    NotHomeForm,
    RefusedForm,
    RemoteForm,
    ScheduleForm,
    SecondVisitForm,
    WarnForm,
)

VISITORS = (Role.CLERK, Role.VILLAGE)


@condition("核查人员不足规定人数")
def enough(case: Snapshot) -> bool:
    return bool(len(case.facts.get("checkers", ())) >= case.pack["check.min_investigators"])


@condition("未遇次数未满，请另约时间再次上门；家庭成员外出或遇突发事件的，按该情形改为远程核查")
def missed_often(case: Snapshot) -> bool:
    return bool(len(case.facts.get("missed_on", ())) >= case.pack["check.max_attempts_not_home"])


@condition("拒绝配合未满规定次数，不得告诫")
def refused_often(case: Snapshot) -> bool:
    return bool(len(case.facts.get("refused_on", ())) >= case.pack["check.max_refusals"])


def done_on_paper(case: Snapshot) -> tuple[str, ...]:
    """The one check of a case that is taken over after it was made on paper."""
    return ("",) if case.facts.get("checked_on") else ()


@found("本案的入户核查不是线下做的")
def made_on_paper(matter: Matter) -> bool:
    return bool(matter.head.facts.get("checked_on"))


def missed(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """One more day on which nobody was at home. Three knocks on one afternoon are one attempt."""
    return {"missed_on": sorted({*case.facts.get("missed_on", ()), answers["tried_on"]})}


def refused(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """One more day on which the household would not be checked."""
    return {"refused_on": sorted({*case.facts.get("refused_on", ()), answers["tried_on"]})}


def led(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """A leader of the township has been there himself."""
    return {"leader_visited": True}


class HouseholdCheck(Procedure):
    key, name, edition, letter = "household_check", "入户核查", "2019", "RH"
    basis = "赣市扶攻字〔2019〕8号 四（二）2：入户核查；民发〔2021〕57号 第十六条"
    apart, never_after = APART, NEVER_AFTER

    assigned = Stage("待安排", held_by=Role.CLERK, within=limit("check.limit"), start=True)
    scheduled = Stage("待入户", held_by=Role.CLERK, within=limit("check.limit"))
    remote = Stage("远程核查", held_by=Role.CLERK, within=limit("check.limit"))
    returned = Stage("退回补查", held_by=Role.CLERK, within=limit("check.limit"))
    refusing = Stage("拒绝配合", held_by=Role.REVIEWER, within=limit("check.limit"))
    warned = Stage("已告诫", held_by=Role.REVIEWER)
    submitted = Stage("待采信", held_by=Role.REVIEWER)
    accepted = Stage("已采信", end=True)
    cancelled = Stage("已取消", end=True)

    # 条件
    enough, missed_often, refused_often = enough, missed_often, refused_often
    made_on_paper = made_on_paper
    leader_visited = fact("leader_visited", "乡镇领导尚未再次上门")

    # 约定时间，两人上门，如实填表，由他人采信
    schedule = assigned.to(
        scheduled, "安排核查人员", asks=ScheduleForm, issues=(papers.APPOINTMENT,)
    )
    reschedule = scheduled.here("调整核查人员", asks=ScheduleForm, issues=(papers.APPOINTMENT,))
    # 线下转入：照纸质核查表录入，仍由他人采信；录入人和核查人一样，不得再审核、审批
    transcribe = any_of(assigned, returned).to(
        submitted, "录入线下核查表", duty=CHECK, shared_by="checkers", asks=PaperCheckForm,
        only_if=(made_on_paper,),
    )  # fmt: skip
    submit = any_of(scheduled, remote, returned).to(
        submitted, "提交入户核查表", by=VISITORS, duty=CHECK, shared_by="checkers",
        asks=CheckForm, needs=(enough,), issues=(papers.CHECK_FORM,),
    )  # fmt: skip
    accept = submitted.to(accepted, "采信核查结果", duty=REVIEW)
    send_back = submitted.to(returned, "退回补查", duty=REVIEW, asks=CheckReturnForm)

    # 未遇：逐次登记，满次数或家庭成员外出、遇突发事件的，改为远程核查并注明理由
    miss = scheduled.here(
        "登记未遇", by=VISITORS, asks=NotHomeForm, gives=(missed,), issues=(papers.FAILED_VISIT,)
    )
    far_away = scheduled.to(remote, "家庭成员外出或遇突发事件，改为远程核查", asks=RemoteForm)
    never_home = scheduled.to(
        remote, "多次未遇，改为远程核查", asks=RemoteForm, needs=(missed_often,)
    )

    # 拒绝：有见证人的记录，领导再次上门，书面告诫；仍不配合的，由主案终止程序
    refuse = any_of(scheduled, remote, returned).to(
        refusing, "登记拒绝配合", by=VISITORS, asks=RefusedForm, gives=(refused,),
        issues=(papers.FAILED_VISIT,),
    )  # fmt: skip
    visit_again = refusing.here(
        "领导再次上门，仍拒绝配合", asks=SecondVisitForm, gives=(refused, led),
        issues=(papers.FAILED_VISIT,),
    )  # fmt: skip
    warn = refusing.to(
        warned, "书面告诫", duty=REVIEW, asks=WarnForm, needs=(leader_visited, refused_often),
        issues=(papers.WARNING, papers.RECEIPT),
    )  # fmt: skip
    resume = any_of(remote, refusing, warned).to(
        scheduled, "同意配合，重新约定入户", by=Role.CLERK, asks=ScheduleForm,
        issues=(papers.APPOINTMENT,),
    )  # fmt: skip

    cancel = any_of(assigned, scheduled, remote, returned, refusing, warned, submitted).to(
        cancelled, "随案取消", when=parent_in(*CALLED_OFF)
    )
