"""Forms of an application the register did not know: made, matched, entered, declined."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from vault.cipher import fingerprint
from workflows.engine.answers import StepForm
from workflows.engine.fields import ChoiceField, TextField, YesField
from workflows.registry import ids
from workflows.registry.areas import within
from workflows.registry.models import ID_NUMBER, Household, Member

DECLINED = ("不属本县管辖", "联系不上申报人", "申报人不认可这次申报", "重复申报")


class MadeForm(StepForm):
    """申报 as the board hands it over. The ID number is kept as a keyed fingerprint alone."""

    personal = frozenset({"reporter", "reporter_phone", "id_digest", "trouble", "situation"})

    reporter = forms.CharField(label="申报人姓名", max_length=40)
    reporter_phone = forms.CharField(label="联系电话", max_length=30)
    id_digest = forms.CharField(label="身份证号的密文指纹", max_length=64, widget=forms.HiddenInput)
    trouble = forms.CharField(label="遇到的困难", max_length=20)
    situation = TextField(label="具体情况")
    agreed = YesField(label="已阅读并同意告知事项")


class MatchForm(StepForm):
    """对上: the household, by its number; one whose member has this very ID number is proposed."""

    household_number = forms.CharField(
        label="户编号", max_length=24, help_text="打电话与申报人核对后，在农户册查到的户编号。"
    )

    def prepare(self) -> None:
        if self.matter:
            known = _people(self.matter.said.get("id_digest", "")).filter(
                within("household__village_id", self.matter.actor.ranges())
            )
            proposed = known.select_related("household").first()
            self.fields["household_number"].initial = proposed.household.number if proposed else ""

    def clean_household_number(self) -> str:
        number: str = self.cleaned_data["household_number"].strip().upper()
        if self.matter:
            area = within("village_id", self.matter.actor.ranges())
            if not Household.objects.filter(area, number=number, ended_on=None).exists():
                raise ValidationError("农户册里没有这个户编号，或不在您的管辖范围内，请核对。")
        return number


class EnterForm(StepForm):
    """登记入册: what the register needs of a household it does not have; its head has applied."""

    personal = frozenset({"head", "id_number", "phone", "group", "address"})

    head = forms.CharField(label="户主姓名", max_length=40)
    id_number = forms.CharField(
        label="户主身份证号", max_length=24, help_text="看过证件或户口簿再填，不照抄网上的。"
    )
    phone = forms.CharField(label="联系电话", max_length=30)
    group = forms.CharField(label="村民小组", max_length=40, help_text="如三组")
    address = forms.CharField(label="门牌地址", max_length=100, required=False)

    def prepare(self) -> None:
        if self.matter:
            self.fields["head"].initial = self.matter.said.get("reporter")
            self.fields["phone"].initial = self.matter.said.get("reporter_phone")

    def clean_id_number(self) -> str:
        """A number with a right check character that nobody in the register has yet."""
        number = ids.normalise(self.cleaned_data["id_number"])
        ids.validate(number)
        if _people(fingerprint(number, purpose=ID_NUMBER)).exists():
            raise ValidationError("这个身份证号码已经登记，请改用“对上登记册里的户”。")
        return number


class DeclineForm(StepForm):
    """不予登记: one of the reasons there are, and what the applicant is told."""

    personal = frozenset({"answer"})

    because = ChoiceField(DECLINED, label="不予登记的理由")
    answer = TextField(label="答复申报人的内容（凭查询码可见）")


def _people(digest: str) -> QuerySet[Member]:
    return Member.objects.filter(id_digest=digest or None, household__ended_on=None)
