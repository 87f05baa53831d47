"""The journal: every step of every case, in the order taken, never changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from vault.fields import SealedTextField


class Event(models.Model):
    """One thing that happened to a case. The event is the write; the case row follows from it.

    `body` is the exact canonical text that `hash` covers together with `previous`, the hash of
    the case's event before. Personal answers are not in the text: it holds only a salted hash
    of them. Updating or deleting a row is refused by triggers (`append_only.py`).
    """

    case = models.ForeignKey("Case", models.PROTECT, related_name="events", verbose_name="案件")
    seq = models.PositiveIntegerField("序号")
    command_id = models.UUIDField("指令")
    step = models.CharField("步骤", max_length=40)
    outcome = models.CharField("结果", max_length=10)
    from_stage = models.CharField("原环节", max_length=40, blank=True)
    to_stage = models.CharField("新环节", max_length=40)
    officer = models.ForeignKey(
        "workflows.Officer", models.PROTECT, null=True, related_name="+", verbose_name="经办人"
    )
    for_whom = models.ForeignKey(
        "workflows.Officer", models.PROTECT, null=True, related_name="+", verbose_name="委托人"
    )
    recorded_at = models.DateTimeField("记录时间")
    occurred_on = models.DateField("发生日期")
    body = models.TextField("正文")
    algorithm = models.CharField("算法", max_length=10, default="sha256")
    previous = models.CharField("前序散列", max_length=64, blank=True)
    hash = models.CharField("散列", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "办理记录"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "seq"], name="event_once_per_seq"),
            # The command first: a villager's receipt finds its event by nothing else.
            models.UniqueConstraint(fields=["command_id", "case"], name="event_once_per_command"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}#{self.seq} {self.step}"


class PersonalAnswers(models.Model):
    """The personal answers of one event, committed to in its text by a salted hash.

    The row may be deleted where archive retention allows; the proof of the journal stays valid.
    It may never be changed.
    """

    event = models.OneToOneField(
        Event, models.PROTECT, related_name="personal", verbose_name="办理记录"
    )
    salt = models.CharField("盐", max_length=64)
    text = SealedTextField("正文")

    class Meta:
        verbose_name = verbose_name_plural = "个人信息"

    def __str__(self) -> str:
        return str(self.event_id)
