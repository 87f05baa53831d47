"""What a household receives month by month, and the county's monthly standard."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .people import Household
from .regions import Region

_FIRST_DAY = 1


class DibaoStandard(models.Model):
    """The monthly dibao standard of a county, a person, from a month on (按享受月份取).

    Told again for the same month, the row recorded last counts; `withdrawn`: no standard begins
    there after all. What an officer enters counts once a second one has agreed
    (规范: 政策参数由两人办理); what the installation loads has no officer.
    """

    county = models.ForeignKey(
        Region, models.PROTECT, related_name="dibao_standards", verbose_name="县"
    )
    from_on = models.DateField("执行月份")
    monthly = models.DecimalField("月标准（元/人）", max_digits=8, decimal_places=2)
    paper = models.CharField("依据文件", max_length=100)
    withdrawn = models.BooleanField("撤回", default=False)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="录入人",
    )  # fmt: skip
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="复核人",
    )  # fmt: skip
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "低保标准"
        ordering: ClassVar = ["county_id", "from_on"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(monthly__gt=0), name="standard_is_positive"),
            models.CheckConstraint(
                condition=Q(from_on__day=_FIRST_DAY), name="standard_from_first_of_month"
            ),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=F("officer")),
                name="standard_agreed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_on:%Y-%m} {self.monthly}"


class DibaoEntry(models.Model):
    """What a household receives from a month on, and why. Amounts are yuan a month.

    `monthly` is without supplements; `eligible` counts the members each owed one (湖北意见 一、2).
    """

    class Kind(models.TextChoices):
        """The three things a household can stand in towards dibao."""

        DIBAO = "dibao", "低保"
        PHASE_OUT = "phase_out", "低保渐退"
        NONE = "none", "未享受"

    class Source(models.TextChoices):
        """Where the entry comes from."""

        ENTERED = "entered", "录入"
        IMPORTED = "imported", "导入"
        TAKEN_OVER = "taken_over", "由户籍册接收"
        DECIDED = "decided", "按决定"

    household = models.ForeignKey(
        Household, models.PROTECT, related_name="dibao_entries", verbose_name="农户"
    )
    from_on = models.DateField("起始月份")
    kind = models.CharField("类别", max_length=10, choices=Kind)
    persons = models.PositiveSmallIntegerField("享受人数")
    eligible = models.PositiveSmallIntegerField("增发人数", default=0)
    monthly = models.DecimalField("月保障金额（元）", max_digits=10, decimal_places=2)
    standard = models.DecimalField("当时月标准（元/人）", max_digits=8, decimal_places=2)
    source = models.CharField("来源", max_length=10, choices=Source)
    note = models.CharField("依据", max_length=100, blank=True)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="登记人",
    )  # fmt: skip
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "低保享受记录"
        indexes: ClassVar = [models.Index(fields=["household", "from_on"], name="dibao_by_month")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(from_on__day=_FIRST_DAY), name="dibao_from_first_of_month"
            ),
            models.CheckConstraint(condition=Q(monthly__gte=0), name="dibao_not_negative"),
            models.CheckConstraint(
                condition=Q(eligible__lte=F("persons")), name="dibao_eligible_are_persons"
            ),
            models.CheckConstraint(
                condition=~Q(kind="none") | Q(monthly=0), name="dibao_nothing_is_nothing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.household_id} {self.from_on:%Y-%m} {self.get_kind_display()}"
