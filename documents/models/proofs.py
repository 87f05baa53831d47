"""What proves that a paper lived: its signed original, and its service."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from documents.models.files import StoredFile
from documents.models.papers import Paper
from vault.fields import SealedTextField


class Scan(models.Model):
    """The signed and stamped sheet, scanned or photographed: the legal original of its paper.

    `what` is empty, or names an older original that was only gathered with the paper.
    """

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="scans")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    signed_on = models.DateField("签章日期")
    what = models.CharField("原件名称", max_length=40, blank=True)
    attached_by = models.CharField("上传人", max_length=100)
    recorded_at = models.DateTimeField("上传时间", db_default=Now(), editable=False)

    class Meta:
        verbose_name = "签章原件"
        verbose_name_plural = "签章原件"
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "file", "what"], name="documents_scan_attached_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.paper_id}: {self.file_id}"


class Way(models.TextChoices):
    """How a letter reaches its addressee."""

    IN_PERSON = "in_person", "直接送达"
    LEFT = "left", "留置送达"
    ENTRUSTED = "entrusted", "委托送达"
    MAILED = "mailed", "邮寄送达"
    ELECTRONIC = "electronic", "电子送达"
    ANNOUNCED = "announced", "公告送达"


class Delivery(models.Model):
    """One service of a letter (送达回证 D50); the terms of its remedies run from `served_on`."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="deliveries")
    way = models.CharField("送达方式", max_length=20, choices=Way.choices)
    served_on = models.DateField("送达日期")
    place = models.CharField("送达地点", max_length=200, blank=True)
    served_by = models.CharField("送达人", max_length=100)
    receiver = SealedTextField("受送达人或代收人", blank=True)
    relation = models.CharField("与受送达人关系", max_length=50, blank=True)
    refused = models.BooleanField("拒收", default=False)
    witness = SealedTextField("见证人", blank=True)
    reference = models.CharField("邮件号或公告处", max_length=200, blank=True)
    proof = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    withdrawn_reason = models.CharField("撤销登记的原因", max_length=500, blank=True)
    recorded_at = models.DateTimeField("登记时间", db_default=Now(), editable=False)

    class Meta:
        verbose_name = "送达"
        verbose_name_plural = "送达"
        constraints = [
            models.CheckConstraint(
                condition=Q(way__in=Way.values), name="documents_delivery_way_known"
            ),
            models.CheckConstraint(
                condition=Q(refused=False) | Q(way=Way.LEFT),
                name="documents_refused_is_left_at_the_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id}: {self.way} {self.served_on}"
