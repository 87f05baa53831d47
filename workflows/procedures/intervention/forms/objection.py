"""What only an objection in this procedure asks: the notice it corrects."""

from __future__ import annotations

from django import forms

from ...objecting import DecideForm


class PartlyForm(DecideForm):
    """部分成立: what the notice must say instead."""

    persons = forms.IntegerField(label="更正后的家庭人口数（人）", min_value=1, max_value=30)
