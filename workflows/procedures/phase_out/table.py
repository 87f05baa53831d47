"""低保渐退: the table, from 拟渐退 to 已退出低保. A grant ends with the month its decision names."""

from workflows.access.actors import Role
from workflows.engine.procedure import ACTING, Procedure
from workflows.engine.words import (
    NEW,
    STANDS,
    WHERE_IT_WAS,
    Stage,
    any_of,
    child_in,
    limit,
    on,
)

from ..objecting import ObjectForm, evidenced, hung
from . import conditions as c
from . import ledger, papers
from .duties import APART, APPROVE, CHECK, PAY, REVIEW
from .forms import case as forms
from .forms import running
from .forms.means import CheckersForm, MeansForm
from .objection import Objection
from .pay_list import PayList
from .sheets import Notice, Results

__all__ = ["PayList", "PhaseOut"]

CLERK, REVIEWER, HANDLER, APPROVER = Role.CLERK, Role.REVIEWER, Role.HANDLER, Role.APPROVER
PAYER = Role.PAYER


class PhaseOut(Procedure):
    key, name, edition, letter = "phase_out", "低保渐退", "2020", "JT"
    basis = "明扶贫发〔2020〕1号 二（一）6：对家庭条件现已超过低保标准的建档立卡对象，可视情况给予不超过12个月低保渐退"
    apart = APART
    led_by = "民政"
    seen_by = (*ACTING, PAYER, Role.AUDITOR)

    # 环节：谁经办；最长多久；至少多久；结果立足于什么；watched_by 同时在谁的待办里
    proposed = Stage(
        "拟渐退", held_by=CLERK, within=limit("phaseout.verify_limit"), start=True, part_of="核查"
    )
    verified = Stage(
        "已核实", held_by=CLERK, within=limit("township.review_limit"), part_of="告知",
        rests_on=(proposed,),
    )  # fmt: skip
    hearing = Stage(
        "告知陈述申辩", held_by=CLERK, lasts=limit("hearing.days").since("told_on"), part_of="告知",
        rests_on=(verified,),
    )  # fmt: skip
    public_notice = Stage(
        "公示", held_by=CLERK, shares=Notice, lasts=limit("notice.days.dibao").since("posted_on"),
        part_of="公示", rests_on=(verified,),
    )  # fmt: skip
    approving = Stage(
        "审批", held_by=APPROVER, within=limit("county.decide_limit.dibao"), part_of="审批",
        rests_on=(hearing, public_notice),
    )  # fmt: skip
    active = Stage("渐退中", shares=Results, part_of="渐退")
    expiring = Stage(
        "临期", held_by=CLERK, watched_by=APPROVER, part_of="渐退",
        within=limit("phaseout.warn_days").since("warn_on"),
    )  # fmt: skip
    unreviewed = Stage(
        "期满待复核", held_by=CLERK, watched_by=APPROVER, part_of="渐退",
        within=limit("phaseout.warn_days").since("warn_on"),
    )  # fmt: skip
    final_review = Stage(
        "期满复核", held_by=APPROVER, within=limit("phaseout.warn_days").since("warn_on"),
        part_of="渐退",
    )  # fmt: skip
    suspended = Stage("暂停", held_by=HANDLER, part_of="渐退")
    exited = Stage("已退出低保", end=True, part_of="渐退")
    kept = Stage("继续低保", end=True)
    not_granted = Stage("不予渐退", end=True)
    reinstated = Stage("恢复低保", end=True)
    converted = Stage("转为边缘或刚性支出家庭", end=True)
    ended_early = Stage("提前终止", end=True)
    left = Stage("自愿退出", end=True)
    voided = Stage("撤销", end=True)

    # 步骤：登记与核查
    propose = NEW.to(
        proposed, "登记拟渐退", by=(CLERK, HANDLER), asks=forms.ProposalForm, only_if=(c.alone,),
        needs=(c.on_dibao,),
    )  # fmt: skip
    schedule = proposed.here("安排核查人员", asks=CheckersForm)
    compare = proposed.here("登记信息核对结果", by=HANDLER, asks=forms.ComparisonForm)
    verify = proposed.to(
        verified, "提交核实情况", by=(CLERK, Role.VILLAGE), duty=CHECK, shared_by="checkers",
        asks=MeansForm, needs=(c.enough, c.compared), issues=(papers.CHECKED,),
    )  # fmt: skip

    # 告知与陈述申辩
    tell = verified.to(
        hearing, "告知拟渐退", asks=forms.TellForm, needs=(c.over, c.fit), gives=(c.heard_anew,),
        issues=(papers.INTENDED,),
    )  # fmt: skip
    keep = verified.to(
        kept, "继续低保", by=REVIEWER, duty=REVIEW, asks=forms.OpinionForm, needs=(c.under,)
    )
    stop = verified.to(
        not_granted, "不予渐退，停发低保", by=APPROVER, duty=APPROVE, asks=forms.RefuseForm,
        needs=(c.beyond, c.on_dibao), books=(ledger.stop_dibao,),
        issues=(papers.STOPPED, papers.RECEIPT),
    )  # fmt: skip
    serve = hearing.here(
        "登记告知送达", asks=forms.ServedForm, needs=(c.untold,), gives=(c.told_today,)
    )
    # 事后补登：期间以此起算，须有佐证并经第二人核实
    serve_late = hearing.here(
        "补登告知送达", agreed_by=REVIEWER, asks=forms.LateServedForm, needs=(c.untold,)
    )
    speak = hearing.here("登记陈述申辩", asks=forms.StatementForm, gives=(c.heard,))
    answer = hearing.here(
        "书面答复陈述申辩", by=REVIEWER, asks=forms.AnswerForm, needs=(c.stated,),
        gives=(c.answered,),
    )  # fmt: skip
    recheck = hearing.to(
        proposed, "陈述申辩成立，重新核查", by=REVIEWER, duty=REVIEW, asks=forms.ReasonForm,
        needs=(c.stated,),
    )  # fmt: skip
    post = hearing.to(
        public_notice, "期满，提交公示", by=REVIEWER, duty=REVIEW, asks=forms.OpinionForm,
        only_if=(c.posts_first,), needs=(c.considered,), waits=True,
    )  # fmt: skip
    report = hearing.to(
        approving, "期满，报县级审批", by=REVIEWER, duty=REVIEW, asks=forms.OpinionForm,
        only_if=(~c.posts_first,), needs=(c.considered,), waits=True,
    )  # fmt: skip

    # 公示
    stands = public_notice.to(approving, "公示仍然有效", when=STANDS)
    object_ = public_notice.here(
        "登记异议", by=(CLERK, Role.VILLAGER), asks=ObjectForm, needs=(hung,),
        opens=(Objection.for_each(c.next_objection, handing=ObjectForm.HANDED),),
    )  # fmt: skip
    upheld = public_notice.to(
        proposed, "异议成立，重新核查", when=child_in(Objection.upheld), strikes=Notice
    )
    close = public_notice.to(
        approving, "公示期满，报县级审批", waits=True, needs=(c.quiet, evidenced)
    )

    # 审批
    approve = approving.to(
        active, "批准渐退", duty=APPROVE, asks=forms.ApproveForm, upon=(proposed, verified, hearing),
        needs=(c.over, c.fit, c.noticed, c.quiet, c.on_dibao), gives=(c.granted,),
        books=(ledger.open_account,),
        issues=(papers.GRANTED, papers.PLAN, papers.APPROVAL, papers.RECEIPT),
    )  # fmt: skip
    refuse = approving.to(
        not_granted, "不予渐退", duty=APPROVE, asks=forms.RefuseForm, needs=(c.quiet, c.on_dibao),
        books=(ledger.stop_dibao,), strikes=Notice, issues=(papers.STOPPED, papers.RECEIPT),
    )  # fmt: skip
    return_ = approving.back("退回补正", asks=forms.ReturnForm)

    # 临期与期满：期满前三次催办，期满未复核的照实记着，不因期满而决定
    expire = active.to(expiring, "进入临期", when=on("warn_on"))
    lapse = expiring.to(unreviewed, "期满仍未复核", when=on("after_end"))
    remind = expiring.here("催办期满复核", when=on("remind_on"), gives=(c.reminded,))
    review = any_of(expiring, unreviewed).to(
        final_review, "提交期满复核", by=CLERK, duty=CHECK, shared_by="checkers",
        asks=running.ReviewForm, issues=(papers.REVIEWED,),
    )  # fmt: skip
    look_again = final_review.to(WHERE_IT_WAS, "退回重新复核", duty=APPROVE, asks=forms.ReasonForm)
    exit_ = final_review.to(
        exited, "退出低保", duty=APPROVE, asks=running.DecisionForm, needs=(c.over,),
        issues=(papers.EXITED, papers.RECEIPT),
    )  # fmt: skip
    convert = final_review.to(
        converted, "转为低保边缘或刚性支出家庭", duty=APPROVE, asks=running.ConvertForm,
        needs=(c.over, c.edge), issues=(papers.EXITED, papers.RECEIPT),
    )  # fmt: skip
    restore_end = final_review.to(
        reinstated, "恢复低保", duty=APPROVE, asks=running.RestoreForm, needs=(c.under,),
        books=(ledger.restore,), issues=(papers.RESTORED, papers.RECEIPT),
    )  # fmt: skip

    # 渐退期内
    reverify = any_of(active, expiring).here(
        "登记重新核实", by=CLERK, duty=CHECK, shared_by="checkers", asks=running.ReviewForm,
        gives=(c.looked_again,),
    )  # fmt: skip
    restore = any_of(active, expiring).to(
        reinstated, "收入下降，恢复低保", by=APPROVER, duty=APPROVE, asks=running.RestoreForm,
        needs=(c.under, c.rechecked), strikes=Results, books=(ledger.restore,),
        issues=(papers.RESTORED, papers.RECEIPT),
    )  # fmt: skip
    warn = any_of(active, expiring, suspended).here(
        "告知拟提前终止", by=CLERK, asks=running.EndForm, gives=(c.end_told,)
    )
    end_early = any_of(active, expiring, suspended).to(
        ended_early, "提前终止", by=APPROVER, duty=APPROVE, asks=running.DecisionForm,
        needs=(c.told_first,), strikes=Results, books=(ledger.end,), issues=(papers.ENDED, papers.RECEIPT),
    )  # fmt: skip
    leave = any_of(active, expiring, suspended).to(
        left, "自愿退出", by=CLERK, agreed_by=APPROVER, duty=APPROVE, asks=running.LeaveForm,
        strikes=Results, books=(ledger.end,), issues=(papers.ENDED, papers.RECEIPT),
    )  # fmt: skip
    death = any_of(active, expiring, suspended).here(
        "成员死亡", by=CLERK, agreed_by=HANDLER, asks=running.DeathForm, needs=(c.others_remain,),
        books=(ledger.one_fewer,), issues=(papers.REDUCED, papers.CHANGED),
    )  # fmt: skip
    died_out = any_of(active, expiring, suspended).to(
        ended_early, "唯一成员死亡", by=CLERK, agreed_by=APPROVER, duty=APPROVE,
        asks=running.DeathForm, needs=(c.nobody_remains,), strikes=Results, books=(ledger.none_left,),
        issues=(papers.REDUCED,),
    )  # fmt: skip
    standard = any_of(active, expiring, suspended).here(
        "按新标准重算", by=HANDLER, asks=running.StandardForm, books=(ledger.new_standard,),
        issues=(papers.CHANGED,),
    )  # fmt: skip
    suspend = any_of(active, expiring).to(
        suspended, "暂停发放", by=(HANDLER, PAYER), asks=running.SuspendForm, books=(ledger.hold,)
    )
    resume = suspended.to(
        WHERE_IT_WAS, "恢复发放", asks=running.ResumeForm, books=(ledger.release,)
    )
    relength = active.here(
        "缩短或延长", by=APPROVER, duty=APPROVE, asks=running.RelengthForm, gives=(c.regranted,),
        books=(ledger.change_length,), issues=(papers.CHANGED,),
    )  # fmt: skip

    # 办结以后
    # 退票的月份：依法仍应发放的更正账户后重发，其余或有疑问的写明原因暂缓
    reissue = any_of(
        active, expiring, unreviewed, final_review, suspended, exited, reinstated, converted,
        ended_early, left, voided,
    ).here(
        "更正账户后重发", by=PAYER, duty=PAY, asks=running.ReissueForm, needs=(c.returned,),
        books=(ledger.reissue,),
    )  # fmt: skip
    withhold = any_of(
        active, expiring, unreviewed, final_review, suspended, exited, reinstated, converted,
        ended_early, left, voided,
    ).here(
        "退票暂缓重发", by=PAYER, duty=PAY, asks=running.WithholdForm, needs=(c.bounced,),
        books=(ledger.withhold,),
    )  # fmt: skip
    reverse = any_of(
        active, expiring, unreviewed, final_review, suspended, exited, reinstated, converted,
        ended_early, left,
    ).to(
        voided, "撤销原决定", by=APPROVER, duty=APPROVE, asks=running.ReversalForm,
        strikes=Results, books=(ledger.reverse,), issues=(papers.REVERSED, papers.RECEIPT),
    )  # fmt: skip
    recover = any_of(ended_early, voided).here(
        "登记追回", by=PAYER, duty=PAY, asks=running.RecoveredForm, needs=(c.owing,),
        books=(ledger.recovered,),
    )  # fmt: skip
