"""Forms of the ways off the main line: termination, moving out, merging, a death, more time."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from workflows.engine.answers import StepForm
from workflows.engine.fields import ChoiceField, DayField, TextField, YesField
from workflows.registry.models import Member
from workflows.workdays import clock

from ..under_way import neighbouring
from .after import not_ahead


class TerminateForm(StepForm):
    """程序终止: what is printed in the decision to the household (D53)."""

    personal = frozenset({"facts_found", "reason"})

    facts_found = TextField(label="查明的事实（何时、如何告知，何时、如何拒绝）")
    reason = TextField(label="终止的理由")
    rule = forms.CharField(
        label="依据的文件和条款", max_length=200, initial="《最低生活保障审核确认办法》第二十九条"
    )


class MoveOutForm(StepForm):
    """迁出移交: where the household has gone, and what runs on there."""

    personal = frozenset({"moved_note"})

    receiving = forms.CharField(label="迁入地县（市、区）和承办单位", max_length=100)
    moved_on = DayField(label="迁出日期")
    running = TextField(label="仍在落实的帮扶措施（没有的写“无”）", rows=2)
    moved_note = TextField(label="情况说明和凭据", rows=2)


class AcknowledgeForm(StepForm):
    """迁入地签收: until then the case stays with the county that hands it over."""

    acknowledged_on = DayField(label="签收日期")
    acknowledged_by = forms.CharField(label="签收单位和签收人", max_length=100)
    acknowledgement = forms.CharField(label="回函文号或回执编号", max_length=60)

    def clean_acknowledged_on(self) -> date:
        """Not before the case was handed over, and not ahead."""
        day = not_ahead(self.cleaned_data["acknowledged_on"])
        if self.matter and day < self.matter.case.entered_on:
            raise forms.ValidationError("签收日期不能早于移交的日期，请核对。")
        return day


class ReturnedHereForm(StepForm):
    """迁入地退回: why the receiving county did not take the case."""

    not_taken_because = TextField(label="迁入地退回的理由", rows=2)


class MergeForm(StepForm):
    """并案: which other open case of the village this one is."""

    personal = frozenset({"into_head"})

    into = ChoiceField((), label="并入本村的哪一件在办案件")
    merged_because = TextField(label="并案理由（如分户重复登记）", rows=2)

    def prepare(self) -> None:
        if self.matter is None:
            return
        field = self.fields["into"]
        assert isinstance(field, forms.ChoiceField)
        self.others = {case.number: case.head_name for case in neighbouring(self.matter)}
        field.choices = [(number, f"{name}（{number}）") for number, name in self.others.items()]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("into"):
            given["into_head"] = self.others[given["into"]]
        return given


class DeathForm(StepForm):
    """成员死亡: who, when, on what proof; if it was the head, who represents the household now."""

    personal = frozenset({"deceased", "deceased_all", "died", "death_proof", "head_name"})

    deceased = ChoiceField((), label="死亡的成员")
    died_on = DayField(label="死亡日期")
    death_proof = forms.CharField(label="凭据（如死亡证明、户口注销）", max_length=100)
    head_name = ChoiceField((), label="新的户主（户主死亡的必填）", required=False)

    def prepare(self) -> None:
        if self.matter is None:
            return
        gone = set(self.matter.case.answers.get("deceased_all", ()))
        alive = [m for m in self.matter.members if m.is_here and m.pk not in gone]
        self.living = {str(member.pk): member for member in alive}
        head = self.matter.case.head_name
        heirs = {pk: member for pk, member in self.living.items() if member.name != head}
        for name, offered in (("deceased", self.living), ("head_name", heirs)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [
                (pk, f"{member.name}（{member.get_relation_display()}）")
                for pk, member in offered.items()
            ]
        if not heirs:
            del self.fields["head_name"]

    def clean_died_on(self) -> date:
        day: date = self.cleaned_data["died_on"]
        if day > clock.today():
            raise forms.ValidationError("死亡日期不能晚于今天，请核对。")
        return day

    def clean(self) -> dict[str, Any]:
        """The dead so far, how many remain, and the head by name."""
        given = super().clean() or self.cleaned_data
        dead = self.living.get(given.get("deceased", "")) if self.matter else None
        if self.matter is None or dead is None:
            return given
        heir = given.pop("head_name", "")
        remaining = len(self.living) - 1
        if not self._was_head(dead):
            heir = ""
        elif remaining and heir in ("", str(dead.pk)):
            self.add_error("head_name", "户主已死亡，请在其余成员中选定新的户主。")
        if heir and heir != str(dead.pk):
            given["head_name"] = self.living[heir].name
        before = self.matter.case.answers.get("deceased_all", ())
        given["deceased_all"] = [*before, dead.pk]
        given["deaths"] = [*self.matter.case.facts.get("deaths", ()), self.matter.today]
        given["died"] = f"{dead.name}（{dead.get_relation_display()}）"
        given["remaining"] = remaining
        return given

    def _was_head(self, dead: Member) -> bool:
        """Whether the household needs a new head: also when a successor dies."""
        return self.matter is not None and self.matter.case.head_name == dead.name


class ExtendForm(StepForm):
    """延长办理期限: once, with the reason that makes the case special."""

    personal = frozenset({"extended_note"})

    extended = YesField(label="确需延长办理期限（只能一次）")
    extended_because = ChoiceField(
        ("公示有异议", "人户分离", "异地核查", "家庭情况复杂"), label="特殊情形"
    )
    extended_note = TextField(label="情况说明", rows=2)
