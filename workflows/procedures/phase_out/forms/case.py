"""Forms of the way to a decision: proposal, comparison, hearing, approval, refusal."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from workflows.engine.answers import PhotoField, StepForm
from workflows.engine.fields import ChoiceField, ChoicesField, DayField, TextField
from workflows.engine.plans import causes
from workflows.registry import dibao
from workflows.registry.models import DibaoEntry
from workflows.workdays import clock

from ..money import LABELS

CAUSES = ("就业", "经营", "家庭人口变化", "财产", "其他")
SOURCES = ("定期复核", "信息比对", "户主报告", "自然增减")
COMPARED = ("与申报一致", "发现差异")
WAYS = ("直接送达", "留置送达", "邮寄送达", "委托送达")


class ProposalForm(StepForm):
    """登记拟渐退: how it came up. What the household receives is taken from its record."""

    personal = frozenset({"situation"})

    found_by = ChoiceField(SOURCES, label="发现途径")
    found_on = DayField(label="发现日期")
    cause = ChoiceField(CAUSES, label="收入或家庭变化的原因")
    situation = TextField(label="变化情况")

    def clean_found_on(self) -> date:
        day: date = self.cleaned_data["found_on"]
        if day > clock.today():
            raise forms.ValidationError("发现日期不能晚于今天，请核对。")
        return day

    def clean(self) -> dict[str, Any]:
        """Without a standing dibao record there is nothing to phase out of."""
        given = super().clean() or self.cleaned_data
        if self.matter is None:
            return given
        household, today = self.matter.household.pk, self.matter.today
        entry = dibao.standing(household, today)
        if entry is None or entry.kind != DibaoEntry.Kind.DIBAO:
            raise forms.ValidationError("该户当月没有在享受的低保记录，请先登记低保享受情况。")
        return given | {
            "base": entry.monthly, "persons": entry.persons, "eligible": entry.eligible,
            "on_dibao_since": dibao.since(household, today),
        }  # fmt: skip


class ComparisonForm(StepForm):
    """信息核对: what the civil-affairs platform shows (民发〔2021〕57号 第十七条)."""

    personal = frozenset({"compared_text"})

    compared_on = DayField(label="核对日期")
    compared = ChoiceField(COMPARED, label="核对结果")
    compared_text = TextField(label="核对项目和结果说明")


class OpinionForm(StepForm):
    """审核意见 in the reviewer's own words."""

    personal = frozenset({"opinion"})

    opinion = TextField(label="审核意见")


class ReasonForm(StepForm):
    """A reason, in writing."""

    personal = frozenset({"reason"})

    reason = TextField(label="理由")


class MonthsForm(StepForm):
    """How long; the pack's maximum is the most."""

    months = forms.IntegerField(label="渐退期（月）", min_value=1)

    def prepare(self) -> None:
        if self.matter is None:
            return
        pack, months = self.matter.pack, self.fields["months"]
        months.initial = self.matter.case.facts.get("months", pack["phaseout.default_months"])
        months.help_text = (
            f"{pack['phaseout.min_months']}至{pack['phaseout.max_months']}个月："
            f"{pack.citation('phaseout.max_months')}"
        )

    def clean_months(self) -> int:
        months: int = self.cleaned_data["months"]
        if self.matter:
            least = self.matter.pack["phaseout.min_months"]
            most = self.matter.pack["phaseout.max_months"]
            if not least <= months <= most:
                raise forms.ValidationError(f"渐退期应为{least}至{most}个月，请改填。")
        return months


class TermsForm(MonthsForm):
    """How long, and by which rule."""

    rule = forms.ChoiceField(
        choices=list(LABELS.items()), widget=forms.RadioSelect, label="计算方式"
    )

    def prepare(self) -> None:
        super().prepare()
        if self.matter:
            facts, pack = self.matter.case.facts, self.matter.pack
            self.fields["rule"].initial = facts.get("rule", pack["phaseout.amount_rule"])


class TellForm(TermsForm):
    """拟渐退告知: what the office means to do, before it decides."""


class ServedForm(StepForm):
    """登记告知送达: today; the hearing's days run from it."""

    told_way = ChoiceField(WAYS, label="送达方式")
    receiver = forms.CharField(label="收件人", max_length=40)

    personal = frozenset({"receiver"})


class LateServedForm(ServedForm):
    """补登告知送达: a day the minimum period rests on wants evidence and a second officer."""

    told_on = DayField(label="实际送达日期")
    receipt_photo = PhotoField(label="送达回证照片")
    late_because = TextField(label="未能当日登记的原因", rows=2)

    def clean_told_on(self) -> date:
        day: date = self.cleaned_data["told_on"]
        if self.matter and not self.matter.case.entered_on <= day < self.matter.today:
            raise forms.ValidationError("补登的送达日期应在发出告知之后、今天以前，请核对。")
        return day


class StatementForm(StepForm):
    """陈述申辩 as the household made it."""

    personal = frozenset({"statement"})

    statement = TextField(label="陈述申辩内容", rows=5)


class AnswerForm(StepForm):
    """书面答复: what the office makes of it."""

    personal = frozenset({"answer"})

    answer = TextField(label="书面答复内容", rows=5)


class ApproveForm(TermsForm):
    """批准渐退: months and rule as decided, and the former amount as the record has it today."""

    personal = frozenset({"decision_text"})

    decision_text = TextField(label="审批意见")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.matter:
            entry = dibao.standing(self.matter.household.pk, self.matter.today)
            if entry:
                given["base"] = entry.monthly
        return given


class RefuseForm(StepForm):
    """不予渐退: facts, reasons and rule are printed in the letter to the household."""

    personal = frozenset({"facts_found", "reason"})

    facts_found = TextField(label="查明的事实")
    reason = TextField(label="不予渐退并停发低保的理由")
    rule_cited = forms.CharField(label="依据的文件和条款", max_length=200)


class ReturnForm(StepForm):
    """退回补正: what is wrong, and everything missing at once."""

    personal = frozenset({"return_reason"})

    wrong = ChoicesField(label="有问题的环节或结果（其余签字仍然有效）")
    return_reason = TextField(label="退回理由和需要补正的全部内容")

    def prepare(self) -> None:
        if self.matter:
            found = causes(self.matter.case.table, self.matter.family.outline(self.matter.case))
            field = self.fields["wrong"]
            assert isinstance(field, ChoicesField)
            field.choices = [(cause.token, cause.label) for cause in found]
