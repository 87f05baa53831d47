"""Forms of the objection: what was found, and the answer."""

from __future__ import annotations

from django import forms

from workflows.engine.answers import StepForm
from workflows.engine.fields import ChoiceField, TextField

NOT_ACCEPTED = ("与本公示无关", "没有具体内容", "重复提出", "已过期限，转作举报")


class NotAcceptedForm(StepForm):
    """不予受理: one of the reasons there are."""

    because = ChoiceField(NOT_ACCEPTED, label="不予受理的理由")


class FindingForm(StepForm):
    """核查情况 of an objection, by others than the first checkers."""

    personal = frozenset({"found"})

    found = TextField(label="核查经过和查明的情况", rows=5)


class DismissForm(StepForm):
    """不成立: the answer to the objector."""

    personal = frozenset({"answer"})

    answer = TextField(label="答复内容")


class PartlyForm(DismissForm):
    """部分成立: what the notice must say instead."""

    persons = forms.IntegerField(label="更正后的家庭人口数（人）", min_value=1, max_value=30)


class UpheldForm(DismissForm):
    """成立: the household is checked again by other persons."""
