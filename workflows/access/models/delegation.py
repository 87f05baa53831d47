"""Roles taken over for a time."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from workflows.access.incompatible import conflict

from .officer import Officer
from .post import IS_POSTED, ROLE_CHOICES, DatedQuerySet, Post


class Delegation(models.Model):
    """A giver's role taken over by somebody else for a time, on a written basis (代理).

    It never widens: the taker has just the seats that the giver's own posts of this role give
    on the day, so what was delegated to the giver cannot be passed on.
    """

    giver = models.ForeignKey(
        Officer, models.PROTECT, verbose_name="委托人", related_name="delegations_given"
    )
    taker = models.ForeignKey(
        Officer, models.PROTECT, verbose_name="受托人", related_name="delegations_taken"
    )
    role = models.CharField("岗位", max_length=16, choices=ROLE_CHOICES)
    starts_on = models.DateField("代理自")
    ends_on = models.DateField("代理至", help_text="含当日；代理必须有期限")
    basis = models.CharField("依据", max_length=200, help_text="书面委托的文号或会议记录")
    arranged_by = models.ForeignKey(
        Officer,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="安排人",
        related_name="delegations_arranged",
    )

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代理"
        ordering: ClassVar = ["-starts_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=IS_POSTED, name="delegation_role_is_posted"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="delegation_ends_after_it_starts",
                violation_error_message="代理终止日不得早于起始日。",
            ),
            models.CheckConstraint(
                condition=~Q(giver=F("taker")),
                name="delegation_between_two_people",
                violation_error_message="不能委托给本人。",
            ),
            models.CheckConstraint(
                condition=~Q(basis=""),
                name="delegation_has_a_basis",
                violation_error_message="请写明书面委托的依据。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.taker}代{self.giver}（{self.get_role_display()}）"

    def clean(self) -> None:
        """Refuse what the giver does not hold, and what the taker's own posts exclude."""
        if not (self.role and self.giver_id and self.taker_id and self.starts_on and self.ends_on):
            return
        given = Post.objects.filter(officer=self.giver_id, role=self.role).select_related("agency")
        seats = [post.holding().during(self.starts_on, self.ends_on) for post in given]
        seats = [seat for seat in seats if seat is not None]
        if not seats:
            raise ValidationError(
                "委托人在这段时间没有这个岗位，无从委托。", code="nothing_to_give"
            )
        own = Post.objects.filter(officer=self.taker_id).select_related("agency")
        for post in own:
            for seat in seats:
                reason = conflict(seat, post.holding())
                if reason:
                    raise ValidationError(f"受托人不宜代理：{reason}", code="incompatible_posts")

    def save(self, **options: Any) -> None:
        """Store the delegation if the rules allow it; ValidationError otherwise."""
        self.clean()
        super().save(**options)
