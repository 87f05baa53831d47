"""Forms of the sheets on the village board: planned, posted with a photo, damaged, taken down."""

from __future__ import annotations

from datetime import date

from django import forms

from documents.leaks import scan
from workflows.engine.answers import PhotoField, StepForm
from workflows.engine.fields import DayField, TextField, YesField
from workflows.workdays import clock


class PlanForm(StepForm):
    """送签: the day of posting is printed, so it is settled before."""

    post_on = DayField(label="计划张贴日期", help_text="公示期自张贴次日起算，印在公示上。")
    place = forms.CharField(label="张贴地点", max_length=60, initial="村务公开栏")
    screened = YesField(label="已逐行核对：没有身份证号、电话、账号、病情、残疾等内容")

    def clean_place(self) -> str:
        """Free text that is printed on the wall: what may not be posted is refused here already."""
        place: str = self.cleaned_data["place"]
        if found := scan(place):
            raise forms.ValidationError(
                f"张贴地点会印在公示上，不得含有{'、'.join(found)}，请删去。"
            )
        return place

    def clean_post_on(self) -> date:
        day: date = self.cleaned_data["post_on"]
        if day < clock.today():
            raise forms.ValidationError("计划张贴日期不能早于今天。")
        return day


class RedoForm(StepForm):
    """退回修改."""

    redo_because = TextField(label="需要修改的内容", rows=2)


class PostingForm(StepForm):
    """张贴登记: no posting without a photograph of the board."""

    posted_photo = PhotoField(label="张贴后的照片（须看清公示栏全貌）")


class LatePostingForm(PostingForm):
    """补登张贴: why it was not recorded on the day."""

    late_because = TextField(label="未能当日登记的原因", rows=2)


class MishapForm(StepForm):
    """损毁重贴: days on which the notice did not hang whole are added."""

    days_lost = forms.IntegerField(label="未完整张贴的天数（天）", min_value=1, max_value=60)
    mishap_photo = PhotoField(label="重新张贴后的照片")


class TakenDownForm(StepForm):
    """期满取下: a photograph of the notice before it is taken down."""

    taken_down_photo = PhotoField(label="取下前的照片")
