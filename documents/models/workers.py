"""Which workers are alive."""

from django.db import models
from django.db.models.functions import Now


class WorkerSign(models.Model):
    """A worker's sign of life; one older than two minutes belongs to a worker that is gone."""

    name = models.CharField("工作进程", max_length=100, primary_key=True)
    seen_at = models.DateTimeField("最近一次报到", db_default=Now())

    class Meta:
        verbose_name = "工作进程"
        verbose_name_plural = "工作进程"

    def __str__(self) -> str:
        return self.name
