"""Lists on their way into the register; nothing of them is kept in plain text."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from documents.leases import Leased
from documents.models import StoredFile
from vault.fields import SealedJSONField

from .people import Household


class ImportBatch(Leased):
    """One uploaded list, from upload to the report of what was stored.

    The file is sealed at rest and taken away when the batch ends. `areas` are those the
    uploader kept the register of at the time; a row outside them is a fault.
    """

    class State(models.TextChoices):
        """A worker owes what is RECEIVED or CONFIRMED."""

        RECEIVED = "received", "正在检查"
        CHECKED = "checked", "待确认"
        CONFIRMED = "confirmed", "正在导入"
        DONE = "done", "已完成"
        REFUSED = "refused", "不予接收"
        CANCELLED = "cancelled", "已取消"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="上传人", related_name="imports"
    )
    kind = models.CharField("种类", max_length=20, default="register")
    areas = models.JSONField("辖区")
    name = models.CharField("文件名", max_length=100)
    form = models.CharField("格式", max_length=4)
    digest = models.CharField(max_length=64)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    state = models.CharField("状态", max_length=10, choices=State, default=State.RECEIVED)
    # Households gone through in the pass at hand; a pass taken over goes on from here.
    position = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    fresh = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    proposed = models.PositiveIntegerField(default=0)
    wrong = models.PositiveIntegerField(default=0)
    stored = models.PositiveIntegerField(default=0)
    faults = SealedJSONField(default=list)
    refusal = models.CharField("不予接收的原因", max_length=300, blank=True)
    report = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField("上传时间", auto_now_add=True)
    finished_at = models.DateTimeField("完成时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "导入批次"
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["not_before"],
                condition=Q(state__in=("received", "confirmed")),
                name="imports_owed",
            )
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["digest"],
                condition=Q(state__in=("received", "checked", "confirmed")),
                name="one_import_of_a_file_at_once",
            )
        ]

    @classmethod
    def owed(cls) -> models.QuerySet[ImportBatch]:
        """What a worker has to do."""
        return cls.objects.filter(state__in=(cls.State.RECEIVED, cls.State.CONFIRMED))


class MergeProposal(models.Model):
    """A household of a list that the register seems to have: a person decides what becomes of it."""

    class Why(models.TextChoices):
        """How it was recognised."""

        NUMBER = "number", "身份证号码相同"
        NAME = "name", "同村同名，缺身份证号码"

    class State(models.TextChoices):
        """What was decided."""

        OPEN = "open", "待处理"
        ACCEPTED = "accepted", "已采用"
        DECLINED = "declined", "不采用"
        SEPARATE = "separate", "另立一户"

    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="proposals")
    household = models.ForeignKey(Household, models.PROTECT, related_name="proposals")
    why = models.CharField("认定", max_length=6, choices=Why)
    rows = SealedJSONField()
    state = models.CharField("状态", max_length=8, choices=State, default=State.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = verbose_name_plural = "合并建议"
        ordering: ClassVar = ["pk"]
