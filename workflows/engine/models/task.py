"""What is asked of whom, until when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from ..reach import TaskQuerySet


class Task(models.Model):
    """One open piece of work of a case, in the inbox of a role and an area.

    `ready_on` is the first day it can be done (a minimum period runs until then), `due_on` the
    last day it should be. Lists read open tasks through one partial index, area first.
    """

    case = models.ForeignKey("Case", models.PROTECT, related_name="tasks", verbose_name="案件")
    stage = models.CharField("环节", max_length=40)
    role = models.CharField("角色", max_length=20)
    department = models.CharField("部门", max_length=40, blank=True)
    region = models.BigIntegerField("区划代码")
    holder = models.ForeignKey(
        "workflows.Officer", models.PROTECT, null=True, blank=True, verbose_name="承办人"
    )
    opened_on = models.DateField("开始")
    ready_on = models.DateField("可办日期", null=True, blank=True)
    due_on = models.DateField("期限", null=True, blank=True)
    provisional = models.BooleanField("暂估", default=False)
    closed_at = models.DateTimeField("办结", null=True, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "待办"
        indexes: ClassVar = [
            models.Index(
                fields=["role", "region", "due_on", "id"],
                condition=Q(closed_at=None),
                name="task_open_by_area",
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "role"], condition=Q(closed_at=None), name="task_one_open_per_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.role}"
