"""Forms of a report: made, taken on, entrusted, concluded, answered."""

from __future__ import annotations

from typing import Any

from django import forms

from workflows.access.models import Agency
from workflows.access.officers import responsible_for
from workflows.engine.answers import StepForm
from workflows.engine.fields import ChoiceField, OfficersField, TextField
from workflows.engine.models import Case
from workflows.engine.procedure import newest

from .. import undoing
from . import words

# Whose officers look into nothing that is reported of them, by whom the report is about.
OF_ITS_OWN = {
    words.VILLAGE: (Agency.Level.VILLAGE,),
    words.TOWNSHIP: (Agency.Level.TOWNSHIP, Agency.Level.VILLAGE),
    words.DEPARTMENT: (Agency.Level.DEPARTMENT,),
}


IDENTITY = ("reporter", "contact", "lodged_by_hand")
SHORTEST = 2  # a single character says of nobody who he is


class NamelessForm(StepForm):
    """A form whose words go further than those who may know who reported: none of them says it."""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        said = self.matter.said if self.matter else {}
        secret = [said[name] for name in IDENTITY if len(said.get(name, "")) >= SHORTEST]
        for name, text in list(given.items()):
            if isinstance(text, str) and any(word in text for word in secret):
                self.add_error(name, "写有举报人或代办人的姓名、联系方式，须保密，请删去。")
        return given


class MadeForm(StepForm):
    """举报: what happened; the name may be left out."""

    personal = frozenset({"content", *IDENTITY})

    content = TextField(label="举报内容", rows=5)
    reporter = forms.CharField(label="举报人姓名（可不填）", max_length=40, required=False)
    contact = forms.CharField(label="联系方式（可不填）", max_length=60, required=False)
    lodged_by_hand = forms.CharField(label="代办人", max_length=40, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        given["anonymous"] = not given.get("reporter")
        return given


class ReportForm(MadeForm):
    """举报, with whom it is about; a report about the county's own office goes elsewhere."""

    about = ChoiceField(words.ABOUT, label="举报的是")


class AcceptForm(StepForm):
    """受理: the officers it names may not act in it from now on."""

    subjects = OfficersField(label="被举报的工作人员（一律回避）", required=False)

    def prepare(self) -> None:
        if self.matter:
            field = self.fields["subjects"]
            assert isinstance(field, OfficersField)
            field.queryset = responsible_for(self.matter.case.region, self.matter.today)


class NotAcceptedForm(StepForm):
    """不予受理: one of the reasons there are, told to whoever reported."""

    because = ChoiceField(words.NOT_ACCEPTED, label="不予受理的理由")


class LinkForm(StepForm):
    """关联: the open case the report is about; the county must then visit the household."""

    about_case = forms.CharField(label="在办案件编号", max_length=60)

    def clean_about_case(self) -> str:
        number: str = self.cleaned_data["about_case"].strip().upper()
        if not self.matter:
            return number
        known = Case.objects.visible_to(self.matter.actor)
        found = known.filter(number=number, parent=None, closed=False).first()
        if found is None or "complained" not in newest(found.procedure).steps:
            raise forms.ValidationError("没有这个编号的在办案件，请核对；案件已办结的不必关联。")
        return number


class AssignForm(StepForm):
    """交办: at least two officers, none of the organisation the report is about."""

    investigators = OfficersField(label="查办人员（不少于两人）")

    def prepare(self) -> None:
        if not self.matter:
            return
        said = self.matter.said
        field = self.fields["investigators"]
        assert isinstance(field, OfficersField)
        own = OF_ITS_OWN.get(said.get("about", ""), ())
        officers = responsible_for(self.matter.case.region, self.matter.today)
        strangers = officers.exclude(posts__agency__level__in=own)
        field.queryset = strangers.exclude(pk__in=said.get("subjects", ()))

    def clean_investigators(self) -> Any:
        chosen = self.cleaned_data["investigators"]
        fewest = self.matter.pack["check.min_investigators"] if self.matter else 0
        if len(chosen) < fewest:
            raise forms.ValidationError(f"查办人员不得少于 {fewest} 人。")
        return chosen


class ConclusionForm(NamelessForm):
    """查结: what was found, and what is to follow from it."""

    personal = frozenset({"finding"})

    outcome = ChoiceField(words.OUTCOMES, label="查办结论")
    finding = TextField(label="查办经过和查明的情况", rows=5)
    consequence = ChoiceField(words.CONSEQUENCES, label="处理意见")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        true = given.get("outcome") in (words.TRUE, words.PARTLY)
        if true and given.get("consequence") == words.NOTHING:
            self.add_error("consequence", "举报属实或部分属实的，须选定如何处理。")
        if not true and given.get("consequence") in words.PUTTING_RIGHT:
            self.add_error("consequence", "没有查实的，不更正、不撤销；须由他人再查的，请移送。")
        in_case = given.get("consequence") == words.IN_CASE
        if in_case and not (self.matter and self.matter.said.get("about_case")):
            self.add_error("consequence", "还没有关联在办案件，请先关联，或者另选处理意见。")
        return given


class AboutCaseForm(NamelessForm):
    """What is asked beside a step of the decided case: which case, by its number."""

    about_case = forms.CharField(label="案件编号", max_length=60)
    step = ""

    def prepare(self) -> None:
        if self.matter:
            self.fields["about_case"].initial = self.matter.said.get("about_case")

    def clean_about_case(self) -> str:
        number: str = self.cleaned_data["about_case"].strip().upper()
        if self.matter and undoing.decided(number, self.step, self.matter) is None:
            raise forms.ValidationError(
                "没有这个编号的已确认案件，或者它现在不能这样处理。请核对编号；"
                "不由县防贫办决定的，移送承办单位。"
            )
        return number


class CorrectCaseForm(AboutCaseForm, undoing.CorrectionForm):
    """启动更正: what the case says, what it must say; it tells nobody who reported."""

    step = undoing.CORRECT
    field_order = ("about_case",)


class RevokeCaseForm(AboutCaseForm, undoing.ProposeRevocationForm):
    """启动撤销: what was found wrong with the confirmation."""

    step = undoing.PROPOSE
    field_order = ("about_case",)


class AnswerForm(StepForm):
    """答复: what whoever reported is told; it names nobody else."""

    personal = frozenset({"answer"})

    answer = TextField(label="答复内容（不得写明他人的身份信息）")


class RedoForm(NamelessForm):
    """退回补查."""

    personal = frozenset({"redo_because"})

    redo_because = TextField(label="需要补查的内容", rows=2)


class ReferForm(NamelessForm):
    """移送: to whom, and why it is theirs."""

    personal = frozenset({"referred_because"})

    receiver = forms.CharField(label="接收机关", max_length=80)
    referred_because = TextField(label="移送的问题和依据", rows=3)


class FollowedForm(NamelessForm):
    """办结: how the consequence was carried out."""

    followed_up = TextField(label="处理落实情况", rows=2)


class ReplyForm(StepForm):
    """回复: what the receiving authority has told."""

    replied = TextField(label="接收机关的回复", rows=2)
