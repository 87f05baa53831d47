"""Forms of the household check: who goes, what they found (D05), what must be checked again."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from workflows.access.actors import Role
from workflows.access.models import Officer
from workflows.access.officers import holders
from workflows.engine.answers import PhotoField, StepForm
from workflows.engine.decide import held_apart
from workflows.engine.fields import (
    ChoiceField,
    ChoicesField,
    DayField,
    OfficersField,
    TextField,
    YuanField,
)
from workflows.workdays import clock

from .words import APPRAISALS, FINDINGS, MET, METHODS, RISKS, SIGNED_BY, STRUCTURES


class ScheduleForm(StepForm):
    """安排核查人员: at least as many as the pack demands, none a relative or a first checker.

    Nor anybody who has had another duty in the case: the finished form could not be submitted.
    """

    checkers = OfficersField(label="核查人员（不少于两人）")
    visit_on = DayField(label="计划入户日期", required=False)

    def prepare(self) -> None:
        if self.matter is None:
            return
        family, case, today = self.matter.family, self.matter.case, self.matter.today
        able = holders(Role.CLERK, case.region, today) + holders(Role.VILLAGE, case.region, today)
        barred = family.related_persons | frozenset(case.barred)
        barred |= held_apart(case.table, case.table.steps["submit"], family.outline(case))
        ids = [officer.pk for officer in able if officer.pk not in barred]
        field = self.fields["checkers"]
        assert isinstance(field, OfficersField)
        field.queryset = Officer.objects.filter(pk__in=ids).order_by("pk")

    def clean_checkers(self) -> Any:
        chosen = self.cleaned_data["checkers"]
        least = self.matter.pack["check.min_investigators"] if self.matter else 0
        if len(chosen) < least:
            raise forms.ValidationError(f"核查人员不得少于{least}人，请再选。")
        return chosen


class CheckForm(StepForm):
    """入户核查表 (D05): household, income over twelve months, outlays, safeguards, conclusion."""

    personal = frozenset(
        {
            "place", "wage", "business", "property", "transfer", "production_cost", "medical",
            "schooling", "housing_cost", "disaster", "other_cost", "assets", "risks", "wishes",
            "neighbours", "structure", "appraisal", "only_earth_built", "hazard_point",
            "water", "food_and_clothes", "schooling_safe", "insured", "present_member",
            "present_relation", "signed_by", "finding_text", "photo", "members_note", "net_income",
            "per_capita",
        }
    )  # fmt: skip

    visited_on = DayField(label="入户日期")
    method = ChoiceField(METHODS, label="核查方式", initial=METHODS[0])
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
    water = ChoiceField(MET, label="饮水安全（水量、水质、取水便利、保证率）")
    food_and_clothes = ChoiceField(MET, label="不愁吃、不愁穿")
    schooling_safe = ChoiceField(MET, label="义务教育有保障")
    insured = ChoiceField(MET, label="基本医疗有保障")
    assets = TextField(label="申报的车辆、房产、存款等财产", required=False, rows=2)
    risks = ChoicesField(RISKS, label="核实的风险类型", required=False)
    wishes = TextField(label="农户意愿", required=False, rows=2)
    neighbours = TextField(label="邻里走访情况", required=False, rows=2)
    photo = PhotoField(label="现场照片", required=False)
    finding = ChoiceField(FINDINGS, label="核查结论")
    finding_text = TextField(label="核查意见")
    present_member = forms.CharField(label="在场成年家庭成员", max_length=40)
    present_relation = forms.CharField(label="与户主关系", max_length=20)
    signed_by = ChoiceField(SIGNED_BY, label="在场成员签字方式")

    def clean_visited_on(self) -> Any:
        day = self.cleaned_data["visited_on"]
        if day > clock.today():
            raise forms.ValidationError("入户日期不能晚于今天，请核对。")
        return day

    def clean(self) -> dict[str, Any]:
        """Net income and its share for each person, in yuan; costs may exceed the income."""
        given = super().clean() or self.cleaned_data
        if not self.errors:
            earned = sum(
                (given[n] for n in ("wage", "business", "property", "transfer")), Decimal(0)
            )
            net = earned - given["production_cost"]
            given["net_income"] = net
            given["per_capita"] = (net / given["persons"]).quantize(Decimal("0.01"))
        return given


class CheckReturnForm(StepForm):
    """退回补查: what is to be looked at again."""

    personal = frozenset({"to_check_again"})

    to_check_again = TextField(label="需要补查的内容")
