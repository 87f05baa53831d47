"""What a household earned and had to spend in a year, in fen, so that comparisons are exact."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from .people import Household

EARLIEST, LATEST = 2000, 2100


def _fen(label: str) -> models.BigIntegerField[int, int]:
    return models.BigIntegerField(label, default=0)


class YearAccount(models.Model):
    """Incomes by source and rigid expenditure of one household in one year.

    Incomes are those of the statistics bureau's four sources. Income from business is gross
    and may be negative where a loss was entered; what it cost is `business_costs`.
    """

    household = models.ForeignKey(
        Household, models.PROTECT, verbose_name="农户", related_name="accounts", db_index=False
    )
    year = models.PositiveSmallIntegerField(
        "年度", validators=[MinValueValidator(EARLIEST), MaxValueValidator(LATEST)]
    )
    wages = _fen("工资性收入")
    business = _fen("生产经营性收入")
    property = _fen("财产性收入")
    transfer = _fen("转移性收入")
    business_costs = _fen("生产经营性支出")
    medical = _fen("自付医疗支出")
    schooling = _fen("教育支出")
    housing = _fen("住房支出")
    other_rigid = _fen("其他刚性支出")

    class Meta:
        verbose_name = verbose_name_plural = "年度收支"
        ordering: ClassVar = ["household_id", "-year"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year", "household"], name="one_account_a_year"),
            models.CheckConstraint(
                condition=Q(year__gte=EARLIEST, year__lte=LATEST), name="account_year_is_a_year"
            ),
        ]


INCOMES = ("wages", "business", "property", "transfer")
RIGID = ("medical", "schooling", "housing", "other_rigid")
AMOUNTS = (*INCOMES, "business_costs", *RIGID)
