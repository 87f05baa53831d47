"""An officer leaves a post; somebody goes on with the work."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q

from .officer import Officer
from .post import Post


class Handover(models.Model):
    """离任交接: a post ends on a day, and its successor takes it up on the next.

    Work belongs to a role and an area, so whoever holds the post finds it in the inbox; what is
    kept here is who left what to whom, on whose word. `open_work` counts what lay open that day.
    """

    post = models.OneToOneField(
        Post, models.PROTECT, verbose_name="离任岗位", related_name="handover"
    )
    last_day = models.DateField("离任日期", help_text="含当日")
    successor = models.ForeignKey(
        Officer, models.PROTECT, verbose_name="接任人", related_name="handovers_taken"
    )
    basis = models.CharField("依据", max_length=200, help_text="任免或调动文件的文号")
    open_work = models.PositiveIntegerField("移交待办（件）", default=0)
    arranged_by = models.ForeignKey(
        Officer, models.PROTECT, verbose_name="安排人", related_name="handovers_arranged"
    )
    arranged_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "离任交接"
        ordering: ClassVar = ["-last_day", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(basis=""),
                name="handover_has_a_basis",
                violation_error_message="请写明任免或调动的依据。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post}移交{self.successor}"

    def clean(self) -> None:
        """Refuse a day before the post began or after it ended, and handing over to oneself."""
        if not (self.post_id and self.successor_id and self.last_day):
            return
        if self.successor_id == self.post.officer_id:
            raise ValidationError({"successor": "不能移交给本人，请改选接任人。"})
        ends = self.post.ends_on
        if self.last_day < self.post.starts_on or (ends and self.last_day > ends):
            raise ValidationError({"last_day": "离任日期不在任职期间内，请核对。"})

    @transaction.atomic
    def save(self, **options: Any) -> None:
        """End the post, appoint the successor, keep the record. Raises ValidationError.

        A successor who holds the post already, on that next day, is not appointed twice.
        """
        self.clean()
        post = Post.objects.select_for_update(of=("self",)).get(pk=self.post_id)
        post.ends_on = self.last_day
        post.save(update_fields=["ends_on"])
        next_day = self.last_day + timedelta(days=1)
        same = Post.objects.filter(role=post.role, agency=post.agency_id)
        if not same.valid_on(next_day).filter(officer=self.successor_id).exists():
            Post.objects.create(
                officer_id=self.successor_id,
                role=post.role,
                agency_id=post.agency_id,
                starts_on=next_day,
            )
        super().save(**options)
