"""Departments' lists beside the register; of a list only fingerprints and sealed words are kept."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models

from documents.leases import Leased
from vault.fields import SealedTextField

from .people import Member
from .regions import Region


class ComparisonBatch(Leased):
    """One list of a department, compared on a recorded legal basis (数据共享比对)."""

    class State(models.TextChoices):
        """A worker owes what is to be HANDED out."""

        MATCHED = "matched", "已比对"
        HANDED = "handed", "正在下发"
        DISTRIBUTED = "distributed", "已下发核实"
        CLOSED = "closed", "已办结"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("名单种类", max_length=12)
    area = models.ForeignKey(Region, models.PROTECT, verbose_name="范围", related_name="+")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    basis = models.CharField("共享依据", max_length=200)
    listed_on = models.DateField("名单日期")
    state = models.CharField("状态", max_length=12, choices=State, default=State.MATCHED)
    listed = models.PositiveIntegerField("名单人数", default=0)
    matched = models.PositiveIntegerField("在册人数", default=0)
    doubted = models.PositiveIntegerField("疑点户数", default=0)
    created_at = models.DateTimeField("比对时间", auto_now_add=True)
    closed_at = models.DateTimeField("办结时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "数据比对"
        ordering: ClassVar = ["-pk"]

    @classmethod
    def owed(cls) -> models.QuerySet[ComparisonBatch]:
        """What a worker has to hand out."""
        return cls.objects.filter(state=cls.State.HANDED)


class ComparisonLine(models.Model):
    """A person of a list whom the register has and of whom it says otherwise; gone when it closes.

    Persons who are not in the register, or of whom it says the same, are counted and not kept.
    """

    batch = models.ForeignKey(ComparisonBatch, models.CASCADE, related_name="lines")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    said = SealedTextField("疑点")

    class Meta:
        verbose_name = verbose_name_plural = "疑点"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "member"], name="one_line_a_person")
        ]
