"""异议 to an intended phase-out: investigated by other eyes, answered (民发〔2021〕57号 第十九条)."""

from workflows.access.actors import Role
from workflows.engine.procedure import Procedure, Seal
from workflows.engine.words import Stage, any_of, limit, parent_in

from ..objecting import DecideForm, FindingForm, NotAcceptedForm, TakeBackForm, taken_back
from .duties import APART, CHECK, INVESTIGATE, REVIEW


class Objection(Procedure):
    key, name, edition, letter = "phase_out_objection", "渐退异议", "2020", "JY"
    basis = "民发〔2021〕57号 第十九条：有异议的，重新调查或民主评议后提出新的意见"
    apart = APART
    led_by = "民政"
    # 村级人员和被反映户不得知悉异议人
    seen_by = (Role.CLERK, Role.REVIEWER, Role.HANDLER, Role.APPROVER, Role.AUDITOR)
    # 异议人身份只告知乡镇经办、县里和审计；原核查人是被提意见的人，也不告知
    seal = Seal(
        answers=("objector", "contact", "lodged_by_hand", "taken_back_because"),
        subject_by=(CHECK,),
    )

    lodged = Stage("已提出", held_by=Role.CLERK, within=limit("objection.accept_limit"), start=True)
    investigating = Stage("核查中", held_by=Role.CLERK, within=limit("objection.decide_limit"))
    deciding = Stage("待认定", held_by=Role.REVIEWER, within=limit("objection.decide_limit"))
    not_accepted = Stage("不予受理", end=True)
    withdrawn = Stage("异议人已撤回", end=True)
    dismissed = Stage("不成立", end=True)
    upheld = Stage("成立", end=True)
    cancelled = Stage("已取消", end=True)

    accept = lodged.to(investigating, "受理异议")
    refuse = lodged.to(
        not_accepted, "不予受理", duty=REVIEW, agreed_by=Role.REVIEWER, asks=NotAcceptedForm
    )
    report = investigating.to(deciding, "提交核查情况", duty=INVESTIGATE, asks=FindingForm)
    dismiss = deciding.to(
        dismissed, "异议不成立", duty=REVIEW, asks=DecideForm, only_if=(~taken_back,)
    )
    uphold = deciding.to(upheld, "异议成立", duty=REVIEW, asks=DecideForm)
    # 撤回：没有受理的就此办结，不是本人亲手撤回的须经第二人；已经开始的核查不因撤回停止
    take_back = lodged.to(withdrawn, "异议人凭回执撤回", by=Role.VILLAGER, asks=TakeBackForm)
    take_back_for = lodged.to(
        withdrawn, "代异议人办理撤回", duty=REVIEW, agreed_by=Role.REVIEWER, asks=TakeBackForm
    )
    note_taken_back = any_of(investigating, deciding).here(
        "登记异议人撤回，核查继续", by=(Role.CLERK, Role.VILLAGER), asks=TakeBackForm,
        only_if=(~taken_back,),
    )  # fmt: skip
    let_rest = deciding.to(
        withdrawn, "查无问题，按撤回办结", duty=REVIEW, asks=DecideForm, only_if=(taken_back,)
    )
    cancel = any_of(lodged, investigating, deciding).to(
        cancelled, "随案取消", when=parent_in("proposed", "not_granted")
    )
