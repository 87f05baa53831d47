"""Who opened, uncovered or took away what about households: added to, never changed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class RegisterAccess(models.Model):
    """One opening of a file, or one uncovering, export, import or comparison with its reason.

    `told` says what it was in plain words and counts; it holds no personal data. `about` is the
    case that was opened, or whose paper or picture was: the list of a notice shows many households at once, and whose
    it was is found through it. A refusal has the address that was asked for in `told`.
    """

    class What(models.TextChoices):
        """What was done."""

        REVEAL = "reveal", "查看完整号码"
        EXPORT = "export", "导出"
        IMPORT = "import", "导入"
        COMPARE = "compare", "数据比对"
        CHANGE = "change", "变更登记册"
        HOUSEHOLD = "home", "查阅农户"
        CASE = "case", "查阅案件"
        PAPER = "paper", "查阅文书"
        FILE = "file", "查看图片或签章件"
        DIBAO = "dibao", "登记低保享受"
        TRAIL = "trail", "查阅使用记录"
        REFUSED = "refused", "被拒绝的访问"

    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="工作人员", related_name="accesses"
    )
    at = models.DateTimeField("时间")
    what = models.CharField("事项", max_length=8, choices=What)
    member = models.ForeignKey(
        "workflows.Member", models.PROTECT, verbose_name="成员", null=True, related_name="accesses"
    )
    household = models.ForeignKey(
        "workflows.Household", models.PROTECT, verbose_name="农户", null=True,
        related_name="accesses",
    )  # fmt: skip
    about = models.UUIDField("案件", null=True)
    address = models.CharField("来源地址", max_length=45, blank=True)
    reason = models.CharField("事由", max_length=200, blank=True)
    told = models.CharField("内容", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "敏感信息使用记录"
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["about"], name="access_by_file")]
