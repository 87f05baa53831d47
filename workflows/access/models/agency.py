"""The authorities that hold inboxes and issue papers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from workflows.registry.models import Region


class Agency(models.Model):
    """An authority that holds inboxes and issues papers under its own document code.

    A demo agency is fictitious: every page of its papers says so, and no setting removes it.
    """

    class Level(models.TextChoices):
        """Where the agency stands; a department is one of the county's."""

        COUNTY = "county", "县级"
        DEPARTMENT = "department", "县直部门"
        TOWNSHIP = "township", "乡镇"
        VILLAGE = "village", "村级"

    name = models.CharField("全称", max_length=100, unique=True)
    short_name = models.CharField("简称", max_length=40)
    level = models.CharField("层级", max_length=10, choices=Level)
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="辖区", related_name="agencies")
    department = models.CharField("部门", max_length=20, blank=True, help_text="如民政、医保")
    document_code = models.CharField("发文代字", max_length=20, blank=True)
    address = models.CharField("地址", max_length=200, blank=True)
    phone = models.CharField("联系电话", max_length=40, blank=True)
    supervision_phone = models.CharField("监督电话", max_length=40, blank=True)
    leader = models.ForeignKey(
        "workflows.Officer",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="负责人",
        related_name="leads",
        help_text="督办报送给负责人；代理和离任交接由负责人安排",
    )
    is_demo = models.BooleanField("演示机构", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "机构"
        ordering: ClassVar = ["region_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["document_code"],
                condition=~Q(document_code=""),
                name="agency_document_code_once",
                violation_error_message="发文代字已为另一机构所用，否则两家文号会重复。",
            ),
            models.UniqueConstraint(
                fields=["region", "department"],
                condition=~Q(department=""),
                name="agency_one_per_department",
                violation_error_message="同一辖区同一部门只能有一个机构。",
            ),
        ]

    def __str__(self) -> str:
        return self.name
