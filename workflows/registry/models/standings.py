"""What a household was and when, and how households came from one another."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from .people import Household, Member


class KindPeriod(models.Model):
    """A household's kind for a time (户类型): several may hold on one day, 脱贫户 and 低保户 for one.

    `Household.kind` and `carded` are what follows from the periods that hold today; whoever
    changes a kind does it through `workflows.registry.standings`, which keeps both.
    """

    class Kind(models.TextChoices):
        """The classes of the register; the first three are those of the monitoring papers."""

        CARDED = "carded", "脱贫户"
        EDGE = "edge", "边缘易致贫户"
        SUDDEN = "sudden", "突发严重困难户"
        DIBAO = "dibao", "低保户"
        EXTREME = "extreme", "特困户"
        ORDINARY = "ordinary", "一般户"

    household = models.ForeignKey(
        Household, models.PROTECT, verbose_name="农户", related_name="kind_periods"
    )
    kind = models.CharField("户类型", max_length=10, choices=Kind)
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True, help_text="不含当日；不填为至今")
    basis = models.CharField("依据", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "户类型期间"
        ordering: ClassVar = ["household_id", "since", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["household", "kind"],
                condition=Q(until__isnull=True),
                name="kind_holds_once",
                violation_error_message="该户已是这一类型。",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="kind_ends_after_it_begins",
            ),
        ]


class Lineage(models.Model):
    """One household came out of another (分户), or went into it (并户)."""

    class How(models.TextChoices):
        """What happened."""

        SPLIT = "split", "分户"
        MERGED = "merged", "并户"

    source = models.ForeignKey(
        Household, models.PROTECT, verbose_name="原户", related_name="descendants"
    )
    result = models.ForeignKey(
        Household, models.PROTECT, verbose_name="现户", related_name="origins"
    )
    how = models.CharField("方式", max_length=6, choices=How)
    on = models.DateField("日期")
    basis = models.CharField("依据", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "户的分合"
        ordering: ClassVar = ["on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(source=F("result")), name="lineage_between_two_households"
            )
        ]


class MemberMove(models.Model):
    """A person went from one household to another; which cases he was part of stays with them."""

    member = models.ForeignKey(
        Member, models.PROTECT, verbose_name="家庭成员", related_name="moves"
    )
    source = models.ForeignKey(Household, models.PROTECT, verbose_name="原户", related_name="+")
    result = models.ForeignKey(Household, models.PROTECT, verbose_name="现户", related_name="+")
    on = models.DateField("日期")
    basis = models.CharField("依据", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "成员转户"
        ordering: ClassVar = ["on", "pk"]
