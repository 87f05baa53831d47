"""举报追查: a report is looked into by others than it is about, and answered.

All reports go to the county's office, so that neither village nor township ever handles what is
said of it; what is said of that office itself goes to the auditor (`Oversight`).
"""

from workflows.access.actors import Role
from workflows.engine.procedure import Procedure, Seal
from workflows.engine.snapshot import Snapshot
from workflows.engine.words import NEW, Stage, any_of, condition, limit

from .forms import (
    AcceptForm,
    AnswerForm,
    AssignForm,
    ConclusionForm,
    FollowedForm,
    LinkForm,
    MadeForm,
    NotAcceptedForm,
    RedoForm,
    ReferForm,
    ReplyForm,
    ReportForm,
)
from .words import REFER

HANDLER, APPROVER, AUDITOR, VILLAGER = Role.HANDLER, Role.APPROVER, Role.AUDITOR, Role.VILLAGER
INVESTIGATE, SETTLE = "investigate", "settle"
BASIS = (
    "资委办〔2018〕25号 六（十五）：建立完善举报追查制度；"
    "民发〔2021〕57号 第三十七条：实名举报的，应当逐一核查并及时反馈"
)
IDENTITY = ("reporter", "contact", "lodged_by_hand")


@condition("匿名举报，无从书面答复")
def named(case: Snapshot) -> bool:
    return not case.facts.get("anonymous", True)


@condition("处理意见为移送的，须先移送有权机关")
def referred(case: Snapshot) -> bool:
    return case.facts.get("consequence") != REFER or bool(case.facts.get("receiver"))


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
    seal = Seal(answers=IDENTITY)

    received = Stage("已收到", held_by=HANDLER, within=limit("report.accept_limit"), start=True)
    accepted = Stage("已受理，待交办", held_by=HANDLER, within=limit("report.accept_limit"))
    assigned = Stage("已交办", held_by=HANDLER, within=limit("report.accept_limit"))
    investigating = Stage("查办中", held_by=HANDLER, within=limit("report.answer_limit"))
    concluded = Stage("已查结，待审定", held_by=APPROVER, within=limit("report.answer_limit"))
    answered = Stage("已答复，待落实", held_by=HANDLER, within=limit("report.answer_limit"))
    closed = Stage("已办结", end=True)
    not_accepted = Stage("不予受理", end=True)

    named, referred = named, referred

    make = NEW.to(received, "举报", by=VILLAGER, asks=ReportForm)
    accept = received.to(accepted, "受理举报", asks=AcceptForm)
    refuse = received.to(
        not_accepted, "不予受理", duty=SETTLE, agreed_by=APPROVER, asks=NotAcceptedForm
    )
    # 在办案件有举报的，县级须入户（民发〔2021〕57号 第二十条）
    link = any_of(accepted, assigned, investigating).here(
        "关联在办案件", by=HANDLER, asks=LinkForm, tells="complained"
    )
    assign = accepted.to(assigned, "交办查办人员", asks=AssignForm)
    begin = assigned.to(investigating, "开始查办")
    conclude = investigating.to(
        concluded, "提交查办结论", duty=INVESTIGATE, shared_by="investigators", asks=ConclusionForm
    )
    redo = concluded.to(investigating, "退回补查", duty=SETTLE, asks=RedoForm)
    answer = concluded.to(
        answered, "审定结论，书面答复举报人", duty=SETTLE, asks=AnswerForm, only_if=(named,)
    )
    note = concluded.to(
        answered, "审定结论，凭查询码答复", duty=SETTLE, asks=AnswerForm, only_if=(~named,)
    )
    refer = any_of(concluded, answered).here(
        "移送有权机关", by=(HANDLER, APPROVER), asks=ReferForm,
        starts=Referral.carrying("receiver", "referred_because", "about"),
    )  # fmt: skip
    close = answered.to(closed, "落实后办结", asks=FollowedForm, needs=(referred,))


class Oversight(Procedure):
    key, name, edition, letter = "oversight", "对县级经办机构的举报", "2018", "JD"
    basis = BASIS
    seen_by = (AUDITOR,)
    seal = Seal(answers=IDENTITY)

    received = Stage("已收到", held_by=AUDITOR, within=limit("report.accept_limit"), start=True)
    passed_on = Stage(
        "已转上级或纪检监察机关", held_by=AUDITOR, within=limit("report.answer_limit")
    )
    answered = Stage("已答复", end=True)

    make = NEW.to(received, "举报县级经办机构", by=VILLAGER, asks=MadeForm)
    pass_on = received.to(passed_on, "转有权机关", asks=ReferForm)
    answer = passed_on.to(answered, "答复举报人", asks=AnswerForm)
