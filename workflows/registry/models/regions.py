"""Regions, and the names they had before."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from workflows.registry.codes import LEVEL_NAMES


class Region(models.Model):
    """A province, prefecture, county, township or village, keyed by its 12-digit code.

    Codes change when a county becomes a district: the old row then gets `valid_to`, and
    what was filed under it stays filed under it.
    """

    code = models.BigIntegerField("区划代码", primary_key=True)
    name = models.CharField("名称", max_length=100)
    level = models.PositiveSmallIntegerField("级别", choices=list(LEVEL_NAMES.items()))
    valid_from = models.DateField("启用日期", null=True, blank=True)
    valid_to = models.DateField("停用日期", null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, verbose_name="并入", null=True, blank=True, related_name="absorbed"
    )

    class Meta:
        verbose_name = verbose_name_plural = "行政区划"
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(code__gte=10**11, code__lt=10**12), name="region_code_has_12_digits"
            ),
            models.CheckConstraint(
                condition=Q(level__gte=1, level__lte=5), name="region_level_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RegionName(models.Model):
    """A name a region no longer has: what was written down before `until` goes on under it."""

    region = models.ForeignKey(
        Region, models.PROTECT, verbose_name="行政区划", related_name="former_names"
    )
    name = models.CharField("原名称", max_length=100)
    until = models.DateField("停用日期", help_text="自这一天起用后来的名称")
    basis = models.CharField("依据", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "区划原名称"
        ordering: ClassVar = ["region_id", "until"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["region", "until"],
                name="region_renamed_once_a_day",
                violation_error_message="同一天不能两次更名。",
            )
        ]
