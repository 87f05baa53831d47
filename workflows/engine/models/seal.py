"""The seal over the journal: every event's place in one tree, and the signed checkpoints of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from .case import Case
from .event import Event


class Leaf(models.Model):
    """The place of an event in the tree. Numbered in the sealing transaction, not by the event's id.

    Ids are given out before a commit: sealing all ids above the last one would pass over the event
    of a slow transaction for ever. `hash` is the event's as it was when it was sealed.
    """

    number = models.PositiveBigIntegerField("叶序号", primary_key=True)
    event = models.OneToOneField(
        Event, models.PROTECT, related_name="leaf", verbose_name="办理记录"
    )
    hash = models.CharField("散列", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "封存的记录"

    def __str__(self) -> str:
        return f"{self.number}: {self.event_id}"


class Checkpoint(models.Model):
    """The first `size` leaves had this root: signed, and copied to a file outside the database.

    `peaks` are the roots of the tree's full subtrees (hex), from which it grows without being read
    again. `last_event` is the highest id of an event sealed so far.
    """

    size = models.PositiveBigIntegerField("记录数", unique=True)
    root = models.CharField("根散列", max_length=64)
    peaks: models.JSONField[list[str]] = models.JSONField("子树根")
    note = models.TextField("签名检查点")
    last_event = models.PositiveBigIntegerField("最大记录号")
    sealed_at = models.DateTimeField("封存时间", db_default=Now(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "检查点"
        ordering: ClassVar = ["size"]

    def __str__(self) -> str:
        return f"{self.size}: {self.root[:12]}"


class Erasure(models.Model):
    """The personal answers of a case were erased: by whom, when and why.

    Without this row the database refuses to delete them.
    """

    case = models.OneToOneField(Case, models.PROTECT, related_name="erasure", verbose_name="案件")
    officer = models.ForeignKey(
        "workflows.Officer", models.PROTECT, related_name="+", verbose_name="经办人"
    )
    reason = models.CharField("依据", max_length=500)
    erased_on = models.DateField("删除日期")

    class Meta:
        verbose_name = verbose_name_plural = "个人信息删除登记"

    def __str__(self) -> str:
        return str(self.case_id)
