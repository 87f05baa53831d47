"""Forms of the clue: registration in one of three channels, and what becomes of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from workflows.engine.answers import StepForm
from workflows.engine.fields import ChoiceField, ChoicesField, DayField, TextField, YesField
from workflows.workdays import clock

from ..under_way import last_ended
from .words import CHANNELS, NOT_STARTED, REOPENED, RISKS


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


class ApplyForm(StepForm):
    """主动申报, by the household itself: what is the matter, and how to reach it.

    Who applies and for which household was settled before: the engine opens a case for it.
    """

    personal = frozenset({"risks", "situation", "reporter", "reporter_phone"})

    reporter = forms.CharField(label="申报人姓名", max_length=40)
    reporter_phone = forms.CharField(label="联系电话", max_length=30)
    risks = ChoicesField(RISKS, label="遇到的困难")
    situation = TextField(label="具体情况", max_length=500)
    agreed = YesField(label="已阅读并同意告知事项")


class AcceptForm(StepForm):
    """受理: the clerk has made sure which household it is.

    A household whose earlier case has ended gets a new one that names it (再纳入).
    """

    identified = YesField(label="已核对户主身份和所在村组，确属本乡镇管辖")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.matter:
            given["previous_case"] = last_ended(self.matter)
        return given


class ScreenOutForm(StepForm):
    """不启动: one of the reasons there are, and what was found; the applicant reads both."""

    personal = frozenset({"looked_into"})

    because = ChoiceField(NOT_STARTED, label="不启动的理由")
    looked_into = TextField(label="初步核实的情况（书面答复申请人的，将印在告知书上）")
    other_help = TextField(label="可以另行申请的帮助", required=False, rows=2)


class TransferForm(StepForm):
    """移送: to whom, why it is theirs, and who took it there."""

    personal = frozenset({"theirs_because"})

    receiver = forms.CharField(label="接收单位（县、乡镇）", max_length=80)
    receiver_contact = forms.CharField(label="接收人和电话", max_length=60)
    theirs_because = TextField(label="不属本乡镇管辖的情况", rows=2)


class ReopenForm(StepForm):
    """重新登记: how the error came to light, and what it was."""

    personal = frozenset({"error"})

    came_to_light = ChoiceField(REOPENED, label="发现途径")
    error = TextField(label="原处理有什么错误")
