"""Forms of the clue: registration in one of three channels, and acceptance."""

from __future__ import annotations

from datetime import date

from django import forms

from workflows.engine.answers import StepForm
from workflows.engine.fields import ChoiceField, ChoicesField, DayField, TextField, YesField
from workflows.workdays import clock

from .words import CHANNELS, RISKS


class ClueForm(StepForm):
    """登记线索: the day it was found rules the case's clock."""

    personal = frozenset({"risks", "situation", "reporter", "reporter_phone", "evidence"})

    channel = ChoiceField(CHANNELS, label="线索来源")
    clue_on = DayField(label="发现风险的日期", help_text="办理期限自这一天起算。")
    source = forms.CharField(
        label="线索提供单位",
        max_length=60,
        help_text="如某某村委会、县医保局；主动申请的填“本户”。",
    )
    risks = ChoicesField(RISKS, label="风险类型")
    situation = TextField(label="风险情况")
    evidence = TextField(label="佐证材料", required=False, rows=2, help_text="一行一件。")
    reporter = forms.CharField(label="报告人姓名", max_length=40, required=False)
    reporter_phone = forms.CharField(label="报告人电话", max_length=30, required=False)

    def clean_clue_on(self) -> date:
        day: date = self.cleaned_data["clue_on"]
        if day > clock.today():
            raise forms.ValidationError("发现日期不能晚于今天，请核对。")
        return day


class AcceptForm(StepForm):
    """受理: the clerk has made sure which household it is."""

    identified = YesField(label="已核对户主身份和所在村组，确属本乡镇管辖")
