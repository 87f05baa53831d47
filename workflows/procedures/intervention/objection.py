"""异议: lodged during the notice, investigated by other eyes, answered (民发〔2021〕57号 第十九条)."""

from collections.abc import Iterable

from workflows.access.actors import Role
from workflows.engine.procedure import Procedure, Seal
from workflows.engine.snapshot import Snapshot
from workflows.engine.words import Stage, any_of, limit, parent_in

from ..objecting import DecideForm, FindingForm, NotAcceptedForm, TakeBackForm, taken_back
from . import papers
from .duties import APART, CALLED_OFF, CHECK, INVESTIGATE, NEVER_AFTER, REVIEW
from .forms.objection import PartlyForm


def cut_short(case: Snapshot) -> Iterable[str]:
    """The objections nobody has decided because the case was withdrawn: they are taken up again."""
    return tuple(c.key for c in case.newest if c.kind == "objection" and c.stage == "cancelled")


def next_objection(case: Snapshot) -> Iterable[str]:
    """Each objection is a child of its own: the first is 1, the next 2."""
    return (str(sum(child.kind == "objection" for child in case.newest) + 1),)


class Objection(Procedure):
    key, name, edition, letter = "objection", "异议", "2019", "YY"
    basis = "民发〔2021〕57号 第十九条：有异议的，重新调查或民主评议后提出新的意见"
    apart, never_after = APART, NEVER_AFTER
    # 村级人员和被反映户不得知悉异议人
    seen_by = (Role.CLERK, Role.REVIEWER, Role.HANDLER, Role.APPROVER, Role.AUDITOR)
    # 异议人身份只告知乡镇经办、县里和审计；原核查人是被提意见的人，也不告知
    seal = Seal(
        answers=("objector", "contact", "lodged_by_hand", "taken_back_because"),
        papers=("D14", "D15", "D16"),
        subject_by=(CHECK,),
    )

    lodged = Stage("已提出", held_by=Role.CLERK, within=limit("objection.accept_limit"), start=True)
    investigating = Stage("核查中", held_by=Role.CLERK, within=limit("objection.decide_limit"))
    deciding = Stage("待认定", held_by=Role.REVIEWER, within=limit("objection.decide_limit"))
    not_accepted = Stage("不予受理", end=True)
    withdrawn = Stage("异议人已撤回", end=True)
    dismissed = Stage("不成立", end=True)
    partly = Stage("部分成立", end=True)
    upheld = Stage("成立", end=True)
    cancelled = Stage("已取消", end=True)

    accept = lodged.to(
        investigating, "受理异议", issues=(papers.OBJECTION_FORM, papers.ACCEPTANCE_LETTER)
    )
    refuse = lodged.to(
        not_accepted,
        "不予受理",
        duty=REVIEW,
        agreed_by=Role.REVIEWER,
        asks=NotAcceptedForm,
        issues=(papers.ACCEPTANCE_LETTER,),
    )
    report = investigating.to(deciding, "提交核查情况", duty=INVESTIGATE, asks=FindingForm)
    # 认定异议也是审核：原核查人不得认定对自己核查结果的异议
    dismiss = deciding.to(
        dismissed, "异议不成立", duty=REVIEW, asks=DecideForm, only_if=(~taken_back,),
        issues=(papers.ANSWER_LETTER,),
    )  # fmt: skip
    accept_part = deciding.to(
        partly, "部分成立，更正公示内容", duty=REVIEW, asks=PartlyForm,
        issues=(papers.ANSWER_LETTER,),
    )  # fmt: skip
    uphold = deciding.to(
        upheld, "异议成立", duty=REVIEW, asks=DecideForm, issues=(papers.ANSWER_LETTER,)
    )
    # 撤回：没有受理的就此办结，不是本人亲手撤回的须经第二人；已经开始的核查不因撤回停止
    take_back = lodged.to(withdrawn, "异议人凭回执撤回", by=Role.VILLAGER, asks=TakeBackForm)
    take_back_for = lodged.to(
        withdrawn, "代异议人办理撤回", duty=REVIEW, agreed_by=Role.REVIEWER, asks=TakeBackForm,
        issues=(papers.OBJECTION_FORM,),
    )  # fmt: skip
    note_taken_back = any_of(investigating, deciding).here(
        "登记异议人撤回，核查继续", by=(Role.CLERK, Role.VILLAGER), asks=TakeBackForm,
        only_if=(~taken_back,),
    )  # fmt: skip
    let_rest = deciding.to(
        withdrawn, "查无问题，按撤回办结", duty=REVIEW, asks=DecideForm, only_if=(taken_back,),
        issues=(papers.ANSWER_LETTER,),
    )  # fmt: skip
    cancel = any_of(lodged, investigating, deciding).to(
        cancelled, "随案取消", when=parent_in(*CALLED_OFF)
    )
