"""Who uncovered or took away what of the register: added to, never changed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class RegisterAccess(models.Model):
    """One uncovering of a number, export, import or comparison, with the reason given.

    `told` says what was taken in plain words and counts; it holds no personal data.
    """

    class What(models.TextChoices):
        """What was done."""

        REVEAL = "reveal", "查看完整号码"
        EXPORT = "export", "导出"
        IMPORT = "import", "导入"
        COMPARE = "compare", "数据比对"

    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="工作人员", related_name="accesses"
    )
    at = models.DateTimeField("时间")
    what = models.CharField("事项", max_length=8, choices=What)
    member = models.ForeignKey(
        "workflows.Member", models.PROTECT, verbose_name="成员", null=True, related_name="accesses"
    )
    reason = models.CharField("事由", max_length=200)
    told = models.CharField("内容", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "敏感信息使用记录"
        ordering: ClassVar = ["-at", "-pk"]
