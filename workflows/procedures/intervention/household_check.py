"""入户核查: at least two persons see the household and its income (民发〔2021〕57号 第十六条)."""

from workflows.access.actors import Role
from workflows.engine.procedure import Procedure
from workflows.engine.words import Stage, any_of, condition, limit, parent_in

from . import papers
from .duties import APART, CHECK, REVIEW
from .forms.household_check import CheckForm, CheckReturnForm, ScheduleForm


class HouseholdCheck(Procedure):
    key, name, edition, letter = "household_check", "入户核查", "2019", "RH"
    basis = "赣市扶攻字〔2019〕8号 四（二）2：入户核查；民发〔2021〕57号 第十六条"
    apart = APART

    assigned = Stage("待安排", held_by=Role.CLERK, within=limit("check.limit"), start=True)
    scheduled = Stage("待入户", held_by=Role.CLERK, within=limit("check.limit"))
    submitted = Stage("待采信", held_by=Role.REVIEWER)
    accepted = Stage("已采信", end=True)
    cancelled = Stage("已取消", end=True)

    enough = condition("核查人员不足规定人数")(
        lambda case: len(case.facts.get("checkers", ())) >= case.pack["check.min_investigators"]
    )

    schedule = assigned.to(scheduled, "安排核查人员", asks=ScheduleForm)
    reschedule = scheduled.here("调整核查人员", asks=ScheduleForm)
    submit = scheduled.to(
        submitted, "提交入户核查表", by=(Role.CLERK, Role.VILLAGE), duty=CHECK, shared_by="checkers",
        asks=CheckForm, needs=(enough,), issues=(papers.CHECK_FORM,),
    )  # fmt: skip
    accept = submitted.to(accepted, "采信核查结果", duty=REVIEW)
    send_back = submitted.to(scheduled, "退回补查", duty=REVIEW, asks=CheckReturnForm)
    cancel = any_of(assigned, scheduled, submitted).to(
        cancelled, "随案取消", when=parent_in("withdrawn", "not_confirmed")
    )
