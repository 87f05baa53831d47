"""A change in the register's ledger heard by a running case: the approver sees it, nothing is decided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from workflows.engine.answers import StepForm
from workflows.engine.fields import DayField
from workflows.engine.snapshot import Snapshot


class ChangedForm(StepForm):
    """家庭成员变动: the ledger's number and the day."""

    change = forms.CharField(label="台账编号", max_length=40)
    changed_on = DayField(label="变动日期")


def noted_change(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """Every change stays listed."""
    new = {name: answers[name] for name in ("change", "changed_on")}
    return {"member_changes": [*case.facts.get("member_changes", ()), new]}
