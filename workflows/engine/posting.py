"""A sheet on the village board: planned, posted with a photo, damaged, taken down.

What every posted sheet asks and works out, whichever procedure's it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from django import forms

from documents.leaks import scan
from workflows.workdays import clock
from workflows.workdays.periods import notice_end

from .answers import PhotoField, StepForm
from .conditions import condition
from .fields import DayField, TextField, YesField
from .snapshot import Snapshot
from .words import Limit


@condition("实际张贴日与公示上印的日期不符，请改期后重新签发")
def as_printed(case: Snapshot) -> bool:
    return case.facts.get("post_on") == case.today.isoformat()


@condition("公示上印的张贴日尚未过去，请按日张贴登记")
def printed_before(case: Snapshot) -> bool:
    return str(case.facts.get("post_on", "")) < case.today.isoformat()


def period_of(
    limit: Limit, case: Snapshot, answers: Mapping[str, Any] = MappingProxyType({})
) -> Mapping[str, Any]:
    """The period printed on a poster: the day after posting to the last whole day.

    The day of posting was planned before, or is among the answers of the step that signs.
    """
    planned = date.fromisoformat({**case.facts, **answers}["post_on"])
    end = notice_end(
        planned,
        case.pack.length(limit.key),
        calendar=case.calendar,
        extend_if_holiday=case.pack["notice.extend_if_last_day_holiday"],
    )
    begins = planned + timedelta(days=1)
    return {"from_on": begins.isoformat(), "to_on": end.last_day.isoformat()}


def add_lost_days(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """Days on which the poster did not hang whole; several mishaps add up."""
    total = int(case.facts.get("lost_days", 0)) + int(answers["days_lost"])
    return {"lost_days": total}


def posted_as_printed(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """The minimum period counts from the day printed on the poster, and from no other."""
    return {"posted_on": case.facts["post_on"]}


def posted_until(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """The announcement hangs from today; the day after its posting period it closes by itself."""
    last = case.pack.length("announce.post_days").after(case.today, case.calendar).day
    until = last + timedelta(days=1)
    return {"posted_on": case.today.isoformat(), "until": until.isoformat()}


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
