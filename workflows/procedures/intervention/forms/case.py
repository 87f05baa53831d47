"""Forms of the main line's steps."""

from __future__ import annotations

from typing import Any

from django import forms

from workflows.access.officers import responsible_for
from workflows.engine.answers import StepForm
from workflows.engine.fields import (
    ChoiceField,
    ChoicesField,
    DayField,
    OfficersField,
    TextField,
    YesField,
)
from workflows.engine.plans import causes
from workflows.workdays import clock

from .words import OPINIONS


class ConsentForm(StepForm):
    """授权承诺: signed by every adult who lives in the household, and relatives declared."""

    personal = frozenset({"agent", "relation_note"})

    consent = YesField(label="全体成年共同生活成员（或代理人）已在授权查询书上签字或捺印")
    signed_on = DayField(label="签署日期")
    agent = forms.CharField(label="代理人姓名、关系", max_length=60, required=False)
    kin_declared = YesField(label="已询问并申报与经办、村干部的近亲属关系")
    relatives = OfficersField(label="近亲属中的经办人员或村干部", required=False)
    near_relative = forms.BooleanField(
        label="属近亲属备案户", required=False, help_text="勾选后县级须入户核查方可批准。"
    )
    relation_note = TextField(label="关系说明", required=False, rows=2)

    def prepare(self) -> None:
        if self.matter:
            field = self.fields["relatives"]
            assert isinstance(field, OfficersField)
            field.queryset = responsible_for(self.matter.case.region, self.matter.today)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("relatives"):
            given["near_relative"] = True
        if self._nobody_grown() and not given.get("agent"):
            self.add_error(
                "agent", "家中没有成年成员，须由监护人代签，请填写监护人姓名、与户主的关系。"
            )
        return given

    def _nobody_grown(self) -> bool:
        """Whether only minors live in the household: a guardian signs (民法典 第十九条)."""
        living = [one for one in self.matter.members if one.is_here] if self.matter else []
        return bool(living) and not any(one.is_adult(clock.today()) for one in living)


class OpinionForm(StepForm):
    """An opinion that is signed and printed."""

    personal = frozenset({"opinion"})

    opinion = TextField(label="意见")


class TakeBackForm(StepForm):
    """收回审批: why the county decides this case itself although it has entrusted the township."""

    taken_back_because = TextField(label="县级收回审批的理由", rows=2)


class ExamineForm(StepForm):
    """县级审查意见 of the handler, which the approver decides upon."""

    personal = frozenset({"handler_opinion"})

    proposal = ChoiceField(OPINIONS, label="审查结论")
    handler_opinion = TextField(label="审查意见")
    spot_checked = forms.BooleanField(label="已抽查入户", required=False)


class VisitForm(StepForm):
    """县级入户: obligatory for declared relatives and complaints."""

    personal = frozenset({"visit_found"})

    county_visit = YesField(label="已由县级人员入户")
    visited_on = DayField(label="入户日期")
    visitors = forms.CharField(label="入户人员", max_length=80)
    visit_found = TextField(label="入户情况")


class LateObjectionForm(StepForm):
    """公示期后的异议 becomes a complaint: the county must visit before deciding."""

    personal = frozenset({"complaint_text"})

    complaint = YesField(label="登记为举报，县级须入户核实")
    complaint_text = TextField(label="反映的问题")


class ApproveForm(StepForm):
    """审批: the approver's own words."""

    personal = frozenset({"decision_text"})

    decision_text = TextField(label="审批意见")
    subject_class = ChoiceField(
        ("脱贫不稳定户", "边缘易致贫户", "突发严重困难户"), label="监测对象类别"
    )


class RefuseForm(StepForm):
    """不予确认: facts, reasons and the rule; they are printed in the letter to the household."""

    personal = frozenset({"facts_found", "reason"})

    facts_found = TextField(label="查明的事实")
    reason = TextField(label="不予确认的理由")
    rule = forms.CharField(label="依据的文件和条款", max_length=200)


class ReturnForm(StepForm):
    """退回补正: what is wrong, and everything missing at once."""

    personal = frozenset({"return_reason"})

    wrong = ChoicesField(label="有问题的环节或结果（其余签字仍然有效）")
    return_reason = TextField(label="退回理由和需要补正的全部内容")

    def prepare(self) -> None:
        if self.matter:
            matter = self.matter
            found = causes(matter.case.table, matter.family.outline(matter.case))
            field = self.fields["wrong"]
            assert isinstance(field, ChoicesField)
            field.choices = [(cause.token, cause.label) for cause in found]


class FileForm(StepForm):
    """建档归卷: the clerk proposes, the archivist accepts."""

    pages = forms.IntegerField(label="案卷页数（页）", min_value=1)
    keeper = forms.CharField(label="保管单位", max_length=60)


class WithdrawForm(StepForm):
    """撤回, and its undoing within the days of regret: in the household's own words."""

    personal = frozenset({"statement"})

    statement = TextField(label="农户的书面说明")
