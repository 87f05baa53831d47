"""举报追查: a report is looked into by others than it is about, and answered.

All reports go to the county's office, so that neither village nor township ever handles what is
said of it; what is said of that office itself goes to the auditor (`Oversight`).
"""

from collections.abc import Mapping
from typing import Any

from workflows.access.actors import Role
from workflows.engine.matter import Matter
from workflows.engine.procedure import Procedure, Seal
from workflows.engine.snapshot import Snapshot
from workflows.engine.words import NEW, Stage, any_of, condition, limit

from .. import undoing
from . import papers
from .forms import (
    IDENTITY,
    AcceptForm,
    AnswerForm,
    AssignForm,
    ConclusionForm,
    CorrectCaseForm,
    FollowedForm,
    LinkForm,
    MadeForm,
    NotAcceptedForm,
    RedoForm,
    ReferForm,
    ReplyForm,
    ReportForm,
    RevokeCaseForm,
)
from .words import CORRECT, REFER, REVOKE

HANDLER, APPROVER, AUDITOR, VILLAGER = Role.HANDLER, Role.APPROVER, Role.AUDITOR, Role.VILLAGER
INVESTIGATE, SETTLE = "investigate", "settle"
BASIS = (
    "资委办〔2018〕25号 六（十五）：建立完善举报追查制度；"
    "民发〔2021〕57号 第三十七条：实名举报的，应当逐一核查并及时反馈"
)
# Counted from the day of the report, whichever stage it lies in: 实名举报须按期答复.
ANSWERED = limit("report.answer_limit").since("reported_on")


@condition("匿名举报，无从书面答复")
def named(case: Snapshot) -> bool:
    return not case.facts.get("anonymous", True)


@condition("处理意见为更正、撤销或移送的，须先启动更正、撤销，或者移送有权机关")
def followed(case: Snapshot) -> bool:
    wanted, facts = case.facts.get("consequence"), case.facts
    if wanted in (CORRECT, REVOKE) and facts.get("put_right"):
        return True
    return wanted not in (CORRECT, REVOKE, REFER) or bool(facts.get("receiver"))


@condition("处理意见不是更正，或者已经启动")
def to_correct(case: Snapshot) -> bool:
    return case.facts.get("consequence") == CORRECT and not case.facts.get("put_right")


@condition("处理意见不是撤销，或者已经启动")
def to_revoke(case: Snapshot) -> bool:
    return case.facts.get("consequence") == REVOKE and not case.facts.get("put_right")


def reported(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """The day from which the answer is due."""
    return {"reported_on": case.today.isoformat()}


def right_put(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the report asked for has been opened on its case."""
    return {"put_right": True}


def open_correction(matter: Matter) -> None:
    """举报属实的，更正案件所载内容 (domain 5.10)."""
    undoing.put_right(matter, undoing.CORRECT)


def open_revocation(matter: Matter) -> None:
    """举报属实的，拟撤销确认，另派人核查 (domain C28)."""
    undoing.put_right(matter, undoing.PROPOSE)


class Referral(Procedure):
    key, name, edition, letter = "referral", "举报移送", "2018", "YS"
    basis = BASIS
    seen_by = (HANDLER, APPROVER, AUDITOR)

    sent = Stage("已移送，待回复", held_by=HANDLER, within=limit("report.answer_limit"), start=True)
    replied = Stage("已回复", end=True)

    reply = sent.to(replied, "登记回复", asks=ReplyForm)


class Report(Procedure):
    key, name, edition, letter = "report", "举报", "2018", "JB"
    basis = BASIS
    apart = (frozenset({INVESTIGATE, SETTLE}),)
    total_within = limit("report.answer_limit")
    seen_by = (HANDLER, APPROVER, AUDITOR)
    seal = Seal(answers=IDENTITY, papers=papers.SEALED)

    received = Stage("已收到", held_by=HANDLER, within=limit("report.accept_limit"), start=True)
    accepted = Stage("已受理，待交办", held_by=HANDLER, within=limit("report.accept_limit"))
    assigned = Stage("已交办", held_by=HANDLER, within=limit("report.accept_limit"))
    investigating = Stage("查办中", held_by=HANDLER, within=ANSWERED)
    concluded = Stage("已查结，待审定", held_by=APPROVER, within=ANSWERED)
    answered = Stage("已答复，待落实", held_by=HANDLER, within=limit("report.answer_limit"))
    closed = Stage("已办结", end=True)
    not_accepted = Stage("不予受理", end=True)

    named, followed, to_correct, to_revoke = named, followed, to_correct, to_revoke

    make = NEW.to(received, "举报", by=VILLAGER, asks=ReportForm, gives=(reported,))
    accept = received.to(
        accepted, "受理举报", asks=AcceptForm, issues=(papers.REGISTER, papers.TAKEN_UP)
    )
    refuse = received.to(
        not_accepted, "不予受理", duty=SETTLE, agreed_by=APPROVER, asks=NotAcceptedForm,
        issues=(papers.REGISTER, papers.TAKEN_UP),
    )  # fmt: skip
    # 在办案件有举报的，县级须入户（民发〔2021〕57号 第二十条）
    link = any_of(accepted, assigned, investigating).here(
        "关联在办案件", by=HANDLER, asks=LinkForm, tells="complained"
    )
    assign = accepted.to(assigned, "交办查办人员", asks=AssignForm)
    begin = assigned.to(investigating, "开始查办")
    conclude = investigating.to(
        concluded, "提交查办结论", duty=INVESTIGATE, shared_by="investigators",
        asks=ConclusionForm, issues=(papers.INQUIRY,),
    )  # fmt: skip
    redo = concluded.to(investigating, "退回补查", duty=SETTLE, asks=RedoForm)
    answer = concluded.to(
        answered, "审定结论，书面答复举报人", duty=SETTLE, asks=AnswerForm, only_if=(named,),
        issues=(papers.ANSWER,),
    )  # fmt: skip
    note = concluded.to(
        answered, "审定结论，凭查询码答复", duty=SETTLE, asks=AnswerForm, only_if=(~named,),
        issues=(papers.ANSWER,),
    )  # fmt: skip
    # 查实的，打开更正、撤销或者移送
    correct = answered.here(
        "启动更正", asks=CorrectCaseForm, only_if=(to_correct,), gives=(right_put,),
        books=(open_correction,),
    )  # fmt: skip
    revoke = answered.here(
        "启动撤销确认", asks=RevokeCaseForm, only_if=(to_revoke,), gives=(right_put,),
        books=(open_revocation,),
    )  # fmt: skip
    refer = any_of(concluded, answered).here(
        "移送有权机关", by=(HANDLER, APPROVER), asks=ReferForm,
        starts=Referral.carrying("receiver", "referred_because", "about"),
        issues=(papers.REFERRAL,),
    )  # fmt: skip
    close = answered.to(closed, "落实后办结", asks=FollowedForm, needs=(followed,))


class Oversight(Procedure):
    key, name, edition, letter = "oversight", "对县级经办机构的举报", "2018", "JD"
    basis = BASIS
    seen_by = (AUDITOR,)
    seal = Seal(answers=IDENTITY, papers=papers.SEALED)

    received = Stage("已收到", held_by=AUDITOR, within=limit("report.accept_limit"), start=True)
    passed_on = Stage("已转上级或纪检监察机关", held_by=AUDITOR, within=ANSWERED)
    answered = Stage("已答复", end=True)

    make = NEW.to(received, "举报县级经办机构", by=VILLAGER, asks=MadeForm, gives=(reported,))
    pass_on = received.to(
        passed_on, "转有权机关", asks=ReferForm, issues=(papers.REGISTER, papers.REFERRAL)
    )
    answer = passed_on.to(answered, "答复举报人", asks=AnswerForm, issues=(papers.ANSWER,))
