"""Ties between officers and households."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from workflows.registry.models import Household

from .officer import Officer


class Kinship(models.Model):
    """A declared tie between an officer and a household: he is recused from all its cases."""

    officer = models.ForeignKey(
        Officer, models.PROTECT, verbose_name="工作人员", related_name="kinships"
    )
    household = models.ForeignKey(
        Household, models.PROTECT, verbose_name="农户", related_name="kinships"
    )
    relation = models.CharField("关系", max_length=40)
    declared_on = models.DateField("申报日期")
    declared_by = models.ForeignKey(
        Officer, models.PROTECT, verbose_name="申报人", related_name="kinships_declared"
    )

    class Meta:
        verbose_name = verbose_name_plural = "近亲属申报"
        ordering: ClassVar = ["-declared_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["household", "officer"],
                name="kinship_once",
                violation_error_message="这名工作人员与该户的关系已经申报。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.officer}与{self.household}：{self.relation}"
