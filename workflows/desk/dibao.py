"""What households receive, at the desk: who reads it where, who enters it, and the forms.

Dibao is civil affairs' (民发〔2021〕57号 第二条): its handler records what a household receives; the
township and the office read it. The county's standard is a parameter of policy: the policy
administrator enters it, and a second person, or civil affairs' approver, agrees.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet

from workflows.access.actors import Actor, Role
from workflows.access.register import READ_INCOME, areas
from workflows.engine.fields import YuanField
from workflows.procedures.phase_out.models import Grant
from workflows.procedures.phase_out.plan import month_after, month_of
from workflows.procedures.phase_out.table import PhaseOut
from workflows.registry.areas import within
from workflows.registry.codes import Range, level, reach
from workflows.registry.dibao_entering import Told
from workflows.registry.models import DibaoEntry, Household, KindPeriod, Region
from workflows.workdays import clock

LED_BY = PhaseOut.led_by
COUNTY = 3
READERS = READ_INCOME
TELLERS = (Role.POLICY, Role.APPROVER)
Kind = DibaoEntry.Kind
RECEIVED = ((Kind.DIBAO.value, "低保"), (Kind.NONE.value, "不再享受（停保）"))
KEEPS, RULES = "keep", "rule"
LATER = ((KEEPS, "以后月份仍按已有记录"), (RULES, "本条也改变以后月份"))


def civil(actor: Actor, *roles: Role) -> tuple[Range, ...]:
    """The areas of an actor's seats at civil affairs with these roles."""
    seats = tuple(seat for seat in actor.seats if seat.department == LED_BY)
    return Actor(actor.person, actor.name, seats).ranges(*roles) if seats else ()


def read_where(actor: Actor) -> tuple[Range, ...]:
    """Where an actor reads what households receive: as incomes are read, and all of civil affairs."""
    return areas(actor, *READERS) + civil(actor, Role.HANDLER, Role.APPROVER)


def homes_of(actor: Actor) -> QuerySet[Household]:
    """The households whose record an actor may read."""
    return Household.objects.filter(within("village_id", read_where(actor)))


def enters(actor: Actor, place: int) -> bool:
    """Whether an actor records what households of a place receive."""
    return any(low <= place < high for low, high in civil(actor, Role.HANDLER))


def counties(actor: Actor) -> list[Region]:
    """The counties whose standard an actor reads."""
    held = read_where(actor) + actor.ranges(Role.POLICY)
    codes = {reach(low // 10**6)[0] for low, _ in held if level(low) >= COUNTY}
    above = [one for one in held if level(one[0]) < COUNTY]
    found = Region.objects.filter(within("code", above), level=COUNTY) | Region.objects.filter(
        pk__in=codes
    )
    return list(found.order_by("code"))


def tells(actor: Actor, county: int) -> bool:
    """Whether an actor enters a county's standard."""
    return any(low <= county < high for low, high in actor.ranges(Role.POLICY))


def agrees(actor: Actor, county: int) -> bool:
    """Whether an actor is a second person for a county's standard."""
    approves = civil(actor, Role.APPROVER)
    return tells(actor, county) or any(low <= county < high for low, high in approves)


def running(household: Household) -> str:
    """The number of a granted phase-out that is not over, or nothing."""
    open_ = Grant.objects.filter(household=household, case__closed=False).select_related("case")
    grant = open_.first()
    return grant.case.number if grant else ""


class MonthField(forms.DateField):
    """A month, as 2026-10; its first day is the value."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m", attrs={"type": "month"})
        kwargs.setdefault("help_text", "如2026-10")
        formats = ["%Y-%m", "%Y/%m", "%Y年%m月"]
        super().__init__(
            widget=widget, input_formats=formats,
            error_messages={"invalid": "月份应写成2026-10，请改填。"}, **kwargs,
        )  # fmt: skip


def not_later_than_next(month: date) -> None:
    """Nothing is recorded ahead of the month after this one (民发〔2021〕57号 第二十一条)."""
    if month > month_after(clock.today()):
        raise forms.ValidationError("起始月份最晚为下月，请核对。")


class EntryForm(forms.Form):
    """低保享受记录: from which month on, how many persons, how much without supplements."""

    from_on = MonthField(label="自何月起", validators=[not_later_than_next])
    kind = forms.ChoiceField(choices=RECEIVED, label="享受情况", widget=forms.RadioSelect)
    persons = forms.IntegerField(label="享受人数", min_value=0, max_value=32767)
    eligible = forms.IntegerField(
        label="其中增发人数", min_value=0, max_value=32767,
        help_text="老年人、未成年人、重度残疾人和重病患者（湖北意见 一、2）",
    )  # fmt: skip
    monthly = YuanField(label="月保障金额（元）", help_text="不含增发；停保填0")
    basis = forms.CharField(
        label="依据", max_length=100, help_text="决定书文号，或更正的原因和材料"
    )
    later = forms.ChoiceField(
        choices=LATER, label="以后月份已有记录的", widget=forms.RadioSelect, initial=KEEPS
    )

    def clean(self) -> dict[str, Any]:
        """Nothing received is nothing; something received is of somebody."""
        given = super().clean() or self.cleaned_data
        kind, monthly = given.get("kind"), given.get("monthly")
        persons, eligible = given.get("persons"), given.get("eligible")
        if kind == Kind.NONE and monthly:
            self.add_error("monthly", "停保的，金额应为0。")
        if kind == Kind.DIBAO and persons == 0:
            self.add_error("persons", "享受低保的至少1人。")
        if kind == Kind.DIBAO and monthly == 0:
            self.add_error("monthly", "享受低保的，请填月保障金额。")
        if persons is not None and eligible is not None and eligible > persons:
            self.add_error("eligible", "增发人数不得多于享受人数。")
        return given

    def told(self, household: Household) -> Told:
        """What the form says; taken over where it is the register's own first word."""
        given = self.cleaned_data
        return Told(
            given["from_on"], given["kind"], given["persons"], given["eligible"],
            given["monthly"], given["basis"], self._from_register(household),
        )  # fmt: skip

    def _from_register(self, household: Household) -> bool:
        first = not DibaoEntry.objects.filter(household=household).exists()
        given = self.cleaned_data
        return first and all(given[key] == value for key, value in of_register(household).items())


def of_register(household: Household) -> dict[str, Any]:
    """What the register of households knows of dibao: since when, and how many live there."""
    held = household.kind_periods.filter(kind=KindPeriod.Kind.DIBAO, until=None).first()
    if held is None:
        return {"kind": Kind.DIBAO.value, "from_on": month_of(clock.today())}
    here = household.members.filter(died_on=None, left_on=None).count()
    return {"kind": Kind.DIBAO.value, "from_on": month_of(held.since), "persons": here}


class StandardForm(forms.Form):
    """低保标准: a person's monthly standard from a month on, and the paper that sets it."""

    from_on = MonthField(label="自何月起")
    monthly = forms.DecimalField(
        label="月标准（元/人）", min_value=Decimal("0.01"), max_digits=8, decimal_places=2
    )
    paper = forms.CharField(label="依据文件", max_length=100)
    withdrawn = forms.BooleanField(
        label="撤回这个月的标准", required=False, help_text="录错月份时勾选；该月起沿用上一标准"
    )
