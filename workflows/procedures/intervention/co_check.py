"""部门协查: each department answers for itself, item by item, and sees no other's answer."""

from collections.abc import Iterable, Mapping
from typing import Any

from workflows.access.actors import Role
from workflows.engine.matter import Matter
from workflows.engine.models import SheetEntry
from workflows.engine.periods import due_of
from workflows.engine.procedure import Procedure
from workflows.engine.snapshot import Snapshot
from workflows.engine.words import (
    Stage,
    any_of,
    condition,
    found,
    limit,
    parent_in,
    sheet_in,
)

from . import papers
from .compared import earlier_result
from .duties import APART, APPROVE, CALLED_OFF, CHECK, EXAMINE, NEVER_AFTER
from .forms.co_check import (
    ContentForm,
    DisputeForm,
    ExtensionForm,
    HearForm,
    MaintainForm,
    QueryForm,
    ReplyForm,
    ReuseForm,
    WaiveForm,
)
from .forms.transcribing import PaperReplyForm
from .forms.words import ANOMALOUS
from .letter import RequestLetter
from .served import served_on

UNANSWERED, OVERDUE, UNASKED = "未复", "逾期未复", "未发函"


def departments_to_ask(case: Snapshot) -> Iterable[str]:
    asked: tuple[str, ...] = case.pack["cocheck.mandatory"]
    return asked


def asked_at_once(case: Snapshot) -> Iterable[str]:
    """Departments asked while the household is being visited: sequential work cannot fit 15 days."""
    return departments_to_ask(case) if case.pack["cocheck.start"] == "with_check" else ()


def answered_on_paper(case: Snapshot) -> Iterable[str]:
    """The departments whose replies a case taken over has on paper."""
    replied = case.facts.get("replied", ())
    return (department for department in departments_to_ask(case) if department in replied)


@found("本案没有该部门线下的反馈")
def replied_on_paper(matter: Matter) -> bool:
    return matter.case.key in matter.head.facts.get("replied", ())


@condition("该反馈不是照纸质件录入的")
def transcribed(case: Snapshot) -> bool:
    return bool(case.facts.get("transcribed"))


@condition("结果没有异常，或户方已经陈述过，无须再告知")
def to_be_told(case: Snapshot) -> bool:
    """An anomaly counts only after the household has been told of it and could dispute it."""
    return case.facts.get("outcome") == ANOMALOUS and not case.facts.get("heard")


@condition("已经延期一次，不得再延")
def first_extension(case: Snapshot) -> bool:
    return not case.facts.get("extended")


@found("协查函尚未签收，请先签收再反馈")
def signed_for(matter: Matter) -> bool:
    letters = SheetEntry.objects.filter(case=matter.case, sheet__procedure=RequestLetter.key)
    return letters.filter(sheet__stage=RequestLetter.received.name).exists()


@found("没有尚在有效期内的核对结果")
def compared_lately(matter: Matter) -> bool:
    return earlier_result(matter) is not None


@found("信息核对结果告知书尚未送达")
def told(matter: Matter) -> bool:
    return served_on(matter.case, "D10") is not None


def asked_today(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """The department's time runs from the day it was asked last; what was added is used up."""
    return {"asked_on": case.today.isoformat(), "extra_days": 0}


def extended(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"extended": True}


def heard(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """The household has had its say on what this department reported."""
    return {"heard": True}


def copied(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """The reply is a paper one, typed in: what is wrong with it no liaison here can answer for."""
    return {"transcribed": True}


def set_aside(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"transcribed": False}


def maintained(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"recheck": "维持"}


def put_right(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"recheck": "更正"}


def without_answer(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is printed of a department that was waived: never that it had nothing to say."""
    if case.stage == CoCheck.drafted.name:
        return {"unanswered": UNASKED}
    if case.stage != CoCheck.issued.name:
        return {}
    within = CoCheck.issued.within
    due = due_of(within, CoCheck.issued, case) if within else None
    return {"unanswered": OVERDUE if due and case.today > due.day else UNANSWERED}


class CoCheck(Procedure):
    key, name, edition, letter = "co_check", "部门协查", "2019", "XC"
    basis = "赣市扶攻字〔2019〕8号 四（二）2：部门协查；民发〔2021〕57号 第十七条"
    apart = APART
    never_after = NEVER_AFTER
    key_is_department = True
    seen_by = (
        Role.LIAISON, Role.CLERK, Role.REVIEWER, Role.HANDLER, Role.APPROVER, Role.ARCHIVIST,
        Role.AUDITOR,
    )  # fmt: skip

    drafted = Stage("待发函", shares=RequestLetter, start=True)
    issued = Stage(
        "待反馈", held_by=Role.LIAISON,
        within=limit("cocheck.limit").since("asked_on").plus("extra_days"),
    )  # fmt: skip
    disputed = Stage("有争议，待复核", held_by=Role.LIAISON, within=limit("cocheck.limit"))
    replied = Stage("待采信", held_by=Role.HANDLER)
    telling = Stage("待告知户方", held_by=Role.CLERK, within=limit("dispute.tell_limit"))
    told_of = Stage(
        "待户方陈述", held_by=Role.HANDLER, lasts=limit("dispute.limit").since("told_on")
    )
    accepted = Stage("已采信", end=True)
    waived = Stage("免查", end=True)
    cancelled = Stage("已取消", end=True)

    # 条件
    to_be_told, first_extension = to_be_told, first_extension
    signed_for, compared_lately, told = signed_for, compared_lately, told
    replied_on_paper, transcribed = replied_on_paper, transcribed

    # 随函发出，签收后反馈，县级采信；可以延期一次，可以退回补充
    sent = drafted.to(issued, "协查函已发出", when=sheet_in("sent"), gives=(asked_today,))
    reuse = drafted.to(
        accepted, "沿用有效期内的核对结果", by=Role.HANDLER, duty=EXAMINE, asks=ReuseForm,
        only_if=(compared_lately,), strikes=RequestLetter, issues=(papers.REPLY_FORM,),
    )  # fmt: skip
    reply = issued.to(
        replied, "反馈协查结果", asks=ReplyForm, needs=(signed_for,), issues=(papers.REPLY_FORM,)
    )
    extend = issued.here(
        "申请延期反馈", agreed_by=Role.HANDLER, asks=ExtensionForm, needs=(first_extension,),
        gives=(extended,),
    )  # fmt: skip
    accept = replied.to(accepted, "采信协查结果", duty=EXAMINE, only_if=(~to_be_told,))
    query = replied.to(
        issued, "退回补充", asks=QueryForm, only_if=(~transcribed,), gives=(asked_today,)
    )

    # 线下转入：照部门的纸质反馈录入，县级采信；不足为据的，重新发函
    transcribe = drafted.to(
        replied, "录入线下反馈", by=(Role.CLERK, Role.HANDLER), duty=CHECK, asks=PaperReplyForm,
        only_if=(replied_on_paper,), gives=(copied,), strikes=RequestLetter,
    )  # fmt: skip
    ask_anew = replied.to(
        drafted, "纸质反馈不足为据，重新发函", duty=EXAMINE, asks=QueryForm, only_if=(transcribed,),
        gives=(set_aside,),
    )  # fmt: skip

    # 结果有异常的，先告知户方；户方可以举证，由部门复核后维持或者更正
    report = replied.to(telling, "结果有异常，交乡镇告知户方", duty=EXAMINE, only_if=(to_be_told,))
    tell = telling.here("制发核对结果告知书", issues=(papers.RESULT_LETTER, papers.RECEIPT))
    hear = telling.to(told_of, "登记已告知户方", asks=HearForm, needs=(told,))
    content = told_of.to(
        accepted, "户方无异议，采信", by=Role.CLERK, asks=ContentForm, gives=(heard,)
    )
    lapse = told_of.to(
        accepted, "户方期满未提出异议，采信", duty=EXAMINE, waits=True, gives=(heard,)
    )
    dispute = told_of.to(
        disputed, "户方提出异议并举证", by=Role.CLERK, asks=DisputeForm, gives=(heard,),
        in_time=limit("dispute.limit").since("told_on"),
    )  # fmt: skip
    maintain = disputed.to(replied, "复核维持", asks=MaintainForm, gives=(maintained,))
    correct = disputed.to(
        replied, "复核更正", asks=ReplyForm, gives=(put_right,), issues=(papers.REPLY_FORM,)
    )

    # 只有县级审批人可以免查，理由印在审批表上；逾期未复不是同意
    waive_unsent = drafted.to(
        waived, "不发函，免查", by=Role.APPROVER, duty=APPROVE, asks=WaiveForm,
        gives=(without_answer,), strikes=RequestLetter,
    )  # fmt: skip
    waive = any_of(issued, disputed, replied, telling, told_of).to(
        waived, "免查", by=Role.APPROVER, duty=APPROVE, asks=WaiveForm, gives=(without_answer,)
    )
    cancel_unsent = drafted.to(
        cancelled, "随案取消，撤下协查函", when=parent_in(*CALLED_OFF), strikes=RequestLetter
    )
    cancel = any_of(issued, disputed, replied, telling, told_of).to(
        cancelled, "随案取消", when=parent_in(*CALLED_OFF)
    )
