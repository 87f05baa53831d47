"""Forms of the visit to a household: the appointment, nobody at home, from afar, refused, warned."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from workflows.access.actors import Role
from workflows.access.models import Officer
from workflows.access.officers import holders
from workflows.engine.answers import PhotoField, StepForm
from workflows.engine.decide import held_apart
from workflows.engine.fields import ChoiceField, DayField, OfficersField, TextField
from workflows.engine.matter import Matter
from workflows.workdays import clock

from .words import REMOTE_WAYS, TOLD_BY


class ScheduleForm(StepForm):
    """安排核查人员: at least as many as the pack demands, none a relative or a first checker.

    Nor anybody who has had another duty in the case: the finished form could not be submitted.
    """

    checkers = OfficersField(label="核查人员（不少于两人）")
    visit_on = DayField(label="约定入户日期")
    told_by = ChoiceField(TOLD_BY, label="通知方式", initial=TOLD_BY[0])

    def prepare(self) -> None:
        if self.matter is None:
            return
        field = self.fields["checkers"]
        assert isinstance(field, OfficersField)
        field.queryset = Officer.objects.filter(pk__in=able_to_check(self.matter)).order_by("pk")

    def clean_visit_on(self) -> date:
        day: date = self.cleaned_data["visit_on"]
        if day < clock.today():
            raise forms.ValidationError("约定入户日期不能早于今天，请核对。")
        return day

    def clean_checkers(self) -> Any:
        return enough_checkers(self.cleaned_data["checkers"], self.matter)


def able_to_check(matter: Matter) -> list[int]:
    """Officers who may check the household, by id; the county helps out where they are too few."""
    family, case, today = matter.family, matter.case, matter.today
    able = holders(Role.CLERK, case.region, today) + holders(Role.VILLAGE, case.region, today)
    barred = family.related_persons | frozenset(case.barred)
    barred |= held_apart(case.table, case.table.steps["submit"], family.outline(case))
    ids = [officer.pk for officer in able if officer.pk not in barred]
    if len(ids) < matter.pack["check.min_investigators"]:  # 乡镇、村人手不足，县级派员
        county = holders(Role.HANDLER, case.region, today, department="")
        ids += [officer.pk for officer in county if officer.pk not in barred]
    return ids


def enough_checkers(chosen: Any, matter: Matter | None) -> Any:
    """The chosen, if they are as many as the pack demands. Raises ValidationError."""
    least = matter.pack["check.min_investigators"] if matter else 0
    if len(chosen) < least:
        raise forms.ValidationError(f"核查人员不得少于{least}人，请再选。")
    return chosen


class TriedForm(StepForm):
    """A day on which somebody went, not to come, and who saw it."""

    tried_on = DayField(label="上门日期", help_text="同一天几次上门，只计一次。")
    situation = TextField(label="现场情况")
    witness = forms.CharField(label="见证人姓名、单位或与该户关系", max_length=80)

    def clean_tried_on(self) -> date:
        day: date = self.cleaned_data["tried_on"]
        if day > clock.today():
            raise forms.ValidationError("上门日期不能晚于今天，请核对。")
        return day


class NotHomeForm(TriedForm):
    """登记未遇: what was left behind, and when they will come again."""

    personal = frozenset({"situation", "witness", "notice_left", "tried_photo"})

    notice_left = forms.CharField(label="留置通知或联系方式", max_length=100)
    visit_on = DayField(label="再次约定入户日期", required=False)
    tried_photo = PhotoField(label="现场照片", required=False)


class RefusedForm(TriedForm):
    """登记拒绝配合: the household's reasons in its own words, and a witness."""

    personal = frozenset({"situation", "witness", "their_reason", "tried_photo"})

    their_reason = TextField(label="该户所说的理由", rows=2)
    tried_photo = PhotoField(label="现场照片", required=False)


class SecondVisitForm(RefusedForm):
    """领导再次上门: rights and duties explained by a leader of the township, refused again."""

    personal = RefusedForm.personal | {"explained"}

    explained = TextField(label="已说明的权利、义务和不配合的后果", rows=2)


class WarnForm(StepForm):
    """书面告诫: what is expected by when; printed in the letter that is served."""

    personal = frozenset({"warning"})

    warning = TextField(label="告诫内容")
    comply_by = DayField(label="限期配合的日期")

    def clean_comply_by(self) -> date:
        """Not before the time the pack leaves the household: a shorter term would not hold."""
        day: date = self.cleaned_data["comply_by"]
        if self.matter:
            least = self.matter.pack.length("check.warning_days")
            first = least.after(self.matter.today, self.matter.family.calendar).day
            if day < first:
                raise forms.ValidationError(
                    f"限期不得早于{first:%Y年%-m月%-d日}，给该户留出考虑的时间。"
                )
        return day


class RemoteForm(StepForm):
    """改为远程核查: the reason is printed on the form (民发〔2021〕57号 第十六条)."""

    remote_way = ChoiceField(REMOTE_WAYS, label="远程核查方式")
    remote_because = forms.CharField(label="不能入户的原因（将印在核查表上）", max_length=120)
