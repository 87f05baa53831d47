"""What an officer was told about work that lies."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from .. import overdue
from .task import Task


class Reminder(models.Model):
    """One piece of work of which one officer was reminded: before its date, after it, or above him.

    `officer` is empty where nobody was there to be told; the row then keeps that it was looked
    for. A date that moved (a pause) is a new occasion.
    """

    class Level(models.IntegerChoices):
        """How urgent: about to fall due, overdue, or overdue so long that the superior is told."""

        SOON = overdue.IN_TIME, "即将到期"
        URGED = overdue.URGED, "催办"
        SUPERVISED = overdue.SUPERVISED, "督办"

    task = models.ForeignKey(Task, models.PROTECT, related_name="reminders", verbose_name="待办")
    level = models.PositiveSmallIntegerField("程度", choices=Level)
    due_on = models.DateField("期限")
    officer = models.ForeignKey(
        "workflows.Officer", models.PROTECT, null=True, related_name="reminders",
        verbose_name="提醒对象",
    )  # fmt: skip
    attended = models.BooleanField("有人承办", default=True)
    raised_on = models.DateField("提醒日期")
    seen_on = models.DateField("阅知日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "提醒"
        indexes: ClassVar = [
            models.Index(
                fields=["officer", "-level", "due_on"],
                condition=Q(seen_on=None),
                name="reminder_unseen",
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["task", "level", "due_on", "officer"], name="reminder_once_each"
            ),
            models.UniqueConstraint(
                fields=["task", "level", "due_on"],
                condition=Q(officer=None),
                name="reminder_once_to_nobody",
            ),
            models.CheckConstraint(
                condition=Q(seen_on=None) | Q(seen_on__gte=F("raised_on")),
                name="reminder_seen_after_raised",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.get_level_display()}"
