"""What is asked of a visit: the plan, the record with its checklist, and the risk that was found."""

from __future__ import annotations

from datetime import date

from django import forms

from workflows.engine.answers import PhotoField, StepForm
from workflows.engine.fields import ChoiceField, ChoicesField, DayField, TextField
from workflows.workdays import clock

from ..raising import risks

LEADERS = "县领导、帮扶单位主要领导"
VISITORS = ("驻村工作队", "帮扶责任人", "村干部", "乡镇干部", LEADERS)
SAFE = ("有保障", "有欠缺", "不涉及")
# 两不愁三保障＋饮水
CHECKLIST = {
    "food": "不愁吃", "clothing": "不愁穿", "education": "义务教育", "medical": "基本医疗",
    "housing": "住房安全", "water": "饮水安全",
}  # fmt: skip


class PlanForm(StepForm):
    """走访计划: who goes, when, and what for."""

    planned_on = DayField(label="计划走访日期")
    visitor_kind = ChoiceField(VISITORS, label="走访人员")
    purpose = forms.CharField(label="走访事由", max_length=100, required=False)


class VisitForm(StepForm):
    """走访记录: what was seen, by the checklist of 两不愁三保障 and drinking water."""

    personal = frozenset({"visitors", "situation", "photo", *CHECKLIST})

    visited_on = DayField(label="实际走访日期")
    visitors = forms.CharField(label="走访人员姓名", max_length=100)
    food = ChoiceField(SAFE, label=CHECKLIST["food"])
    clothing = ChoiceField(SAFE, label=CHECKLIST["clothing"])
    education = ChoiceField(SAFE, label=CHECKLIST["education"])
    medical = ChoiceField(SAFE, label=CHECKLIST["medical"])
    housing = ChoiceField(SAFE, label=CHECKLIST["housing"])
    water = ChoiceField(SAFE, label=CHECKLIST["water"])
    situation = TextField(label="走访情况")
    photo = PhotoField(label="现场照片", required=False)

    def clean_visited_on(self) -> date:
        """Nobody records a visit before it was made."""
        day: date = self.cleaned_data["visited_on"]
        if day > clock.today():
            raise forms.ValidationError("走访日期不能晚于今天，请核对。")
        return day


class RiskForm(VisitForm):
    """发现风险: the same, with the kinds of risk the clue is to name."""

    personal = VisitForm.personal | {"risks"}

    risks = ChoicesField(label="风险类型")

    def prepare(self) -> None:
        """The kinds of risk are the clue's own."""
        self.fields["risks"].choices = [(word, word) for word in risks()]  # type: ignore[attr-defined]  # a choice field


class MissedForm(StepForm):
    """未走访: why."""

    missed_because = forms.CharField(label="未走访的原因", max_length=200)
