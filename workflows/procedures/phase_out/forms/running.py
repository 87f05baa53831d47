"""Forms of a phase-out that runs: review of its end, early end, death, suspension, length, reversal."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from workflows.engine.answers import StepForm
from workflows.engine.fields import ChoiceField, DayField, TextField, YuanField
from workflows.registry.dibao import NoStandard, standards
from workflows.registry.models import Member

from ..account import State
from ..models import Grant, Instalment
from ..money import cents
from .case import MonthsForm
from .means import CheckersForm, MeansForm

BEYOND, ASSETS, MOVED, FRAUD = "收入远超标准", "财产超过规定", "迁出", "骗取"
END_REASONS = (BEYOND, ASSETS, MOVED, FRAUD)
SUSPENDED_FOR = ("账户无法入账", "下落不明", "不配合核查")
WITHHELD_FOR = ("账户信息待核实", "户主下落不明", "不配合核查", "决定已经改变，不再应发")
CLASSES = ("低保边缘家庭", "刚性支出困难家庭")
RESTORE, RECOVER = "恢复低保并补发差额", "追回已发渐退金"
RULINGS = ("行政复议", "行政诉讼", "自行纠正")


class ReviewForm(CheckersForm, MeansForm):
    """期满复核 and 重新核实: the household's means once more, by two persons at least."""


class DecisionForm(StepForm):
    """审批意见 with nothing else to settle."""

    personal = frozenset({"decision_text"})

    decision_text = TextField(label="审批意见")


class RestoreForm(DecisionForm):
    """恢复低保: the amount reckoned anew, from the next month on; not a new application."""

    monthly = YuanField(label="恢复后每月低保金（元，不含增发）", initial=None)

    def clean_monthly(self) -> Any:
        """At most the standard for every person."""
        amount = self.cleaned_data["monthly"]
        if self.matter is None:
            return amount
        try:
            standard = standards(self.matter.case.region)(self.matter.today)
        except NoStandard as error:
            raise forms.ValidationError(str(error)) from error
        most = cents(standard * self.matter.case.facts["persons"])
        if not 0 < amount <= most:
            raise forms.ValidationError(f"应大于0，且不超过月标准乘以人数（{most}元），请核对。")
        return amount


class ConvertForm(DecisionForm):
    """转为低保边缘家庭或刚性支出困难家庭."""

    converted_to = ChoiceField(CLASSES, label="转入类别")


class EndForm(StepForm):
    """拟提前终止: told the household first, with the reason."""

    personal = frozenset({"end_facts"})

    end_reason = ChoiceField(END_REASONS, label="拟提前终止的原因")
    end_facts = TextField(label="查明的事实")


class LeaveForm(StepForm):
    """自愿退出, in the household's own words."""

    personal = frozenset({"statement"})

    statement = TextField(label="农户的书面说明")


class DeathForm(StepForm):
    """成员死亡: who and when; where the head has died, who is head now."""

    personal = frozenset({"member", "died_on", "new_head", "proof"})

    member = forms.ChoiceField(label="死亡的成员")
    died_on = DayField(label="死亡日期")
    new_head = forms.ChoiceField(label="户主死亡的，新户主", required=False)
    eligible = forms.IntegerField(label="此后应增发补助的人数（人）", min_value=0, max_value=30)
    proof = forms.CharField(label="死亡证明或注销户口凭据", max_length=100)

    def prepare(self) -> None:
        if self.matter is None:
            return
        living = [one for one in self.matter.members if one.is_here]
        choices = [(str(one.pk), f"{one.name}（{one.get_relation_display()}）") for one in living]
        self._set("member", choices)
        self._set("new_head", [("", "（户主未变）"), *choices])

    def clean_died_on(self) -> date:
        day: date = self.cleaned_data["died_on"]
        if self.matter and day > self.matter.today:
            raise forms.ValidationError("死亡日期不能晚于今天，请核对。")
        return day

    def clean(self) -> dict[str, Any]:
        """One person fewer; a household must keep a head, and no one is it posthumously."""
        given = super().clean() or self.cleaned_data
        if self.errors or self.matter is None:
            return given
        left = self.matter.case.facts["persons"] - 1
        dead = next(one for one in self.matter.members if str(one.pk) == given["member"])
        if given["eligible"] > left:
            self.add_error("eligible", f"该户还有{left}人，应增发补助的人数不能更多。")
        if left and dead.relation == Member.Relation.HEAD and not given["new_head"]:
            self.add_error("new_head", "户主死亡的，请选择新户主。")
        elif given["new_head"] == given["member"]:
            self.add_error("new_head", "新户主不能是死亡的成员。")
        return given | {"persons": left}

    def _set(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class StandardForm(StepForm):
    """按新标准重算: the amount that this month's standard makes of what is still unpaid."""

    standard_paper = forms.CharField(label="调整标准的文件", max_length=100)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.errors or self.matter is None:
            return given
        try:
            standard = standards(self.matter.case.region)(self.matter.today)
        except NoStandard as error:
            raise forms.ValidationError(str(error)) from error
        return given | {"standard": standard, "below": self._income() <= standard}

    def _income(self) -> Any:
        assert self.matter is not None
        field = forms.DecimalField()
        return field.clean(self.matter.said["per_capita"])


class SuspendForm(StepForm):
    """暂停发放: the calendar's end does not move."""

    personal = frozenset({"suspend_note"})

    suspended_for = ChoiceField(SUSPENDED_FOR, label="暂停原因")
    suspend_note = TextField(label="情况说明")


class ResumeForm(StepForm):
    """恢复发放: what was held is paid with the next list."""

    personal = frozenset({"resume_note"})

    resume_note = TextField(label="原因如何消除")


class RelengthForm(MonthsForm):
    """缩短或延长: the new number of months from the first, within the pack's maximum."""

    personal = frozenset({"relength_reason"})

    relength_reason = TextField(label="缩短或延长的理由")

    def clean_months(self) -> int:
        months = super().clean_months()
        if self.matter:
            grant = Grant.objects.get(case=self.matter.case)
            if months == grant.months:
                raise forms.ValidationError(f"现在就是{months}个月，没有变化。")
            untouched = (State.PLANNED, State.CANCELLED)
            begun = grant.instalments.filter(kind=Instalment.Kind.MONTH).exclude(
                state__in=untouched
            )
            last = begun.order_by("-k").values_list("k", flat=True).first() or 0
            if months < last:
                raise forms.ValidationError(
                    f"第{last}个月已经办理发放，不能少于{last}个月；要停发请用提前终止。"
                )
        return months


class ReversalForm(StepForm):
    """撤销原决定: on whose ruling, and what becomes of the money."""

    personal = frozenset({"ruling_text"})

    ruling = ChoiceField(RULINGS, label="撤销的由来")
    ruling_number = forms.CharField(label="文书编号", max_length=60)
    ruling_text = TextField(label="撤销的事实和理由")
    consequence = ChoiceField((RESTORE, RECOVER), label="处理结果")


class ReissueForm(StepForm):
    """更正账户后重发 of what the bank returned."""

    personal = frozenset({"account_note"})

    account_note = forms.CharField(label="账户更正情况", max_length=100)


class WithholdForm(StepForm):
    """退票暂缓重发: why what the bank returned is not sent again now."""

    personal = frozenset({"withheld_note"})

    withheld_for = ChoiceField(WITHHELD_FOR, label="暂缓的原因")
    withheld_note = TextField(label="情况说明")


class RecoveredForm(StepForm):
    """登记追回: the voucher under which the money came back."""

    voucher = forms.CharField(label="缴款凭证号", max_length=60)
