"""The rules of screening: each names the households it proposes in one set-based statement.

A rule gives rows of household, `measure` and `base`: the numbers its sentence is made of. Sums are
whole fen and comparisons are products, so nothing is divided and nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce

from workflows.registry.models import Household, Member
from workflows.registry.models.accounts import RIGID
from workflows.registry.money import yuan

from .asked import Asked, Found, Rule
from .terms import Terms

GANZHOU = "赣市扶攻字〔2019〕8号 四（二）1"
EDGE = "赣市扶攻字〔2019〕8号 四（二）1：收入略高于贫困标准但刚性支出大大超过收入的贫困边缘户"
MINGSHAN = "明扶贫发〔2020〕1号 （三）：年人均纯收入在6000元以下的已脱贫建档立卡贫困人口"

Labour, Employment, Illness = Member.Labour, Member.Employment, Member.Illness
Relation, Schooling = Member.Relation, Member.Schooling
CAN_WORK = (Labour.ORDINARY, Labour.SKILLED, Labour.WEAK)
FULL = (Labour.ORDINARY, Labour.SKILLED)

RULES: dict[str, Rule] = {}


def rule(
    label: str, basis: str, says: Callable[[int, int, Terms], str]
) -> Callable[[Callable[[Asked], Found]], Rule]:
    """Enter a function into RULES under its own name."""

    def enter(finds: Callable[[Asked], Found]) -> Rule:
        made = Rule(finds.__name__, label, basis, finds, says)
        RULES[made.key] = made
        return made

    return enter


def _persons() -> Coalesce:
    """How many live in the household of an account."""
    living = Member.objects.filter(
        household=OuterRef("household_id"), died_on=None, left_on=None
    ).order_by()
    counted = living.values("household").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=BigIntegerField()), Value(0))


def _rows(found: QuerySet[Any, Any], measure: Any, base: Any = 0) -> Found:
    number = BigIntegerField()
    rows: Found = found.annotate(
        measure=Cast(Value(measure) if isinstance(measure, int) else measure, number),
        base=Cast(Value(base) if isinstance(base, int) else base, number),
    )
    return rows


def _share(measure: int, base: int, terms: Terms) -> str:
    line = terms.transfer_share * 100
    exact = Fraction(measure, base) * 100
    places = next((n for n in range(2, 9) if _cut(exact, n) > line), 9)
    return (
        f"转移性收入 {yuan(measure)} 元 ÷ 总收入 {yuan(base)} 元 = "
        f"{_cut(exact, places).normalize():f}% ＞ {float(line):g}%"
    )


def _cut(number: Fraction, places: int) -> Decimal:
    """Cut off, never rounded up: what is said to be above the line is above it."""
    scaled = number * 10**places
    return Decimal(scaled.numerator // scaled.denominator).scaleb(-places)


def _per_person(measure: int, base: int) -> str:
    return (
        f"纯收入 {yuan(measure)} 元 ÷ {base} 人"
        if base
        else f"纯收入 {yuan(measure)} 元、无在册人口"
    )


@rule("转移性收入占比高", f"{GANZHOU}：转移性收入占比超过40%的脱贫户", _share)
def transfer_share(asked: Asked) -> Found:
    share = asked.terms.transfer_share
    found = asked.accounts.filter(household__carded=True, total__gt=0).annotate(
        left=F("transfer") * share.denominator, right=F("total") * share.numerator
    )
    return _rows(found.filter(left__gt=F("right")), F("transfer"), F("total"))


@rule(
    "无收入",
    f"{GANZHOU}：总收入为零或为负的不能计算占比，单列提示（本产品默认）",
    lambda measure, base, terms: f"{terms.year}年总收入 {yuan(measure)} 元，无收入",
)
def no_income(asked: Asked) -> Found:
    return _rows(asked.accounts.filter(total__lte=0), F("total"))


@rule(
    "只有一个弱劳力或半劳力",
    f"{GANZHOU}：家中只有一个弱劳力或半劳力户",
    lambda measure, base, terms: f"家中 {base} 人，只有 1 个弱（半）劳动力，没有其他劳动力",
)
def weak_labour(asked: Asked) -> Found:
    counted = asked.per_household(
        weak=Q(labour=Labour.WEAK), full=Q(labour__in=FULL), persons=Q()
    ).filter(weak=1, full=0)
    return _rows(counted, F("weak"), F("persons"))


@rule(
    "有劳动力但无产业、无就业",
    f"{GANZHOU}：家里有1个以上劳动力但无产业覆盖或未转移就业户",
    lambda measure, base, terms: f"家中有 {measure} 个劳动力，没有产业覆盖，也没有人就业",
)
def idle_labour(asked: Asked) -> Found:
    """Neither of both: who has one of them is provided for. What is not known counts for nobody."""
    able = Q(labour__in=CAN_WORK, schooling="")
    counted = (
        asked.per_household(able=able, idle=able & Q(employment=Employment.NONE))
        .filter(household__industry=False, able__gte=1, idle=F("able"))
    )  # fmt: skip
    return _rows(counted, F("able"))


@rule(
    "大病户",
    f"{GANZHOU}：大病户",
    lambda measure, base, terms: f"家中有 {measure} 人患大病",
)
def serious_illness(asked: Asked) -> Found:
    counted = asked.per_household(ill=Q(illness=Illness.SERIOUS)).filter(ill__gte=1)
    return _rows(counted, F("ill"))


@rule(
    "多个孩子上学",
    f"{GANZHOU}：家中有多个孩子在上学的户",
    lambda measure, base, terms: (
        f"家中有 {measure} 个孩子在上学（{terms.schoolchildren} 个及以上）"
    ),
)
def schoolchildren(asked: Asked) -> Found:
    at_school = ~Q(schooling__in=("", Schooling.DROPPED_OUT))
    counted = asked.per_household(pupils=at_school)
    return _rows(counted.filter(pupils__gte=asked.terms.schoolchildren), F("pupils"))


@rule(
    "唯一住房是土坯房",
    f"{GANZHOU}：唯一住房是土坯房户",
    lambda measure, base, terms: "唯一住房是土坯房",
)
def earth_house(asked: Asked) -> Found:
    homes = asked.households.filter(housing=Household.Housing.EARTH, only_house=True)
    return _rows(homes.annotate(household_id=F("pk")), 1)


@rule(
    "在灾害隐患点（附近）居住",
    f"{GANZHOU}：在灾害隐患点（附近）居住户",
    lambda measure, base, terms: "住房在灾害隐患点" if measure else "住房在灾害隐患点附近",
)
def hazard(asked: Asked) -> Found:
    near, at = Household.Hazard.NEAR, Household.Hazard.AT
    homes = asked.households.filter(hazard__in=(near, at)).annotate(household_id=F("pk"))
    return _rows(homes, Case(When(hazard=at, then=1), default=0))


_GENERATION = {
    -1: (Relation.FATHER, Relation.MOTHER, Relation.FATHER_IN_LAW, Relation.MOTHER_IN_LAW),
    0: (Relation.HEAD, Relation.SPOUSE, Relation.SIBLING),
    1: (Relation.SON, Relation.DAUGHTER, Relation.SON_IN_LAW, Relation.DAUGHTER_IN_LAW),
    2: (Relation.GRANDSON, Relation.GRANDDAUGHTER),
}


@rule(
    "隔代抚养",
    f"{GANZHOU}：隔代抚养户",
    lambda measure, base, terms: f"{measure} 个未成年人由祖辈抚养，父辈没有人在家",
)
def grandparents(asked: Asked) -> Found:
    """Minors with grandparents at home and nobody of the generation between: the head's
    grandchildren, or his children while he and his wife are away and his parents are not.
    """
    minor = Q(born__gt=asked.terms.grown_since)
    grown_at_home = ~Q(employment=Employment.AWAY) & ~minor
    counted = asked.per_household(
        grandchildren=Q(relation__in=_GENERATION[2]) & minor,
        children=Q(relation__in=_GENERATION[1]) & minor,
        grown_children=Q(relation__in=_GENERATION[1]) & grown_at_home,
        own=Q(relation__in=_GENERATION[0]) & grown_at_home,
        parents=Q(relation__in=_GENERATION[-1]) & grown_at_home,
    )
    by_head = Q(grandchildren__gt=0, grown_children=0, own__gt=0)
    by_parents = Q(children__gt=0, own=0, parents__gt=0)
    raised = Case(When(by_head, then=F("grandchildren")), default=F("children"))
    return _rows(counted.filter(by_head | by_parents), raised)


@rule(
    "人均纯收入低于关注线",
    MINGSHAN,
    lambda measure, base, terms: (
        f"{_per_person(measure, base)}，人均低于 {yuan(terms.income_line)} 元"
    ),
)
def income_line(asked: Asked) -> Found:
    found = asked.accounts.filter(household__carded=True).annotate(persons=_persons())
    below = found.annotate(line=F("persons") * asked.terms.income_line)
    return _rows(below.filter(persons__gt=0, net__lt=F("line")), F("net"), F("persons"))


@rule(
    "边缘户",
    EDGE,
    lambda measure, base, terms: (
        f"{_per_person(measure, base)}，人均高于 {yuan(terms.poverty_line)} 元、"
        f"不超过其 {float(terms.edge_multiple):g} 倍，刚性支出超过收入"
    ),
)
def edge(asked: Asked) -> Found:
    """Neither carded nor drawing anything, just above the line, with more to spend than comes in."""
    terms = asked.terms
    rigid = sum((F(name) for name in RIGID[1:]), F(RIGID[0]))
    upper, factor = terms.edge_multiple, terms.edge_rigid_multiple
    found = asked.accounts.filter(
        household__carded=False, household__kind=Household.Kind.ORDINARY
    ).annotate(
        persons=_persons(),
        lower=F("persons") * terms.poverty_line,
        upper=F("persons") * (terms.poverty_line * upper.numerator),
        net_scaled=F("net") * upper.denominator,
        must=rigid * factor.denominator,
        can=F("net") * factor.numerator,
    )
    inside = found.filter(persons__gt=0, net__gt=F("lower"), net_scaled__lte=F("upper"))
    return _rows(inside.filter(must__gt=F("can")), F("net"), F("persons"))
