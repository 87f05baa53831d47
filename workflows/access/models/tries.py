"""How often somebody has tried, where every process of the site sees it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Tries(models.Model):
    """One running window: a fingerprint of action and address, never the address itself."""

    key = models.CharField("标识", max_length=64, primary_key=True)
    ends_at = models.DateTimeField("窗口结束", db_index=True)
    times = models.PositiveIntegerField("次数")

    class Meta:
        verbose_name = verbose_name_plural = "尝试次数"
        ordering: ClassVar = ["key"]

    def __str__(self) -> str:
        return f"{self.times}"
