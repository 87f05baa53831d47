"""What is asked of a change: what happened to whom, when, and by what proof."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from workflows.engine.answers import StepForm
from workflows.engine.fields import ChoiceField, DayField, TextField, YesField
from workflows.registry import ids
from workflows.registry.models import Member
from workflows.registry.names import LONGEST_WITH_DOT, check_name
from workflows.workdays import clock

DEATH, RETURN = "死亡", "回归"
COMES = ("出生", "婚入", "迁入", "其他增加")
GOES = (DEATH, "婚出", "迁出", "服刑", "失踪", "其他减少")
RELATIONS = tuple(label for value, label in Member.Relation.choices if value != "head")


class ChangeForm(StepForm):
    """登记增减: of one person."""

    personal = frozenset({"what", "member", "name", "id_number", "relation", "proof"})

    what = ChoiceField((*COMES, *GOES, RETURN), label="变动")
    happened_on = DayField(label="发生日期")
    member = forms.ChoiceField(
        label="所涉成员", required=False, help_text="减少、回归的选择；增加的不选，填写以下各项。"
    )
    name = forms.CharField(
        label="新增成员姓名", max_length=LONGEST_WITH_DOT, required=False, validators=[check_name]
    )
    id_number = forms.CharField(
        label="新增成员身份证号码", max_length=18, required=False, help_text="未上户的可不填。"
    )
    relation = forms.ChoiceField(
        label="与户主关系", required=False, choices=[("", "请选择"), *((w, w) for w in RELATIONS)]
    )
    proof = forms.CharField(
        label="凭据", max_length=100, help_text="如出生医学证明、户口注销证明。"
    )

    def prepare(self) -> None:
        """The household's own members, those who left among them: they may come back."""
        members = self.matter.members if self.matter else []
        named = [(str(one.pk), one.name) for one in members if one.died_on is None]
        self.fields["member"].choices = [("", "请选择"), *named]  # type: ignore[attr-defined]  # a choice field

    def clean_happened_on(self) -> date:
        """Nothing has happened tomorrow."""
        day: date = self.cleaned_data["happened_on"]
        if day > clock.today():
            raise forms.ValidationError("发生日期不能晚于今天，请核对。")
        return day

    def clean_id_number(self) -> str:
        """A right number, if one is given."""
        number = ids.normalise(self.cleaned_data.get("id_number") or "")
        if number:
            ids.validate(number)
        return number

    def clean(self) -> dict[str, Any]:
        """Who comes has a name and a relation; who goes or comes back is a member."""
        given: dict[str, Any] = super().clean() or {}
        what = given.get("what")
        if what in COMES:
            for field, label in (("name", "姓名"), ("relation", "与户主关系")):
                if not given.get(field):
                    self.add_error(field, ValidationError(f"增加成员须填写{label}。"))
        elif what and not given.get("member"):
            self.add_error("member", ValidationError("请选择所涉成员。"))
        return given


class VerifyForm(StepForm):
    """核实: against the proof."""

    checked = YesField(label="已核对凭据，情况属实")


class RejectForm(StepForm):
    """不予登记: why."""

    rejected_because = forms.CharField(label="不予登记的原因", max_length=200)


class FollowForm(StepForm):
    """政策跟进: what follows for the household, 对新增加贫困人口及时跟进落实帮扶政策."""

    personal = frozenset({"followed"})

    followed = TextField(label="政策跟进情况")
