"""What is asked of a doubt: what the list says, what was found on the spot, and why it is struck off."""

from __future__ import annotations

from datetime import date

from django import forms

from workflows.engine.answers import StepForm
from workflows.engine.fields import ChoiceField, ChoicesField, DayField, TextField
from workflows.workdays import clock

from ..raising import risks

TRUE, FALSE, SERVED = "属实", "误报", "已享受政策"


class DoubtForm(StepForm):
    """疑点: from which list, and what it says of whom."""

    personal = frozenset({"who", "said"})

    batch = forms.CharField(label="比对批次", max_length=40)
    source = forms.CharField(label="数据来源", max_length=60)
    listed_on = DayField(label="名单日期")
    who = forms.CharField(label="所涉人员", max_length=60)
    said = TextField(label="疑点")


class AnswerForm(StepForm):
    """核实反馈: what the village found."""

    personal = frozenset({"found"})

    result = ChoiceField((TRUE, FALSE, SERVED), label="核实结果")
    verified_on = DayField(label="核实日期")
    found = TextField(label="核实情况")

    def clean_verified_on(self) -> date:
        """Nothing is verified tomorrow."""
        day: date = self.cleaned_data["verified_on"]
        if day > clock.today():
            raise forms.ValidationError("核实日期不能晚于今天，请核对。")
        return day


class AgainForm(StepForm):
    """退回重核: what is missing."""

    again_because = forms.CharField(label="退回的原因", max_length=200)


class StrikeForm(StepForm):
    """销号: on what ground."""

    personal = frozenset({"ground"})

    ground = TextField(label="销号依据", rows=2)


class RiskForm(StrikeForm):
    """属实销号: with the kinds of risk the clue is to name."""

    personal = StrikeForm.personal | {"risks"}

    risks = ChoicesField(label="风险类型")

    def prepare(self) -> None:
        """The kinds of risk are the clue's own."""
        self.fields["risks"].choices = [(word, word) for word in risks()]  # type: ignore[attr-defined]  # a choice field
