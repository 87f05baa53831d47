"""Forms of the pay list: confirmed, and settled by the bank's file."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from workflows.engine.answers import StepForm
from workflows.engine.fields import DayField, YesField
from workflows.registry.importing.guard import LARGEST
from workflows.workdays import clock

from ..account import State
from ..bank import BadFile, read
from ..models import Instalment


class ConfirmForm(StepForm):
    """核定: the totals were compared with the budget."""

    checked = YesField(label="已核对户数、金额和预算")


class SettleForm(StepForm):
    """登记银行回盘: one file that answers for every payment of the list."""

    paid_on = DayField(label="入账日期")
    returned_file = forms.FileField(
        label="银行回盘文件",
        help_text="系统导出的清册，由银行在“处理结果”列填“成功”或“失败”。.xlsx、.xls或.csv。",
    )

    def clean_paid_on(self) -> date:
        day: date = self.cleaned_data["paid_on"]
        if day > clock.today():
            raise forms.ValidationError("入账日期不能晚于今天，请核对。")
        return day

    def clean(self) -> dict[str, Any]:
        """What the file says takes its place among the answers: which failed, and why."""
        given = super().clean() or self.cleaned_data
        upload = given.pop("returned_file", None)
        if upload is None or self.matter is None:
            return given
        if upload.size > LARGEST:
            self.add_error("returned_file", "文件太大，请核对是否选错文件。")
            return given
        sent = Instalment.objects.filter(pay_list=self.matter.case, state=State.CONFIRMED)
        try:
            told = read(upload.read(), set(sent.values_list("pk", flat=True)))
        except BadFile as error:
            self.add_error("returned_file", str(error))
            return given
        return given | {
            "returned_file": upload.name,
            "answered_for": told.count,
            "failed": [list(one) for one in told.failed],
        }
