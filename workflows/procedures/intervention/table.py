"""防贫干预: the table. 入户核查 → 部门协查 → 公示公告 → 审批建档.

How it begins stands in `beginning`. Its words: `conditions` (what must hold), `facts` (what a step works out), `forms` (what it asks),
`papers` (what it issues).
"""

from workflows.access.actors import Role
from workflows.engine.pauses import PauseForm, ResumeForm, at_rest, resumed, running, stopped
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

from ..objecting import ObjectForm, evidenced, hung
from ..undoing import CorrectionForm, ProposeRevocationForm
from . import conditions as c
from . import dossier, facts, papers
from .appeal import Appeal, next_appeal
from .attention import Attention, often_returned
from .beginning import Beginning
from .changed import ChangedForm, noted_change
from .co_check import CoCheck, departments_to_ask
from .correction import HANDED, Correction, next_correction
from .delegation import CountyRecord
from .duties import APART, APPROVE, CHECK, EXAMINE, NEVER_AFTER, REVIEW
from .forms import after, case, ends, notice, recusal, review, transfer
from .household_check import HouseholdCheck
from .objection import Objection, cut_short, next_objection
from .relief import Relief, next_relief
from .revocation import Revocation, next_revocation
from .sheets import Announcement, Notice
from .sources import further_source

CLERK, REVIEWER, HANDLER, APPROVER = Role.CLERK, Role.REVIEWER, Role.HANDLER, Role.APPROVER
DECIDED = (papers.CONFIRMATION, papers.APPROVAL, papers.RECEIPT)
REFUSED = (papers.REFUSAL, papers.RECEIPT)
OFFICERS = (Role.VILLAGE, CLERK, REVIEWER, HANDLER, APPROVER)


class Intervention(Beginning):
    key, name, edition, letter = "intervention", "防贫干预", "2019", "FP"
    basis = "赣市扶攻字〔2019〕8号 四（二）2：按照“入户核查、部门协查、公示公告、审批建档”程序"
    apart, never_after = APART, NEVER_AFTER
    total_within = limit("case.total_limit").extended("extended", "case.extended_limit")
    checklist, checked_full = dossier.checklist, c.dossier_full

    # 环节：谁经办；最长多久（within，逾期只督办）；至少多久（lasts，不满期不得走）；结果立足于什么（rests_on）
    authorising, household_check = Beginning.authorising, Beginning.household_check
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
    entrusted = Stage(
        "乡镇审批（受县委托）", held_by=REVIEWER, watched_by=HANDLER,
        within=limit("county.decide_limit"), part_of="审批建档", rests_on=(township,),
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
    revoked = Stage("已撤销确认", end=True)
    not_confirmed = Stage("不予确认", end=True)
    withdrawn = Stage("已撤回", end=True)
    terminated = Stage("程序终止", end=True)
    transferred = Stage("已迁出移交", end=True)
    merged = Stage("已并案", end=True)
    not_taken_over = Stage("未转入", end=True)

    # 步骤：从哪里到哪里，谁办，填什么，须满足什么，发什么文书
    renew = any_of(household_check, department_co_check).to(
        authorising, "授权过期或者缺人签字，重新取得授权", by=CLERK, gives=(facts.asked_again,),
        issues=(papers.CONSENT_FORM,),
    )  # fmt: skip
    checked = household_check.to(
        department_co_check, "入户核查完毕", when=children_in(HouseholdCheck.accepted)
    )
    joined = department_co_check.to(
        reviewing, "部门协查完毕", when=children_in(CoCheck.accepted, CoCheck.waived),
        gives=(facts.unreviewed,),
    )  # fmt: skip
    unfit = any_of(household_check, department_co_check).to(
        not_confirmed, "核对结果明显不符合，不予确认", by=REVIEWER, agreed_by=APPROVER, duty=APPROVE,
        asks=case.RefuseForm, needs=(c.disproved, c.undisputed), issues=REFUSED,
    )  # fmt: skip
    # 民主评议只就当时的核查结果作出；重新核查的，重新评议
    meet = reviewing.here(
        "登记民主评议", by=(Role.VILLAGE, CLERK), asks=review.MeetingForm, gives=(facts.counted,),
        issues=(papers.MEETING,),
    )  # fmt: skip
    contest = reviewing.to(
        household_check, "评议争议较大，另派人核查", duty=REVIEW, asks=review.ContestedForm,
        needs=(c.met,), gives=(facts.contested,), opens=(HouseholdCheck.anew(CHECK),),
    )  # fmt: skip
    agree = reviewing.to(
        public_notice, "初审符合，提交公示", duty=REVIEW, asks=case.OpinionForm,
        needs=(c.review_held, c.quorate, c.carried),
    )  # fmt: skip
    oppose = reviewing.to(
        examining, "初审不符合，报县级审查", duty=REVIEW, asks=case.OpinionForm,
        only_if=(~c.delegated,), issues=(papers.TOWNSHIP_OPINION,),
    )  # fmt: skip
    oppose_here = reviewing.to(
        entrusted, "初审不符合，报乡镇负责人审批", duty=REVIEW, asks=case.OpinionForm,
        only_if=(c.delegated,), issues=(papers.TOWNSHIP_OPINION,),
    )  # fmt: skip

    stands = public_notice.to(township, "公示仍然有效", when=STANDS)
    object_ = public_notice.here(
        "登记异议", by=(CLERK, Role.VILLAGER), asks=ObjectForm, needs=(hung,),
        opens=(Objection.for_each(next_objection, handing=ObjectForm.HANDED),),
    )  # fmt: skip
    upheld = public_notice.to(
        household_check, "异议成立，另派人核查", when=child_in(Objection.upheld), strikes=Notice,
        gives=(facts.objected,), opens=(HouseholdCheck.anew(CHECK),),
    )  # fmt: skip
    changed = public_notice.to(
        public_notice, "内容有变，重新公示", when=child_in(Objection.partly), strikes=Notice,
        gives=(facts.corrected,),
    )  # fmt: skip
    close = public_notice.to(
        township, "公示期满，确认公示结果", waits=True, needs=(c.quiet, evidenced),
        issues=(papers.NOTICE_RESULT,),
    )  # fmt: skip
    amend = public_notice.to(
        public_notice, "本户内容有误，更正后重新公示", agreed_by=REVIEWER, duty=REVIEW,
        asks=notice.AmendForm, only_if=(~c.taken_away,), strikes=Notice, gives=(facts.amended,),
    )  # fmt: skip
    relist = public_notice.to(
        public_notice, "公示已撤下，更正后重新公示", asks=notice.AmendForm, only_if=(c.taken_away,),
        strikes=Notice, gives=(facts.amended,),
    )  # fmt: skip

    pass_on = township.to(
        examining, "审核同意，报县级审查", duty=REVIEW, asks=case.OpinionForm,
        only_if=(~c.delegated,), issues=(papers.TOWNSHIP_OPINION,),
    )  # fmt: skip
    # 县里把审批权委托给乡镇的：由没有核查、审核过本案的乡镇负责人审批，报县备案；县里可以收回
    pass_up = township.to(
        entrusted, "审核同意，报乡镇负责人审批", duty=REVIEW, asks=case.OpinionForm,
        only_if=(c.delegated,), issues=(papers.TOWNSHIP_OPINION,),
    )  # fmt: skip
    confirm_here = entrusted.to(
        confirmed, "受委托批准", duty=APPROVE, asks=case.ApproveForm, opens=(CountyRecord.anew(),),
        upon=(household_check, department_co_check, reviewing, public_notice, township),
        needs=(c.visited, c.spot_checked, c.quiet), issues=DECIDED,
    )  # fmt: skip
    refuse_here = entrusted.to(
        not_confirmed, "受委托不予确认", duty=APPROVE, asks=case.RefuseForm, strikes=Notice,
        upon=(reviewing,), needs=(c.quiet,), opens=(CountyRecord.anew(),), issues=REFUSED,
    )  # fmt: skip
    take_back = any_of(entrusted).to(
        examining, "县级收回，由县级审批", by=HANDLER, asks=case.TakeBackForm
    )
    examine = examining.to(deciding, "提出审查意见", duty=EXAMINE, asks=case.ExamineForm)
    visit = any_of(entrusted, examining, deciding).here(
        "登记县级入户", by=HANDLER, asks=case.VisitForm
    )
    report = any_of(township, entrusted, examining, deciding).here(
        "公示期后异议转举报",
        by=(CLERK, HANDLER),
        asks=case.LateObjectionForm,
        gives=(facts.unseen,),
    )
    confirm = deciding.to(
        confirmed, "批准", duty=APPROVE, asks=case.ApproveForm,
        upon=(household_check, department_co_check, reviewing, public_notice, township, examining),
        needs=(c.visited, c.spot_checked, c.quiet), issues=DECIDED,
    )  # fmt: skip
    refuse = deciding.to(
        not_confirmed, "不予确认", duty=APPROVE, asks=case.RefuseForm, strikes=Notice,
        upon=(reviewing, examining), needs=(c.quiet,), issues=REFUSED,
    )  # fmt: skip
    return_ = any_of(township, entrusted, examining, deciding).back(
        "退回补正", asks=case.ReturnForm, gives=(facts.sent_back,), issues=(papers.RETURN_SLIP,),
        opens=(Attention.for_each(often_returned),),
    )  # fmt: skip
    file = confirmed.to(
        filed, "建档归卷", agreed_by=Role.ARCHIVIST, asks=case.FileForm,
        needs=(c.announced, c.delivered, c.recorded, c.dossier_full),
        issues=(papers.REGISTRATION, papers.DOSSIER),
    )  # fmt: skip

    # 决定以后：更正，撤销确认，复核重办
    correct = any_of(confirmed, filed).here(
        "申请更正", by=(CLERK, HANDLER), asks=CorrectionForm,
        opens=(Correction.for_each(next_correction, handing=HANDED),),
    )  # fmt: skip
    propose = filed.here(
        "拟撤销确认，另派人核查", by=HANDLER, asks=ProposeRevocationForm, only_if=(c.not_being_revoked,),
        opens=(Revocation.for_each(next_revocation), HouseholdCheck.anew(CHECK)),
    )  # fmt: skip
    revoke = filed.to(revoked, "确认已撤销", when=child_in(Revocation.revoked))
    appeal = any_of(not_confirmed, terminated, revoked).here(
        "申请复核", by=(CLERK, HANDLER), asks=after.AppealForm, only_if=(c.not_in_review,),
        opens=(Appeal.for_each(next_appeal, handing=tuple(after.AppealForm.base_fields)),),
    )  # fmt: skip
    redo = any_of(not_confirmed, terminated).to(
        household_check, "原决定已撤销，另派人重办", when=child_in(Appeal.redo),
        only_if=(c.authorised,), opens=(HouseholdCheck.anew(CHECK),), bars=(EXAMINE, APPROVE),
    )  # fmt: skip
    redo_consent = terminated.to(
        authorising, "原决定已撤销，先取得授权", when=child_in(Appeal.redo),
        only_if=(~c.authorised,), gives=(facts.asked_again,), bars=(EXAMINE, APPROVE),
    )  # fmt: skip
    restore = revoked.to(filed, "撤销决定已撤回，恢复确认", when=child_in(Appeal.redo))

    # 线下转入未成：不是不予确认，什么也没有决定，更正后可以重新转入
    turn_down = Beginning.verifying.to(
        not_taken_over, "不予转入", duty=REVIEW, asks=transfer.TurnDownForm
    )
    discard = Beginning.taking_over.to(not_taken_over, "登记有误，作废", asks=transfer.TurnDownForm)

    # 旁路
    pause = anywhere.here("暂停期限", by=HANDLER, asks=PauseForm, only_if=(running,), gives=(stopped,))  # fmt: skip
    resume = anywhere.here("恢复计时", by=HANDLER, asks=ResumeForm, only_if=(at_rest,), gives=(resumed,))  # fmt: skip
    complained = anywhere.here("收到举报，县级须入户", by=Role.SYSTEM, gives=(facts.complained_of,))
    further_clue = anywhere.here("并入线索", by=Role.SYSTEM, gives=(further_source,))
    member_changed = anywhere.here(
        "家庭成员变动", by=Role.SYSTEM, asks=ChangedForm, gives=(noted_change,)
    )
    relief = before(transferring).here(
        "先行紧急救助", by=HANDLER, asks=after.ReliefForm, only_if=(c.urgent,),
        opens=(Relief.for_each(next_relief, handing=tuple(after.ReliefForm.base_fields)),),
    )  # fmt: skip
    extend = before(confirmed).here(
        "延长办理期限", by=APPROVER, asks=ends.ExtendForm, only_if=(c.not_extended,)
    )
    recuse = anywhere.here("申请回避", by=OFFICERS, asks=recusal.RecuseForm)
    order_recusal = anywhere.here(
        "责令回避，另派人接办", by=(REVIEWER, APPROVER), asks=recusal.OrderRecusalForm
    )
    death = anywhere.here("登记成员死亡", by=CLERK, asks=ends.DeathForm, only_if=(c.alive,))
    died_out = anywhere.to(
        terminated, "全户死亡，程序终止", by=CLERK, agreed_by=REVIEWER, duty=REVIEW,
        only_if=(~c.alive,), strikes=Notice,
    )  # fmt: skip
    withdraw = before(confirmed).to(
        withdrawn, "撤回", by=CLERK, asks=case.WithdrawForm, needs=(c.honest,), strikes=Notice,
        issues=(papers.WITHDRAWAL,),
    )  # fmt: skip
    regret = withdrawn.to(
        WHERE_IT_WAS, "撤销撤回", by=CLERK, in_time=limit("withdraw.regret"), asks=case.WithdrawForm,
        needs=(c.alone,), opens=(Objection.for_each(cut_short, handing=ObjectForm.HANDED),),
    )  # fmt: skip
    terminate = before(confirmed).to(
        terminated, "拒不配合，终止程序", by=REVIEWER, agreed_by=APPROVER, duty=APPROVE,
        asks=ends.TerminateForm, needs=(c.warned, c.warning_served, c.warning_over), strikes=Notice,
        issues=(papers.TERMINATION, papers.RECEIPT),
    )  # fmt: skip
    merge = before(confirmed).to(
        merged, "并案", by=CLERK, agreed_by=REVIEWER, duty=REVIEW, asks=ends.MergeForm,
        only_if=(c.has_neighbour,), strikes=Notice, issues=(papers.MERGING,),
    )  # fmt: skip
    move_out = before(transferring).to(
        transferring, "迁出移交", by=HANDLER, asks=ends.MoveOutForm, strikes=Notice,
        issues=(papers.HANDING_OVER,),
    )  # fmt: skip
    taken_over = transferring.to(transferred, "迁入地签收", asks=ends.AcknowledgeForm)
    not_taken = transferring.to(WHERE_IT_WAS, "迁入地退回", asks=ends.ReturnedHereForm)
