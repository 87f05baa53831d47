"""What screening found: derived anew with each run, and what people decided about it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from documents.leases import Leased

from .people import Household
from .regions import Region


class ScreeningRun(Leased):
    """One pass of all rules over an area; `terms` are the pack's numbers it was run by."""

    class State(models.TextChoices):
        """A worker owes what was asked for."""

        ASKED = "asked", "等待筛查"
        DONE = "done", "已完成"
        FAILED = "failed", "未完成"

    area = models.ForeignKey(Region, models.PROTECT, verbose_name="范围", related_name="+")
    year = models.PositiveSmallIntegerField("收支年度")
    on = models.DateField("筛查日期")
    pack = models.CharField("政策包", max_length=60)
    terms = models.JSONField("参数")
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField("状态", max_length=8, choices=State, default=State.ASKED)
    before = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    counts = models.JSONField("结果", default=dict)
    finished_at = models.DateTimeField("完成时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "重点人群筛查"
        ordering: ClassVar = ["-pk"]

    @classmethod
    def owed(cls) -> models.QuerySet[ScreeningRun]:
        """What a worker has to do."""
        return cls.objects.filter(state=cls.State.ASKED)


class ScreeningHit(models.Model):
    """A household that a rule proposes; `measure` and `base` are the numbers it was found by.

    Written by one INSERT … SELECT a rule. Hits of older runs are taken away with the next but one.
    """

    run = models.ForeignKey(ScreeningRun, models.CASCADE, related_name="hits", db_index=False)
    rule = models.CharField("规则", max_length=24)
    household = models.ForeignKey(Household, models.CASCADE, related_name="screening_hits")
    village_id = models.BigIntegerField("行政村")
    measure = models.BigIntegerField()
    base = models.BigIntegerField(default=0)
    fresh = models.BooleanField("新增")

    class Meta:
        verbose_name = verbose_name_plural = "筛查结果"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "rule", "household"], name="one_hit_a_rule")
        ]
        indexes: ClassVar = [
            models.Index(fields=["run", "village_id", "household"], name="hits_of_a_place")
        ]


class ScreeningDecision(models.Model):
    """Somebody looked at what a rule proposed and found no risk; a rule itself decides nothing."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="screening_decisions")
    rule = models.CharField("规则", max_length=24)
    reason = models.CharField("理由", max_length=200)
    measure = models.BigIntegerField()
    base = models.BigIntegerField(default=0)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "筛查核实"
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["household", "rule"], name="decisions_of_household")
        ]
