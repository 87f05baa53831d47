"""Forms of a notice that comes off the wall before its time, or must say something else."""

from __future__ import annotations

from django import forms

from workflows.engine.answers import PhotoField, StepForm
from workflows.engine.fields import TextField


class WithdrawNoticeForm(StepForm):
    """整张撤下: the reason stays in the file; on the wall it says 因故撤下."""

    personal = frozenset({"withdrawn_because"})

    withdrawn_because = TextField(label="撤下的原因（不公开）", rows=2)


class RemovedForm(StepForm):
    """撤下登记: a photograph of the board without the notice."""

    removed_photo = PhotoField(label="撤下后的照片（须看清公示栏全貌）")


class AmendForm(StepForm):
    """更正后重新公示: what the notice must say of the household."""

    personal = frozenset({"amended_because"})

    amended_persons = forms.IntegerField(
        label="公示应载的家庭人口数（人）", min_value=1, max_value=30
    )
    amended_because = TextField(label="原公示的差错", rows=2)
