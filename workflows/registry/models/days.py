"""The days on which the country works or rests otherwise than its weekday says."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class CalendarDay(models.Model):
    """A day on which the country works or rests otherwise than its weekday says.

    Only such days, and the statutory holidays that fall on a weekend, have a row. A year
    counts as loaded once its 1 January, always a holiday, is here. Edit through `save`, or
    `changed_at` will not tell other processes.
    """

    day = models.DateField("日期", primary_key=True)
    is_workday = models.BooleanField("是工作日")
    name = models.CharField("说明", max_length=40, blank=True)
    source = models.CharField("依据", max_length=100)
    changed_at = models.DateTimeField("更新时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "节假日与调休"
        ordering: ClassVar = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.name}"
