"""Roles held in agencies for a time."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from workflows.access.actors import POSTED, Role
from workflows.access.incompatible import Holding, conflict, misplaced
from workflows.registry.codes import reach

from .agency import Agency
from .officer import Officer

ROLE_CHOICES = [(role.value, role.label) for role in POSTED]
IS_POSTED = Q(role__in=[role.value for role in POSTED])
ENDS_AFTER_START = Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))


class DatedQuerySet(models.QuerySet[Any]):
    """Rows that hold for a time, both days included."""

    def valid_on(self, day: date) -> Self:
        """Those that hold on a day."""
        return self.filter(_ends_no_sooner(day), starts_on__lte=day)


def _ends_no_sooner(day: date) -> Q:
    return Q(ends_on__isnull=True) | Q(ends_on__gte=day)


class Post(models.Model):
    """An officer's role in an agency, over the agency's region, for a time.

    Incompatible posts are refused on every save, however it comes about: see
    `workflows.access.incompatible`.
    """

    officer = models.ForeignKey(
        Officer, models.PROTECT, verbose_name="工作人员", related_name="posts"
    )
    role = models.CharField("岗位", max_length=16, choices=ROLE_CHOICES)
    agency = models.ForeignKey(Agency, models.PROTECT, verbose_name="机构", related_name="posts")
    starts_on = models.DateField("任职自")
    ends_on = models.DateField("任职至", null=True, blank=True, help_text="含当日；不填为至今")

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "岗位"
        ordering: ClassVar = ["officer_id", "starts_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=IS_POSTED, name="post_role_is_posted"),
            models.CheckConstraint(
                condition=ENDS_AFTER_START,
                name="post_ends_after_it_starts",
                violation_error_message="任职终止日不得早于起始日。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer} {self.get_role_display()}（{self.agency.short_name}）"

    def holding(self) -> Holding:
        """The post as the rules of incompatibility look at it."""
        return Holding(
            Role(self.role),
            self.agency.name,
            reach(self.agency.region_id),
            self.starts_on,
            self.ends_on,
        )

    def clean(self) -> None:
        """Refuse a role its agency cannot give, and one that another post excludes."""
        if not (self.role and self.agency_id and self.officer_id and self.starts_on):
            return
        reason = misplaced(Role(self.role), self.agency.level)
        others = Post.objects.filter(officer=self.officer_id).exclude(pk=self.pk)
        for other in others.select_related("agency"):
            reason = reason or conflict(self.holding(), other.holding())
        if reason:
            raise ValidationError(reason, code="incompatible_posts")

    def save(self, **options: Any) -> None:
        """Store the post if the rules allow it; ValidationError otherwise."""
        self.clean()
        super().save(**options)
