"""期限暂停: maximum periods stand still while the office waits for what it cannot hurry.

A pause has a reason, a first day, a last day and an officer; the journal keeps all four. It stops
the clocks of the whole family of cases. A minimum period knows no pause: days on which a notice
did not hang are added to it instead (`lost_days`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from .answers import StepForm
from .conditions import condition
from .fields import ChoiceField, DayField, TextField
from .snapshot import PAUSES, Snapshot

# Nobody has published a list; these are our default.
REASONS = ("等待农户补充材料", "异议查处", "不可抗力", "复议或诉讼")


@condition("期限已经暂停")
def running(case: Snapshot) -> bool:
    return not case.at_rest


@condition("期限没有暂停")
def at_rest(case: Snapshot) -> bool:
    return case.at_rest


def stopped(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """One more pause, without an end."""
    return {PAUSES: [*case.facts.get(PAUSES, ()), [answers["paused_from"], None]]}


def resumed(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """The open pause with its last day."""
    *earlier, (since, _) = case.facts[PAUSES]
    return {PAUSES: [*earlier, [since, answers["paused_until"]]]}


class PauseForm(StepForm):
    """暂停期限: why, and since when."""

    personal = frozenset({"pause_note"})

    pause_reason = ChoiceField(REASONS, label="暂停原因")
    paused_from = DayField(label="暂停自", help_text="当日仍计入期限，次日起停算。")
    pause_note = TextField(label="情况说明和凭据")

    def clean_paused_from(self) -> date:
        """Not before the case was opened, nor within an earlier pause; its last day is free."""
        assert self.matter is not None  # a form without a case is only looked at
        day: date = self.cleaned_data["paused_from"]
        case = self.matter.case
        ended = [date.fromisoformat(last) for _, last in case.facts.get(PAUSES, ()) if last]
        first = max((case.opened_on, *ended))
        if not first <= day <= self.matter.today:
            raise forms.ValidationError(f"应在{first:%Y年%-m月%-d日}至今天之间，请核对暂停的日期。")
        return day


class ResumeForm(StepForm):
    """恢复计时: the last day that does not count."""

    paused_until = DayField(label="停算至", help_text="这一天是停算的最后一天，次日起恢复计时。")

    def clean_paused_until(self) -> date:
        assert self.matter is not None  # as above
        day: date = self.cleaned_data["paused_until"]
        since = date.fromisoformat(self.matter.case.facts[PAUSES][-1][0])
        if not since <= day <= self.matter.today:
            raise forms.ValidationError(
                f"应在暂停之日（{since:%Y年%-m月%-d日}）至今天之间，请核对日期。"
            )
        return day
