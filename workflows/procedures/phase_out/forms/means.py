"""What a check finds of a household's means, and what the bound pack makes of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from workflows.access.actors import Role
from workflows.access.models import Officer
from workflows.access.officers import holders
from workflows.engine.answers import StepForm
from workflows.engine.decide import held_apart
from workflows.engine.fields import ChoiceField, DayField, OfficersField, TextField, YuanField
from workflows.registry.dibao import NoStandard, standards
from workflows.workdays import clock

from ..eligibility import Assessment, Means, assess, is_on_the_edge

METHODS = ("入户", "电话", "视频")
SIGNED_BY = ("签字", "捺印", "不能签字")
KEYS = (
    "phaseout.at_standard", "phaseout.requires_carded", "phaseout.requires_employment_cause",
    "phaseout.income_upper_multiple",
)  # fmt: skip


class CheckersForm(StepForm):
    """安排核查人员: at least as many as the pack demands, none a relative or with another duty."""

    checkers = OfficersField(label="核查人员（不少于两人）")

    def prepare(self) -> None:
        if self.matter is None:
            return
        family, case, today = self.matter.family, self.matter.case, self.matter.today
        able = holders(Role.CLERK, case.region, today) + holders(Role.VILLAGE, case.region, today)
        barred = family.related_persons | frozenset(case.barred)
        checks = next(step for step in case.table.steps.values() if step.shared_by)
        barred |= held_apart(case.table, checks, family.outline(case))
        field = self.fields["checkers"]
        assert isinstance(field, OfficersField)
        ids = [officer.pk for officer in able if officer.pk not in barred]
        field.queryset = Officer.objects.filter(pk__in=ids).order_by("pk")

    def clean_checkers(self) -> Any:
        chosen = self.cleaned_data["checkers"]
        least = self.matter.pack["check.min_investigators"] if self.matter else 0
        if len(chosen) < least:
            raise forms.ValidationError(f"核查人员不得少于{least}人，请再选。")
        return chosen


class MeansForm(StepForm):
    """核实表: income of twelve months, what is deducted, persons, assets; what follows is reckoned.

    The answers `over`, `fit` and `beyond` are what the table's conditions read; the reckoning behind
    them is personal.
    """

    personal = frozenset(
        {
            "wage", "business", "property", "transfer", "work_cost", "illness", "finding_text",
            "present_member", "signed_by", "per_capita", "findings", "place",
        }
    )  # fmt: skip

    visited_on = DayField(label="核查日期")
    method = ChoiceField(METHODS, label="核查方式", initial=METHODS[0])
    place = forms.CharField(label="核查地点", max_length=100)
    persons = forms.IntegerField(label="共同生活人口（人）", min_value=1, max_value=30)
    eligible = forms.IntegerField(
        label="应增发补助的人数（人）", min_value=0, max_value=30, initial=0,
        help_text="老年人、未成年人、重度残疾人和重病患者。",
    )  # fmt: skip
    wage = YuanField(label="工资性收入（元，近12个月）")
    business = YuanField(label="生产经营净收入（元）")
    property = YuanField(label="财产性收入（元）")
    transfer = YuanField(label="转移性收入（元）", help_text="不含低保金。")
    work_cost = YuanField(label="扣减：必要的就业成本（元）")
    illness = YuanField(label="扣减：自付医疗等刚性支出（元）")
    assets_exceed = forms.BooleanField(label="家庭财产超过规定", required=False)
    finding_text = TextField(label="核实情况")
    present_member = forms.CharField(label="在场成年家庭成员", max_length=40)
    signed_by = ChoiceField(SIGNED_BY, label="在场成员签字方式")

    def clean_visited_on(self) -> Any:
        day = self.cleaned_data["visited_on"]
        if day > clock.today():
            raise forms.ValidationError("核查日期不能晚于今天，请核对。")
        return day

    def clean(self) -> dict[str, Any]:
        """Reckon the monthly income a person and judge it by the pack, where all is given."""
        given = super().clean() or self.cleaned_data
        if self.errors or self.matter is None:
            return given
        if given["eligible"] > given["persons"]:
            self.add_error("eligible", "应增发补助的人数不能多于家庭人口，请核对。")
            return given
        try:
            judged = self._judged(given)
        except NoStandard as error:
            raise forms.ValidationError(str(error)) from error
        return given | judged

    def _judged(self, given: dict[str, Any]) -> dict[str, Any]:
        assert self.matter is not None
        earned = sum((given[n] for n in ("wage", "business", "property", "transfer")), Decimal(0))
        means = Means(
            earned, given["work_cost"], given["illness"], given["persons"], given["assets_exceed"]
        )
        standard = standards(self.matter.case.region)(self.matter.today)
        judged = self._assessed(means, standard)
        return {
            "per_capita": means.monthly,
            "standard": standard,
            "over": judged.over,
            "fit": judged.over and not judged.beyond,
            "beyond": judged.beyond,
            "edge": is_on_the_edge(self.matter.pack, means, standard),
            "assessed": judged.outcome,
            "findings": [
                {"asked": one.asked, "met": one.met, "reckoned": one.reckoned, "source": one.source}
                for one in judged.findings
            ],
        }

    def _assessed(self, means: Means, standard: Decimal) -> Assessment:
        assert self.matter is not None
        pack = self.matter.pack
        return assess(
            pack, {key: pack.citation(key) for key in KEYS}, means, standard,
            carded=self.matter.household.carded, cause=str(self.matter.said.get("cause", "")),
        )  # fmt: skip
