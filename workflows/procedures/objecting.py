"""异议 to what hangs on a board, whatever procedure posted it: what its steps ask and need.

Each procedure writes the table of its objections itself (outcomes and papers differ); the words
they have in common are here, so that none of the procedures leans on another.
Source: 民发〔2021〕57号 第十九条, 有异议的，重新调查或者民主评议后提出新的意见.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from workflows.engine.answers import StepForm
from workflows.engine.fields import ChoiceField, TextField
from workflows.engine.snapshot import Snapshot
from workflows.engine.words import condition

NOT_ACCEPTED = ("与本公示无关", "没有具体内容", "重复提出", "已过期限，转作举报")
BY_RECEIPT = "凭回执的查询码和密码"
RECOGNISED = (BY_RECEIPT, "当面出示身份证件", "回拨登记时留下的电话")


@condition("公示尚未张贴，不能提出异议")
def hung(case: Snapshot) -> bool:
    return case.shared is not None and case.shared.stage in ("posted", "closed")


@condition("公示尚未取下，或张贴、取下没有照片")
def evidenced(case: Snapshot) -> bool:
    return case.shared is not None and case.shared.stage == "closed"


@condition("异议人没有撤回")
def taken_back(case: Snapshot) -> bool:
    return bool(case.facts.get("taken_back_on"))


class ObjectForm(StepForm):
    """异议: anybody may object to what is posted; who objects is kept by the objection alone.

    `HANDED`: what goes to the objection, and from one round of it to the next.
    """

    HANDED: ClassVar = (
        "content",
        "objector",
        "contact",
        "anonymous",
        "lodged_by_hand",
        "lodged_on",
        "taken_back_on",
    )
    personal = frozenset({"content", "objector", "contact", "lodged_by_hand"})

    content = TextField(label="异议内容", rows=5)
    objector = forms.CharField(label="异议人姓名（可不填）", max_length=40, required=False)
    contact = forms.CharField(label="联系方式（可不填）", max_length=60, required=False)
    lodged_by_hand = forms.CharField(label="代办人", max_length=40, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        given["anonymous"] = not given.get("objector")
        if self.matter:
            given["lodged_on"] = self.matter.today
        return given


class NotAcceptedForm(StepForm):
    """不予受理: one of the reasons there are."""

    because = ChoiceField(NOT_ACCEPTED, label="不予受理的理由")


class FindingForm(StepForm):
    """核查情况 of an objection, by others than the first checkers."""

    personal = frozenset({"found"})

    found = TextField(label="核查经过和查明的情况", rows=5)


class DecideForm(StepForm):
    """认定: the answer to the objector."""

    personal = frozenset({"answer"})

    answer = TextField(label="答复内容")


class TakeBackForm(StepForm):
    """撤回异议: by whoever lodged it and no one else, so it says how he was recognised.

    Who left no name can be recognised by his receipt alone.
    """

    personal = frozenset({"taken_back_because"})

    recognised = ChoiceField(RECOGNISED, label="怎样核对是提出异议的本人")
    taken_back_because = TextField(label="异议人的说明（可不填）", rows=2, required=False)

    def clean_recognised(self) -> str:
        how = str(self.cleaned_data["recognised"])
        named = self.matter is None or bool(self.matter.case.answers.get("objector"))
        if how != BY_RECEIPT and not named:
            raise forms.ValidationError(
                "这件异议没有留姓名，无法核对是不是本人，只能凭回执撤回；没有回执的，照常查处。"
            )
        return how

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.matter:
            given["taken_back_on"] = self.matter.today
        return given
