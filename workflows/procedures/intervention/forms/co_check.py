"""Forms of the co-check: a department's answer for each item, and what may come of it."""

from __future__ import annotations

from typing import Any

from django import forms

from workflows.engine.answers import PhotoField, StepForm
from workflows.engine.fields import ChoiceField, DayField, TextField, YesField

from ..compared import earlier_result
from ..items import asked_of
from ..served import served_on
from .words import RESULTS

# What a result consists of.
REUSED = ("items", "outcome", "as_of", "signer", "remark")


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


class ExtensionForm(StepForm):
    """延期: once, by no more than the time there was at first."""

    extra_days = forms.IntegerField(label="申请延长的天数（天）", min_value=1)
    extended_because = TextField(label="不能按期反馈的原因", rows=2)

    def clean_extra_days(self) -> int:
        days: int = self.cleaned_data["extra_days"]
        most = self.matter.pack.length("cocheck.limit").count if self.matter else days
        if days > most:
            raise forms.ValidationError(f"延长不得超过原期限{most}天，请核对。")
        return days


class ReuseForm(StepForm):
    """沿用: what the department found lately counts for this case as it counted for that one."""

    personal = frozenset({"items", "remark"})

    still_so = YesField(label="已核对户主和家庭成员未变，原核对结果可以沿用")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        earlier = earlier_result(self.matter) if self.matter else None
        if earlier:
            given |= {name: earlier.answers[name] for name in REUSED if name in earlier.answers}
            given["reused_from"] = earlier.number
        return given


class HearForm(StepForm):
    """已告知: the household's days run from the day the letter was served, as the record has it."""

    told_to = forms.CharField(label="签收人", max_length=40)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        given["told_on"] = served_on(self.matter.case, "D10") if self.matter else None
        return given


class ContentForm(StepForm):
    """户方无异议: in its own words, signed."""

    personal = frozenset({"content_words"})

    content_words = TextField(label="户方的陈述", rows=2)
    content_signed = YesField(label="户方已签字或捺印")


class DisputeForm(StepForm):
    """异议: what is wrong with the result, and what shows it (民发〔2021〕57号 第十八条)."""

    personal = frozenset({"disputed_because", "proof", "proof_photo"})

    disputed_because = TextField(label="户方的说明")
    proof = TextField(label="证明材料，一行一件", rows=2)
    proof_photo = PhotoField(label="证明材料照片", required=False)


class MaintainForm(StepForm):
    """维持: why the household's evidence changes nothing."""

    personal = frozenset({"maintained_because"})

    maintained_because = TextField(label="复核经过和维持的理由")


class WaiveForm(StepForm):
    """免查: only the county approver, and the reason is printed on the approval form."""

    waived_because = TextField(label="免查理由（将印在审批表上）")
    instead = TextField(label="替代证据", rows=2)


class UrgeForm(StepForm):
    """催办: by when the answer is expected now."""

    reply_again_by = DayField(label="请于何日前反馈")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.matter:
            given["urged_on"] = self.matter.today
            if given.get("reply_again_by") and given["reply_again_by"] < self.matter.today:
                self.add_error("reply_again_by", "日期不能早于今天，请核对。")
        return given


class SuperviseForm(StepForm):
    """督办: to the department's leader; the delay goes into the monthly circular (明山 三)."""

    leader = forms.CharField(label="督办对象（部门负责人）", max_length=40)
    reply_again_by = DayField(label="请于何日前反馈")
    in_circular = YesField(label="列入当月通报")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.matter:
            given["supervised_on"] = self.matter.today
            if given.get("reply_again_by") and given["reply_again_by"] < self.matter.today:
                self.add_error("reply_again_by", "日期不能早于今天，请核对。")
        return given
