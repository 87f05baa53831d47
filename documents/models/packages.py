"""Filing packages and the log of their use; rows that are only added to (triggers in the engine)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from documents.models.files import StoredFile


class Package(models.Model):
    """What was filed of a dossier, sealed. Number 1 is the whole; each further one adds to it."""

    dossier = models.UUIDField("案卷")
    serial = models.PositiveSmallIntegerField("件次")
    title = models.CharField("题名", max_length=200)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    members = models.PositiveIntegerField("件数")
    pages = models.PositiveIntegerField("页数")
    reason = models.CharField("补充归档的原因", max_length=500, blank=True)
    sealed_at = models.DateTimeField("封装时间", db_default=Now(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "归档信息包"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dossier", "serial"], name="documents_package_serial"),
            models.CheckConstraint(
                condition=Q(serial=1) | ~Q(reason=""), name="documents_addition_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.serial}"


class Use(models.TextChoices):
    """What was done with a package."""

    VIEWED = "viewed", "查阅"
    COPIED = "copied", "复制"
    LENT = "lent", "借出"
    RETURNED = "returned", "归还"


class PackageUse(models.Model):
    """One line of the log of use: who, what, why, on whose word."""

    package = models.ForeignKey(Package, models.PROTECT, related_name="uses")
    use = models.CharField("方式", max_length=20, choices=Use.choices)
    reader = models.CharField("利用人", max_length=100)
    purpose = models.CharField("利用目的", max_length=500)
    due_on = models.DateField("应还日期", null=True)
    handled_by = models.CharField("经办人", max_length=100)
    recorded_at = models.DateTimeField("登记时间", db_default=Now(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "档案利用登记"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(use__in=Use.values), name="documents_package_use_known"
            ),
            models.CheckConstraint(
                condition=~Q(use=Use.LENT) | Q(due_on__isnull=False),
                name="documents_lent_until_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.package_id}: {self.use}"
