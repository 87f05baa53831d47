"""异议 to an intended phase-out: investigated by other eyes, answered (民发〔2021〕57号 第十九条)."""

from workflows.access.actors import Role
from workflows.engine.answers import StepForm
from workflows.engine.fields import ChoiceField, TextField
from workflows.engine.procedure import Procedure, Seal
from workflows.engine.words import Stage, any_of, limit, parent_in

from .duties import APART, CHECK, INVESTIGATE, REVIEW

NOT_ACCEPTED = ("与本公示无关", "没有具体内容", "重复提出", "已过期限，转作举报")


class NotAcceptedForm(StepForm):
    """不予受理: one of the reasons there are."""

    because = ChoiceField(NOT_ACCEPTED, label="不予受理的理由")


class FindingForm(StepForm):
    """核查情况, by others than the first checkers."""

    personal = frozenset({"found"})

    found = TextField(label="核查经过和查明的情况", rows=5)


class DecideForm(StepForm):
    """认定: the answer to the objector."""

    personal = frozenset({"answer"})

    answer = TextField(label="答复内容")


class Objection(Procedure):
    key, name, edition, letter = "phase_out_objection", "渐退异议", "2020", "JY"
    basis = "民发〔2021〕57号 第十九条：有异议的，重新调查或民主评议后提出新的意见"
    apart = APART
    led_by = "民政"
    # 村级人员和被反映户不得知悉异议人
    seen_by = (Role.CLERK, Role.REVIEWER, Role.HANDLER, Role.APPROVER, Role.AUDITOR)
    # 异议人身份只告知乡镇经办、县里和审计；原核查人是被提意见的人，也不告知
    seal = Seal(
        answers=("objector", "objector_phone", "lodged_by_hand"),
        subject_by=(CHECK,),
    )

    lodged = Stage("已提出", held_by=Role.CLERK, within=limit("objection.accept_limit"), start=True)
    investigating = Stage("核查中", held_by=Role.CLERK, within=limit("objection.decide_limit"))
    deciding = Stage("待认定", held_by=Role.REVIEWER, within=limit("objection.decide_limit"))
    not_accepted = Stage("不予受理", end=True)
    dismissed = Stage("不成立", end=True)
    upheld = Stage("成立", end=True)
    cancelled = Stage("已取消", end=True)

    accept = lodged.to(investigating, "受理异议")
    refuse = lodged.to(
        not_accepted, "不予受理", duty=REVIEW, agreed_by=Role.REVIEWER, asks=NotAcceptedForm
    )
    report = investigating.to(deciding, "提交核查情况", duty=INVESTIGATE, asks=FindingForm)
    dismiss = deciding.to(dismissed, "异议不成立", duty=REVIEW, asks=DecideForm)
    uphold = deciding.to(upheld, "异议成立", duty=REVIEW, asks=DecideForm)
    cancel = any_of(lodged, investigating, deciding).to(
        cancelled, "随案取消", when=parent_in("proposed", "not_granted")
    )
