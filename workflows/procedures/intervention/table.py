"""防贫干预: the table. 入户核查 → 部门协查 → 公示公告 → 审批建档.

Its words: `conditions` (what must hold), `facts` (what a step works out), `forms` (what it asks),
`papers` (what it issues).
"""

from workflows.access.actors import Role
from workflows.engine.pauses import PauseForm, ResumeForm, at_rest, resumed, running, stopped
from workflows.engine.procedure import Procedure
from workflows.engine.words import (
    STANDS,
    WHERE_IT_WAS,
    Stage,
    any_of,
    anywhere,
    before,
    child_in,
    children_in,
    limit,
)

from . import dossier, papers
from .changed import ChangedForm, noted_change
from .co_check import CoCheck, asked_at_once, departments_to_ask
from .conditions import (
    alive,
    alone,
    announced,
    delivered,
    dossier_full,
    evidenced,
    has_neighbour,
    hung,
    not_extended,
    quiet,
    quorate,
    review_held,
    visited,
    warned,
)
from .duties import APART, APPROVE, CHECK, EXAMINE, NEVER_AFTER, REVIEW
from .facts import complained_of, corrected, counted, objected, unseen
from .forms.case import (
    ApproveForm,
    ConsentForm,
    ExamineForm,
    FileForm,
    LateObjectionForm,
    MeetingForm,
    ObjectForm,
    OpinionForm,
    RefuseForm,
    ReturnForm,
    VisitForm,
    WithdrawForm,
)
from .forms.ends import (
    AcknowledgeForm,
    DeathForm,
    ExtendForm,
    MergeForm,
    MoveOutForm,
    RecuseForm,
    ReturnedHereForm,
    TerminateForm,
)
from .household_check import HouseholdCheck
from .objection import Objection, cut_short, next_objection
from .sheets import Announcement, Notice
from .sources import further_source

CLERK, REVIEWER, HANDLER, APPROVER = Role.CLERK, Role.REVIEWER, Role.HANDLER, Role.APPROVER
OFFICERS = (Role.VILLAGE, CLERK, REVIEWER, HANDLER, APPROVER)


class Intervention(Procedure):
    key, name, edition, letter = "intervention", "防贫干预", "2019", "FP"
    basis = "赣市扶攻字〔2019〕8号 四（二）2：按照“入户核查、部门协查、公示公告、审批建档”程序"
    apart, never_after = APART, NEVER_AFTER
    total_within = limit("case.total_limit").extended("extended", "case.extended_limit")
    checklist = dossier.checklist

    # 环节：谁经办；最长多久（within，逾期只督办）；至少多久（lasts，不满期不得走）；结果立足于什么（rests_on）
    preliminary = Stage(
        "初步预警对象", held_by=HANDLER, within=limit("clue.accept_limit"), start=True,
        part_of="登记",
    )  # fmt: skip
    authorising = Stage(
        "承诺授权", held_by=CLERK, within=limit("clue.accept_limit"), part_of="登记"
    )
    household_check = Stage(
        "入户核查", held_by=CLERK, within=limit("check.limit"), part_of="入户核查",
        opens=(HouseholdCheck, CoCheck.for_each(asked_at_once)), rests_on=(HouseholdCheck,),
    )  # fmt: skip
    department_co_check = Stage(
        "部门协查", held_by=HANDLER, within=limit("cocheck.limit"), part_of="部门协查",
        opens=(CoCheck.for_each(departments_to_ask),), rests_on=(CoCheck,),
    )  # fmt: skip
    reviewing = Stage(
        "评议初审", held_by=REVIEWER, within=limit("township.review_limit"), part_of="公示公告",
        rests_on=(household_check, department_co_check),
    )  # fmt: skip
    public_notice = Stage(
        "公示", held_by=CLERK, shares=Notice, lasts=limit("notice.days").since("posted_on"),
        part_of="公示公告", rests_on=(household_check,),  # 公示所载事实只出自入户核查
    )  # fmt: skip
    township = Stage(
        "乡镇审核", held_by=REVIEWER, within=limit("township.review_limit"), part_of="审批建档",
        rests_on=(reviewing, public_notice),
    )  # fmt: skip
    examining = Stage(
        "县级审查", held_by=HANDLER, within=limit("county.decide_limit"), part_of="审批建档",
        rests_on=(township,),
    )  # fmt: skip
    deciding = Stage(
        "县级审批", held_by=APPROVER, within=limit("county.decide_limit"), part_of="审批建档",
        rests_on=(examining,),
    )  # fmt: skip
    confirmed = Stage(
        "已批准，待公告建档", held_by=CLERK, within=limit("filing.limit"), shares=Announcement,
        part_of="审批建档",
    )  # fmt: skip
    filed = Stage("已建档", end=True, part_of="审批建档")
    transferring = Stage("迁出移交中", held_by=HANDLER)
    not_confirmed = Stage("不予确认", end=True)
    withdrawn = Stage("已撤回", end=True)
    terminated = Stage("程序终止", end=True)
    transferred = Stage("已迁出移交", end=True)
    merged = Stage("已并案", end=True)

    # 步骤：从哪里到哪里，谁办，填什么，须满足什么，发什么文书
    assign = preliminary.to(
        authorising, "交办核查", issues=(papers.ASSIGNMENT, papers.CONSENT_FORM)
    )
    begin = authorising.to(household_check, "授权齐备，开展核查", asks=ConsentForm)
    checked = household_check.to(
        department_co_check, "入户核查完毕", when=children_in(HouseholdCheck.accepted)
    )
    joined = department_co_check.to(
        reviewing, "部门协查完毕", when=children_in(CoCheck.accepted, CoCheck.waived)
    )
    meet = reviewing.here("登记民主评议", by=CLERK, asks=MeetingForm, gives=(counted,))
    agree = reviewing.to(
        public_notice, "初审符合，提交公示", duty=REVIEW, asks=OpinionForm,
        needs=(review_held, quorate),
    )  # fmt: skip
    oppose = reviewing.to(
        examining, "初审不符合，报县级审查", duty=REVIEW, asks=OpinionForm,
        issues=(papers.TOWNSHIP_OPINION,),
    )  # fmt: skip

    stands = public_notice.to(township, "公示仍然有效", when=STANDS)
    object_ = public_notice.here(
        "登记异议", by=(CLERK, Role.VILLAGER), asks=ObjectForm, needs=(hung,),
        opens=(Objection.for_each(next_objection, handing=ObjectForm.HANDED),),
    )  # fmt: skip
    upheld = public_notice.to(
        household_check, "异议成立，另派人核查", when=child_in(Objection.upheld), strikes=Notice,
        gives=(objected,), opens=(HouseholdCheck.anew(CHECK),),
    )  # fmt: skip
    changed = public_notice.to(
        public_notice, "内容有变，重新公示", when=child_in(Objection.partly), strikes=Notice,
        gives=(corrected,),
    )  # fmt: skip
    close = public_notice.to(
        township, "公示期满，确认公示结果", waits=True, needs=(quiet, evidenced),
        issues=(papers.NOTICE_RESULT,),
    )  # fmt: skip

    pass_on = township.to(
        examining, "审核同意，报县级审查", duty=REVIEW, asks=OpinionForm,
        issues=(papers.TOWNSHIP_OPINION,),
    )  # fmt: skip
    examine = examining.to(deciding, "提出审查意见", duty=EXAMINE, asks=ExamineForm)
    visit = any_of(examining, deciding).here("登记县级入户", by=HANDLER, asks=VisitForm)
    report = any_of(township, examining, deciding).here(
        "公示期后异议转举报", by=(CLERK, HANDLER), asks=LateObjectionForm, gives=(unseen,)
    )
    confirm = deciding.to(
        confirmed, "批准", duty=APPROVE, asks=ApproveForm,
        upon=(household_check, department_co_check, reviewing, public_notice, township, examining),
        needs=(visited, quiet), issues=(papers.CONFIRMATION, papers.APPROVAL, papers.RECEIPT),
    )  # fmt: skip
    refuse = deciding.to(
        not_confirmed, "不予确认", duty=APPROVE, asks=RefuseForm, strikes=Notice,
        upon=(reviewing, examining), needs=(quiet,), issues=(papers.REFUSAL, papers.RECEIPT),
    )  # fmt: skip
    return_ = any_of(township, examining, deciding).back(
        "退回补正", asks=ReturnForm, issues=(papers.RETURN_SLIP,)
    )
    file = confirmed.to(
        filed, "建档归卷", agreed_by=Role.ARCHIVIST, asks=FileForm,
        needs=(announced, delivered, dossier_full),
        issues=(papers.REGISTRATION, papers.DOSSIER),
    )  # fmt: skip

    # 旁路
    pause = anywhere.here(
        "暂停期限", by=HANDLER, asks=PauseForm, only_if=(running,), gives=(stopped,)
    )
    resume = anywhere.here(
        "恢复计时", by=HANDLER, asks=ResumeForm, only_if=(at_rest,), gives=(resumed,)
    )
    complained = anywhere.here("收到举报，县级须入户", by=Role.SYSTEM, gives=(complained_of,))
    further_clue = anywhere.here("并入线索", by=Role.SYSTEM, gives=(further_source,))
    member_changed = anywhere.here(
        "家庭成员变动", by=Role.SYSTEM, asks=ChangedForm, gives=(noted_change,)
    )
    extend = before(confirmed).here(
        "延长办理期限", by=APPROVER, asks=ExtendForm, only_if=(not_extended,)
    )
    recuse = anywhere.here("申请回避", by=OFFICERS, asks=RecuseForm)
    death = anywhere.here("登记成员死亡", by=CLERK, asks=DeathForm, only_if=(alive,))
    died_out = anywhere.to(
        terminated, "全户死亡，程序终止", by=CLERK, agreed_by=REVIEWER, duty=REVIEW,
        only_if=(~alive,), strikes=Notice,
    )  # fmt: skip
    withdraw = before(confirmed).to(
        withdrawn, "撤回", by=CLERK, asks=WithdrawForm, strikes=Notice, issues=(papers.WITHDRAWAL,)
    )
    regret = withdrawn.to(
        WHERE_IT_WAS, "撤销撤回", by=CLERK, in_time=limit("withdraw.regret"), asks=WithdrawForm,
        needs=(alone,), opens=(Objection.for_each(cut_short, handing=ObjectForm.HANDED),),
    )  # fmt: skip
    terminate = before(confirmed).to(
        terminated, "拒不配合，终止程序", by=REVIEWER, agreed_by=APPROVER, duty=APPROVE,
        asks=TerminateForm, needs=(warned,), strikes=Notice,
        issues=(papers.TERMINATION, papers.RECEIPT),
    )  # fmt: skip
    merge = before(confirmed).to(
        merged, "并案", by=CLERK, agreed_by=REVIEWER, duty=REVIEW, asks=MergeForm,
        only_if=(has_neighbour,), strikes=Notice, issues=(papers.MERGING,),
    )  # fmt: skip
    move_out = before(transferring).to(
        transferring, "迁出移交", by=HANDLER, asks=MoveOutForm, strikes=Notice
    )
    taken_over = transferring.to(transferred, "迁入地签收", asks=AcknowledgeForm)
    not_taken = transferring.to(WHERE_IT_WAS, "迁入地退回", asks=ReturnedHereForm)
