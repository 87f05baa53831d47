"""Every attempt to sign in: the record of it, and what locking is counted from."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class SignInAttempt(models.Model):
    """Somebody gave an account and a password, or a code, from an address.

    `account` is a keyed fingerprint of what was typed: a password typed into the wrong field
    must not stand in a log. `officer` is who it was, where such an account exists.
    """

    class Kind(models.TextChoices):
        """What was asked."""

        PASSWORD = "password", "密码登录"
        CODE = "code", "动态口令"
        PROOF = "proof", "签批前确认"
        UNLOCK = "unlock", "解除锁定"

    kind = models.CharField("方式", max_length=8, choices=Kind)
    account = models.CharField("账号指纹", max_length=64)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="sign_ins",
        verbose_name="工作人员",
    )  # fmt: skip
    address = models.CharField("来源地址", max_length=45)
    succeeded = models.BooleanField("成功")
    at = models.DateTimeField("时间", db_default=Now(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "登录记录"
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["account", "at"], name="sign_in_by_account"),
            models.Index(fields=["address", "at"], name="sign_in_by_address"),
        ]
