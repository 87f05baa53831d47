"""Forms of the co-check: a department's answer for each item, a query back, a waiver."""

from __future__ import annotations

from typing import Any

from django import forms

from workflows.engine.answers import StepForm
from workflows.engine.fields import ChoiceField, DayField, TextField

from ..items import asked_of
from .words import RESULTS


class ReplyForm(StepForm):
    """反馈: for each item 无异常, 有异常 with details, or 无法查询 with the reason."""

    personal = frozenset({"items", "remark"})

    as_of = DayField(label="数据截止日期")
    signer = forms.CharField(label="反馈人", max_length=40)
    remark = TextField(label="其他说明", required=False, rows=2)

    def prepare(self) -> None:
        self.items = asked_of(self.matter.case.key) if self.matter else ()
        for number, item in enumerate(self.items):
            self.fields[f"result_{number}"] = ChoiceField(RESULTS, label=item.what)
            self.fields[f"detail_{number}"] = forms.CharField(
                label=f"{item.what}：说明", max_length=500, required=False
            )
        self.order_fields([name for name in self.fields if "_" in name and name != "as_of"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        rows = []
        for number, item in enumerate(self.items):
            result = given.pop(f"result_{number}", None)
            detail = given.pop(f"detail_{number}", "")
            if result not in (None, RESULTS[0]) and not detail:
                self.add_error(f"detail_{number}", "有异常或无法查询的，请说明情况。")
            rows.append({"item": item.what, "result": result, "detail": detail})
        given["items"] = rows
        found = {row["result"] for row in rows}
        given["outcome"] = next((word for word in RESULTS[1:] if word in found), RESULTS[0])
        return given


class QueryForm(StepForm):
    """退回补充: the question to the department."""

    personal = frozenset({"question"})

    question = TextField(label="需要补充或说明的问题")


class WaiveForm(StepForm):
    """免查: only the county approver, and the reason is printed on the approval form."""

    waived_because = TextField(label="免查理由（将印在审批表上）")
    instead = TextField(label="替代证据", rows=2)
