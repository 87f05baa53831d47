"""Forms of the household check: what was found (D05), and what must be checked again."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms

from workflows.engine.answers import PhotoField, StepForm
from workflows.engine.fields import (
    ChoiceField,
    ChoicesField,
    DayField,
    TextField,
    YuanField,
)
from workflows.workdays import clock

from .words import (
    APPRAISALS,
    AT_HOME,
    CONFIRMED_AFAR,
    FINDINGS,
    MET,
    METHODS,
    REMOTE_WAYS,
    RISKS,
    SIGNED_BY,
    STRUCTURES,
)

SAFEGUARDS = (
    "food_enough", "clothes_enough", "water_quantity", "water_quality", "water_access",
    "water_reliability", "schooling_safe", "insured",
)  # fmt: skip


class CheckForm(StepForm):
    """入户核查表 (D05): household, income over twelve months, outlays, safeguards, conclusion."""

    personal = frozenset(
        {
            "place", "wage", "business", "property", "transfer", "production_cost", "medical",
            "schooling", "housing_cost", "disaster", "other_cost", "assets", "risks", "wishes",
            "neighbours", "structure", "appraisal", "only_earth_built", "hazard_point",
            "water_quantity", "water_quality", "water_access", "water_reliability", "food_enough",
            "clothes_enough", "living_note", "schooling_safe", "insured", "present_member",
            "present_relation", "signed_by", "finding_text", "photo", "members_note", "net_income",
            "per_capita",
        }
    )  # fmt: skip

    visited_on = DayField(label="入户日期")
    method = ChoiceField(METHODS, label="核查方式", initial=AT_HOME)
    place = forms.CharField(label="核查地点", max_length=100)
    persons = forms.IntegerField(label="共同生活人口（人）", min_value=1, max_value=30)
    members_note = TextField(label="家庭成员变动和劳动能力情况", required=False, rows=2)
    wage = YuanField(label="工资性收入（元，近12个月）")
    business = YuanField(label="生产经营收入（元）")
    property = YuanField(label="财产性收入（元）")
    transfer = YuanField(label="转移性收入（元）", help_text="养老金、低保金、计生、生态补偿等。")
    production_cost = YuanField(label="生产经营支出（元）")
    medical = YuanField(label="合规自付医疗支出（元）")
    schooling = YuanField(label="教育支出（元）")
    housing_cost = YuanField(label="住房支出（元）")
    disaster = YuanField(label="灾害损失（元）")
    other_cost = YuanField(label="其他刚性支出（元）")
    structure = ChoiceField(STRUCTURES, label="住房结构")
    appraisal = ChoiceField(APPRAISALS, label="住房鉴定等级")
    only_earth_built = forms.BooleanField(label="唯一住房是土坯房", required=False)
    hazard_point = forms.BooleanField(label="在灾害隐患点或附近居住", required=False)
    food_enough = ChoiceField(MET, label="不愁吃")
    clothes_enough = ChoiceField(MET, label="不愁穿")
    water_quantity = ChoiceField(MET, label="饮水水量")
    water_quality = ChoiceField(MET, label="饮水水质")
    water_access = ChoiceField(MET, label="取水方便程度")
    water_reliability = ChoiceField(MET, label="供水保证率")
    schooling_safe = ChoiceField(MET, label="义务教育有保障")
    insured = ChoiceField(MET, label="基本医疗有保障")
    living_note = TextField(label="不达标项目的说明", required=False, rows=2)
    assets = TextField(label="申报的车辆、房产、存款等财产", required=False, rows=2)
    risks = ChoicesField(RISKS, label="核实的风险类型", required=False)
    wishes = TextField(label="农户意愿", required=False, rows=2)
    neighbours = TextField(label="邻里走访情况", required=False, rows=2)
    photo = PhotoField(label="现场照片", required=False)
    finding = ChoiceField(FINDINGS, label="核查结论")
    finding_text = TextField(label="核查意见")
    present_member = forms.CharField(label="在场成年家庭成员", max_length=40)
    present_relation = forms.CharField(label="与户主关系", max_length=20)
    signed_by = ChoiceField((*SIGNED_BY, CONFIRMED_AFAR), label="在场成员签字方式")

    def prepare(self) -> None:
        """Seen at home, or from afar where that was decided; after a return what was found stays.

        The fields to be looked at again are marked; everything else stands as it was filled in.
        """
        if self.matter is None:
            return
        said, stage = self.matter.said, self.matter.case.stage
        ways = _ways(stage, said.get("method", AT_HOME))
        _offer(self, "method", ((way, way) for way in ways))
        _offer(self, "signed_by", ((way, way) for way in _signatures(ways)))
        self.fields["method"].initial = ways[0]
        if stage == "returned":
            for name, field in self.fields.items():
                if name in said and not isinstance(field, PhotoField):
                    field.initial = said[name]
            for name in said["fields_to_check"]:
                self.fields[name].help_text = "退回补查：请重新核实此项。"

    def clean_visited_on(self) -> Any:
        day = self.cleaned_data["visited_on"]
        if day > clock.today():
            raise forms.ValidationError("入户日期不能晚于今天，请核对。")
        return day

    def clean(self) -> dict[str, Any]:
        """Net income and its share for each person, in yuan; costs may exceed the income."""
        given = super().clean() or self.cleaned_data
        lacking = any(given.get(name) == MET[1] for name in SAFEGUARDS)
        if lacking and not given.get("living_note"):
            self.add_error("living_note", "有不达标的项目，请说明具体情况。")
        if given.get("method") in REMOTE_WAYS and given.get("signed_by") != CONFIRMED_AFAR:
            self.add_error("signed_by", f"远程核查的，请选“{CONFIRMED_AFAR}”，并留存录音或录像。")
        if given.get("method") == AT_HOME and given.get("signed_by") == CONFIRMED_AFAR:
            self.add_error("signed_by", "入户核查的，须由在场成员签字、捺印，或注明不能签字。")
        if not self.errors:
            earned = sum(
                (given[n] for n in ("wage", "business", "property", "transfer")), Decimal(0)
            )
            net = earned - given["production_cost"]
            given["net_income"] = net
            given["per_capita"] = (net / given["persons"]).quantize(Decimal("0.01"))
        return given


class CheckReturnForm(StepForm):
    """退回补查: the fields to be looked at again, and why."""

    personal = frozenset({"to_check_again"})

    fields_to_check = ChoicesField(label="须重新核实的项目")
    to_check_again = TextField(label="补查要求")

    def prepare(self) -> None:
        fields = CheckForm.base_fields.items()
        _offer(self, "fields_to_check", ((name, str(field.label)) for name, field in fields))


def _ways(stage: str, before: str) -> tuple[str, ...]:
    """At home; from afar where that was decided; after a return as before, or at home."""
    if stage == "remote":
        return REMOTE_WAYS
    return tuple(dict.fromkeys((before, AT_HOME))) if stage == "returned" else (AT_HOME,)


def _signatures(ways: tuple[str, ...]) -> tuple[str, ...]:
    """How the member confirms what was found: by hand only where somebody was there to sign."""
    confirmed = {way: SIGNED_BY if way == AT_HOME else (CONFIRMED_AFAR,) for way in ways}
    return tuple(dict.fromkeys(word for words in confirmed.values() for word in words))


def _offer(form: forms.Form, name: str, choices: Iterable[tuple[str, str]]) -> None:
    """Narrow what a field of a form offers."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)
