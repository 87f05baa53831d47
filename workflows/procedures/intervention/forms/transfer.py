"""Forms of 线下转入: what a running case was on paper, and who has looked at its originals."""

from __future__ import annotations

from datetime import date
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
from workflows.workdays import clock

from ..items import DEPARTMENTS
from ..originals import listed
from .words import CHANNELS, RISKS

CONSENT, CHECK, REPLIES, OPINION = "承诺授权", "入户核查", "部门协查", "评议初审"
# Where a case that is not decided may stand on paper. What was opined or posted is done anew.
PAPER_STAGES = (CONSENT, CHECK, REPLIES, OPINION, "公示", "乡镇审核", "县级审批（尚未决定）")
# What was done on paper, by the answer that holds its day.
DONE = {
    "signed_on": "承诺授权",
    "checked_on": "入户核查",
    "replied_on": "部门反馈",
    "reviewed_on": "评议或初审",
    "noticed_on": "公示张贴",
    "opined_on": "乡镇审核",
}
# The days a case must have behind it to stand where it is said to stand.
_BEHIND = {CONSENT: (), CHECK: ("signed_on",)}
_FURTHER = ("signed_on", "checked_on")


class TakeOverForm(StepForm):
    """线下转入: one running paper case, as its papers have it.

    The same form judges a page and a row of a workbook: its labels are the workbook's columns.
    """

    personal = frozenset({"risks", "situation", "relation_note"})

    paper_stage = ChoiceField(PAPER_STAGES, label="线下所处环节")
    channel = ChoiceField(CHANNELS, label="线索来源")
    clue_on = DayField(
        label="发现风险的日期", help_text="办理期限自这一天起算，不因转入而重新起算。"
    )
    source = forms.CharField(label="线索提供单位", max_length=60)
    risks = ChoicesField(RISKS, label="风险类型")
    situation = TextField(label="风险情况")
    handled_by = forms.CharField(label="线下经办人员", max_length=80)
    paper_numbers = forms.CharField(label="纸质文书编号", max_length=200, required=False)
    signed_on = DayField(label="授权书签署日期", required=False)
    kin_declared = forms.BooleanField(label="已询问近亲属关系", required=False)
    near_relative = forms.BooleanField(
        label="属近亲属备案户", required=False, help_text="勾选后县级须入户核查方可批准。"
    )
    relatives = OfficersField(label="近亲属中的经办人员或村干部", required=False)
    relation_note = TextField(label="近亲属关系说明", required=False, rows=2)
    checked_on = DayField(label="入户核查日期", required=False)
    replied = ChoicesField(DEPARTMENTS, label="已反馈部门", required=False)
    replied_on = DayField(label="最后一份反馈的日期", required=False)
    reviewed_on = DayField(label="评议或初审日期", required=False)
    noticed_on = DayField(label="公示张贴日期", required=False)
    opined_on = DayField(label="乡镇审核日期", required=False)

    def prepare(self) -> None:
        if self.matter:
            field = self.fields["relatives"]
            assert isinstance(field, OfficersField)
            field.queryset = responsible_for(self.matter.case.region, self.matter.today)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        self._check_days(given)
        self._check_stage(given)
        if given.get("signed_on") and not given.get("kin_declared"):
            self.add_error("kin_declared", "线下没有询问近亲属关系的，请补问后再转入。")
        if bool(given.get("replied")) != bool(given.get("replied_on")):
            self.add_error("replied_on", "已反馈部门和反馈日期须一并填写。")
        if given.get("relatives"):
            given["near_relative"] = True
        given["offline"] = True
        given["consent"] = bool(given.get("signed_on"))
        return given

    def _check_days(self, given: dict[str, Any]) -> None:
        """None ahead of us, and each not before what it follows."""
        before: date | None = None
        for name in ("clue_on", *DONE):
            day = given.get(name)
            if day is None:
                continue
            if day > clock.today():
                self.add_error(name, "日期不能晚于今天，请核对。")
            elif before and day < before:
                self.add_error(name, "日期早于前一环节的日期，请核对。")
            if name not in ("replied_on",):  # departments may answer before or after the visit
                before = max(before or day, day)

    def _check_stage(self, given: dict[str, Any]) -> None:
        """What stands on paper must have its day; without consent nobody is checked."""
        stage = given.get("paper_stage")
        for name in _BEHIND.get(stage or "", _FURTHER) if stage else ():
            if not given.get(name) and name not in self.errors:
                self.add_error(name, f"线下已到“{stage}”的，须填{DONE[name]}的日期。")
        further = any(given.get(name) for name in list(DONE)[1:])
        if further and not given.get("signed_on") and "signed_on" not in self.errors:
            self.add_error("signed_on", "没有授权就核查、协查的，不能转入，请填授权书签署日期。")


class HandInForm(StepForm):
    """送复核: the journal keeps which originals there were, each by its hash."""

    originals_true = YesField(label="扫描件与纸质原件一致，线下办过的环节没有遗漏")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.matter:
            given["originals"] = listed(self.matter.case)
        return given


class TakeInForm(StepForm):
    """转入: the second officer has held every scan against what was entered."""

    originals_seen = YesField(label="已逐件核对原件扫描件，日期、内容与登记的一致")


class SendBackForm(StepForm):
    """退回补正: everything missing at once."""

    personal = frozenset({"transfer_lacks"})

    transfer_lacks = TextField(label="需要补正的全部内容")


class TurnDownForm(StepForm):
    """不予转入: why; it says nothing of the household's need and decides nothing about it."""

    personal = frozenset({"turned_down_because"})

    turned_down_because = TextField(label="不予转入的理由")
