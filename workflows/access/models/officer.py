"""Who signs in."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models

from workflows.registry.names import LONGEST_WITH_DOT, check_name


class Officer(AbstractUser):  # type: ignore[django-manager-missing]  # the reverse side of an untyped library's key
    """Somebody who signs in. What he may do comes from posts and delegations only."""

    first_name = None  # type: ignore[assignment]  # Chinese names have no parts to be stored apart
    last_name = None  # type: ignore[assignment]  # as above
    name = models.CharField("姓名", max_length=LONGEST_WITH_DOT, validators=[check_name])
    phone = models.CharField("办公电话", max_length=40, blank=True)
    # Somebody else knows it: nothing opens until it is changed (workflows.access.rules).
    must_renew = models.BooleanField("须修改初始密码", default=False)

    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        verbose_name = verbose_name_plural = "工作人员"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        """The name in one piece, as papers print it."""
        return self.name

    def get_short_name(self) -> str:
        """The same: a Chinese given name alone is no way to address an officer."""
        return self.name
