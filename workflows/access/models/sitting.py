"""A session of the site, with the officer who sits in it."""

from __future__ import annotations

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class Sitting(AbstractBaseSession):
    """Django's own row and, beside it, whose it is: so that an officer can end his others."""

    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sittings",
        verbose_name="工作人员",
    )  # fmt: skip

    class Meta(AbstractBaseSession.Meta):
        verbose_name = verbose_name_plural = "登录会话"

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        """What reads and writes these rows."""
        from workflows.access.sessions import SessionStore  # noqa: PLC0415 - it stores this model

        return SessionStore
