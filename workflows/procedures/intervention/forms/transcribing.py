"""Forms for typing in what was found on paper before a case was taken over."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from workflows.access.models import Officer
from workflows.engine.fields import OfficersField

from .co_check import ReplyForm
from .household_check import CheckForm
from .visits import able_to_check, enough_checkers


class PaperCheckForm(CheckForm):
    """录入线下核查表: as the paper has it, made at home by persons known here.

    A check by persons without an account is made anew: nobody could keep them from deciding.
    """

    checkers = OfficersField(label="纸质核查表上的核查人员（不少于两人）")

    def prepare(self) -> None:
        super().prepare()
        if self.matter is None:
            return
        field = self.fields["checkers"]
        assert isinstance(field, OfficersField)
        field.queryset = Officer.objects.filter(pk__in=able_to_check(self.matter)).order_by("pk")
        self.order_fields(["checkers", "visited_on"])

    def clean_checkers(self) -> Any:
        return enough_checkers(self.cleaned_data["checkers"], self.matter)

    def clean_visited_on(self) -> date:
        """The day the case was taken over with: two days for one visit would be two stories."""
        day: date = super().clean_visited_on()
        told = self.matter.head.facts.get("checked_on") if self.matter else None
        if told and day.isoformat() != told:
            raise forms.ValidationError(
                f"转入时登记的入户核查日期是{told}，请核对；转入登记有误的，作废后重新登记。"
            )
        return day


class PaperReplyForm(ReplyForm):
    """录入线下反馈: item by item as the department wrote it, with the number of its letter."""

    paper_number = forms.CharField(label="部门复函或反馈表编号", max_length=60, required=False)
