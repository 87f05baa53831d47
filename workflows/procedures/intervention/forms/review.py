"""Forms of the villagers' review: the record of the meeting (D11), and what a contested one leads to."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from workflows.engine.answers import StepForm
from workflows.engine.fields import ChoiceField, DayField, TextField, YesField

from .after import not_ahead
from .words import ENLARGED, MEETINGS

# 应到、实到和表决的人数；没有的填0
COUNTED = (
    "entitled", "attendees", "representatives", "stood_aside", "in_favour", "against", "abstained",
)  # fmt: skip


class MeetingForm(StepForm):
    """登记民主评议: who was to come, who came, who stood aside, how they voted and why not."""

    personal = frozenset(
        {"met_at", "chaired_by", "recorded_by", "enlarged_because", "recused", "dissent"}
    )

    meeting_kind = ChoiceField(MEETINGS, label="会议形式", initial=MEETINGS[0])
    enlarged_because = TextField(
        label="不能召开村民代表会议的原因（扩大会议的必填）", rows=1, required=False
    )
    met_on = DayField(label="会议日期")
    met_at = forms.CharField(label="会议地点", max_length=60)
    chaired_by = forms.CharField(label="主持人", max_length=40)
    recorded_by = forms.CharField(label="记录人", max_length=40)
    entitled = forms.IntegerField(label="应到人数（人）", min_value=1)
    attendees = forms.IntegerField(label="实到人数（人）", min_value=1)
    representatives = forms.IntegerField(label="其中村民代表（人）", min_value=0)
    stood_aside = forms.IntegerField(label="其中回避、不参加表决（人）", min_value=0, initial=0)
    recused = TextField(label="回避人员及其与该户的关系（有回避的必填）", required=False, rows=1)
    in_favour = forms.IntegerField(label="同意（人）", min_value=0)
    against = forms.IntegerField(label="不同意（人）", min_value=0)
    abstained = forms.IntegerField(label="弃权（人）", min_value=0)
    dissent = TextField(
        label="不同意、弃权的理由（有的必填）", rows=2, required=False,
        help_text="只写理由，不写是谁说的。",
    )  # fmt: skip
    nobody_concerned_voted = YesField(label="该户成员及其近亲属没有参加表决")
    all_signed = YesField(label="到会人员已在评议记录和签到表上签字")

    def prepare(self) -> None:
        """The enlarged meeting is offered only where the pack has it."""
        if self.matter and not self.matter.pack["review.enlarged"]:
            field = self.fields["meeting_kind"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(word, word) for word in MEETINGS if word != ENLARGED]

    def clean_met_on(self) -> date:
        """A meeting reviews what was found before it: nothing that was accepted later."""
        day = not_ahead(self.cleaned_data["met_on"])
        if self.matter:
            found = [*self.matter.children("household_check"), *self.matter.children("co_check")]
            known_on = max(
                (one.entered_on for one in found if one.stage == "accepted"), default=day
            )
            if day < known_on:
                raise forms.ValidationError(
                    f"核查、协查结果{known_on:%Y年%-m月%-d日}才采信，此前的会议评议不了这些结果，请另行召开。"
                )
        return day

    def clean(self) -> dict[str, Any]:
        """The votes add up, and what is out of the ordinary is explained."""
        given = super().clean() or self.cleaned_data
        if all(name in given for name in COUNTED):
            self._count(given)
        for name, needed, message in (
            (
                "enlarged_because",
                given.get("meeting_kind") == ENLARGED,
                "请写明不能召开村民代表会议的原因。",
            ),
            ("recused", given.get("stood_aside"), "有人回避的，请写明是谁、与该户是什么关系。"),
            (
                "dissent",
                given.get("against") or given.get("abstained"),
                "有不同意或者弃权的，请写明理由。",
            ),
        ):
            if needed and not given.get(name):
                self.add_error(name, message)
        return given

    def _count(self, asked: dict[str, Any]) -> None:
        given = {name: asked[name] for name in COUNTED}
        if given["attendees"] > given["entitled"]:
            self.add_error("attendees", "实到人数不能多于应到人数，请核对。")
        for name in ("representatives", "stood_aside"):
            if given[name] > given["attendees"]:
                self.add_error(name, "不能多于实到人数，请核对。")
        voted = given["in_favour"] + given["against"] + given["abstained"]
        could = given["attendees"] - given["stood_aside"]
        if voted != could:
            self.add_error(
                "in_favour",
                f"同意、不同意、弃权合计{voted}人，实到减去回避是{could}人，两者应当相等，请核对。",
            )


class ContestedForm(StepForm):
    """争议较大: what the villagers disagree on, for those who check again."""

    personal = frozenset({"contested_because"})

    contested_because = TextField(label="争议的内容，须重新核查的事项")
