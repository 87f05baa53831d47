"""Forms of the desk that belong to no step: a new household, a signed sheet, a delivery."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from documents.models.proofs import Way
from workflows.access.actors import Actor
from workflows.registry import ids
from workflows.registry.areas import within
from workflows.registry.finding import find
from workflows.registry.models import Household, Member, Region
from workflows.registry.names import check_name
from workflows.workdays import clock

VILLAGE = 5
EVERYWHERE = ((0, 10**12),)


def day_field(label: str, help_text: str = "") -> forms.DateField:
    """A day on which something happened: not later than today."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, help_text=help_text, validators=[not_later])


def not_later(day: Any) -> None:
    """Refuse a day that has not come yet."""
    if day > clock.today():
        raise ValidationError("日期不能晚于今天，请核对。")


class HouseholdForm(forms.ModelForm):  # type: ignore[type-arg]  # Django has no forms[…] at run time
    """A household that the register does not have yet; its head is the first member."""

    class Meta:
        model = Household
        fields = ("village", "group_name", "address", "kind", "carded")
        help_texts = {"group_name": "如三组", "carded": "已在册的建档立卡户（脱贫户）勾选"}

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        villages = Region.objects.filter(
            within("code", actor.ranges()), level=VILLAGE, valid_to=None
        )
        village = forms.ModelChoiceField(
            villages.order_by("code"), label="行政村", empty_label="请选择"
        )
        self.fields["village"] = village


class MemberForm(forms.ModelForm):  # type: ignore[type-arg]  # as above
    """One member; sex and birth follow from the ID number and are not asked."""

    class Meta:
        model = Member
        fields = (
            "name", "relation", "id_number", "phone", "labour", "schooling", "health", "disability",
        )  # fmt: skip
        widgets = {
            "id_number": forms.TextInput(attrs={"maxlength": 18, "autocomplete": "off"}),
            "phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
            "health": forms.TextInput(),
            "disability": forms.TextInput(),
        }
        help_texts = {
            "health": "如健康、患大病、长期慢性病",
            "disability": "如肢体二级；没有的不填",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.TypedChoiceField):
                named = [one for one in list(field.widget.choices) if one[0]]
                field.widget.choices = [("", "请选择"), *named]

    def clean_id_number(self) -> str:
        """A number with a right check digit that nobody in the register has yet."""
        number = ids.normalise(self.cleaned_data.get("id_number") or "")
        if not number:
            return ""
        ids.validate(number)
        if find(EVERYWHERE, number).exists():
            raise ValidationError("这个身份证号码已经登记，请先在上面用身份证号查登记册。")
        return number


class Members(forms.BaseFormSet):  # type: ignore[type-arg]  # as above
    """The members of a new household: one head, nobody twice."""

    row_label, row_unit = "第", "人"

    def clean(self) -> None:
        """What no single row can see."""
        if any(self.errors):
            return
        given = [form.cleaned_data for form in self.forms if form.cleaned_data.get("name")]
        heads = sum(row["relation"] == Member.Relation.HEAD for row in given)
        if heads != 1:
            raise ValidationError("请填写一名户主（与户主关系选“户主”），只能有一名。")
        numbers = [row["id_number"] for row in given if row.get("id_number")]
        if len(numbers) != len(set(numbers)):
            raise ValidationError("两名成员填了同一个身份证号码，请核对。")

    @property
    def head(self) -> str:
        """The head's name, once the formset is valid."""
        rows = [form.cleaned_data for form in self.forms]
        head = next(row for row in rows if row.get("relation") == Member.Relation.HEAD)
        return str(head["name"])


class ScanForm(forms.Form):
    """The signed and stamped original of a paper."""

    signed_on = day_field("签章日期")
    scan = forms.FileField(
        label="扫描件或照片",
        help_text="PDF、JPEG 或 PNG，不超过 20 MB；多页的可分几次附上。",
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
    )


class OriginalForm(ScanForm):
    """One of the older originals that a paper gathers; of several pages, one file or several."""

    def __init__(self, *args: Any, gathers: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signed_on"].label = "原件上的日期"
        names = [(name, name) for name in gathers]
        self.fields["what"] = forms.ChoiceField(label="这是哪一份原件", choices=names)
        self.order_fields(["what"])


class DeliveryForm(forms.Form):
    """How a letter reached its addressee; the remedies' terms run from the day."""

    way = forms.ChoiceField(label="送达方式", choices=Way.choices)
    served_on = day_field("送达日期", "救济期限自送达次日起算。")
    place = forms.CharField(label="送达地点", max_length=200, required=False)
    receiver = forms.CharField(
        label="签收人", max_length=40, required=False, validators=[check_name]
    )
    relation = forms.CharField(
        label="与受送达人关系", max_length=50, required=False, help_text="本人签收的不填。"
    )
    refused = forms.BooleanField(label="受送达人拒收（须留置送达）", required=False)
    witness = forms.CharField(label="见证人", max_length=100, required=False)
    reference = forms.CharField(label="邮件号或公告处", max_length=200, required=False)
    proof = forms.FileField(
        label="送达回证或照片", required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,image/*"}),
    )  # fmt: skip
