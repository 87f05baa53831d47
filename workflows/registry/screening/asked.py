"""What a rule of screening is, and what it is run on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from workflows.registry.codes import Range
from workflows.registry.models import Household, Member, YearAccount
from workflows.registry.models.accounts import INCOMES

from .terms import Terms

Found = QuerySet[Any, Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it is called, by which clause, whom it finds, and how it says so."""

    key: str
    label: str
    basis: str
    finds: Callable[[Asked], Found]
    says: Callable[[int, int, Terms], str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a rule is run on."""

    area: Range
    terms: Terms

    @property
    def households(self) -> QuerySet[Household]:
        """The living households of the area."""
        low, high = self.area
        return Household.objects.filter(
            village_id__gte=low, village_id__lt=high, ended_on=None
        ).order_by()

    @property
    def members(self) -> QuerySet[Member]:
        """Who lives in them."""
        low, high = self.area
        return Member.objects.filter(
            died_on=None, left_on=None, household__village_id__gte=low,
            household__village_id__lt=high, household__ended_on=None,
        ).order_by()  # fmt: skip

    @property
    def accounts(self) -> QuerySet[Any, Any]:
        """Their accounts of the year, with `total` income and `net` of what business cost."""
        low, high = self.area
        total = sum((F(name) for name in INCOMES[1:]), F(INCOMES[0]))
        return (
            YearAccount.objects.filter(
                year=self.terms.year, household__village_id__gte=low,
                household__village_id__lt=high, household__ended_on=None,
            )
            .order_by()
            .annotate(total=total, net=total - F("business_costs"))
        )  # fmt: skip

    def per_household(self, **counted: Q) -> QuerySet[Any, Any]:
        """The households with counts of their members, by condition."""
        counts = {name: Count("pk", filter=condition) for name, condition in counted.items()}
        return self.members.values("household_id").annotate(**counts)
