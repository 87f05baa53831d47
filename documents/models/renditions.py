"""The PDF of a paper, from owed to made: the one machine of this app that is a model.

    frozen    finish → rendered, fail → failed, park → parked
    failed    retry → frozen, park → parked
    parked    release → frozen
    rendered  supersede → superseded (the PDF is made anew as another rendition)
    all of these  void → voided

Never `refresh_from_db` here: when the row is gone it leaves the state unprotected for the
whole process. Read the row again under its lock instead (`leases.fenced`).
"""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django_fsm import FSMField, transition

from documents import leases
from documents.models.files import StoredFile
from documents.models.papers import Paper

if TYPE_CHECKING:

    class ConcurrentTransitionMixin:
        """The plugin of django-stubs takes the real one for a model of no app and types it Any."""

else:
    from django_fsm import ConcurrentTransitionMixin


class State(models.TextChoices):
    """Where a rendition stands, as the desk shows it."""

    FROZEN = "frozen", "待排版"
    RENDERED = "rendered", "已成文"
    FAILED = "failed", "排版失败，稍后重试"
    PARKED = "parked", "已搁置，须人工处理"
    SUPERSEDED = "superseded", "已重新排版"
    VOIDED = "voided", "已作废"


OWED = (State.FROZEN, State.FAILED)


class Rendition(ConcurrentTransitionMixin, leases.Leased):
    """One PDF of a paper, owed until it is rendered; `reason` says in Chinese why it is not.

    `pages` of one that is being made is the page it has come to, where that takes seconds.
    """

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="renditions")
    state = FSMField("状态", default=State.FROZEN, choices=State.choices, protected=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    pages = models.PositiveSmallIntegerField("页数", null=True)
    reason = models.CharField("原因", max_length=500, blank=True)

    class Meta:
        verbose_name = "文书成品"
        verbose_name_plural = "文书成品"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="documents_rendition_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.RENDERED) | Q(file__isnull=False),
                name="documents_rendered_has_file",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.FAILED, State.PARKED]) | ~Q(reason=""),
                name="documents_unrendered_has_reason",
            ),
            models.UniqueConstraint(
                fields=["paper"],
                condition=~Q(state=State.SUPERSEDED),
                name="documents_one_standing_rendition",
            ),
        ]
        indexes = [
            models.Index(
                fields=["not_before", "id"],
                condition=Q(state__in=OWED),
                name="documents_rendition_owed",
            )
        ]

    def __str__(self) -> str:
        return f"{self.paper_id}: {self.state}"

    @property
    def stands(self) -> str:
        """The state in words, with the page a long paper has come to."""
        label = str(State(self.state).label)
        if self.state == State.FROZEN and self.leased_by and self.pages:
            return f"正在排版，已排至第 {self.pages} 页，排完还要写出和核对"
        return label

    @classmethod
    def owed(cls) -> "models.QuerySet[Rendition]":
        """Every rendition somebody still has to make, due or not."""
        return cls._default_manager.filter(state__in=OWED)

    def on_claim(self) -> None:
        """A failed rendition that is tried again is frozen again."""
        if self.state == State.FAILED:
            self.retry()
            self.save()

    @transition(field=state, source=State.FROZEN, target=State.RENDERED)
    def finish(self, file: StoredFile, *, pages: int) -> None:
        """The PDF is made and stored."""
        self.file = file
        self.pages = pages
        self.reason = ""

    @transition(field=state, source=State.FROZEN, target=State.FAILED)
    def fail(self, reason: str, *, wait: timedelta) -> None:
        """This attempt came to nothing; the next one is due after `wait`."""
        self.reason = reason
        leases.postpone(self, wait)

    @transition(field=state, source=State.FAILED, target=State.FROZEN)
    def retry(self) -> None:
        """Its time has come again."""

    @transition(field=state, source=[State.FROZEN, State.FAILED], target=State.PARKED)
    def park(self, reason: str) -> None:
        """No further attempt will help; somebody must look at it."""
        self.reason = reason

    @transition(field=state, source=State.PARKED, target=State.FROZEN)
    def release(self) -> None:
        """Somebody has removed the cause; it is owed again, with all its attempts."""
        self.reason = ""
        self.attempts = 0
        leases.postpone(self, timedelta())

    @transition(field=state, source=State.RENDERED, target=State.SUPERSEDED)
    def supersede(self, reason: str) -> None:
        """The PDF is made anew as another rendition; this one stays as what was given out."""
        self.reason = reason

    @transition(
        field=state,
        source=[State.FROZEN, State.FAILED, State.PARKED, State.RENDERED],
        target=State.VOIDED,
    )
    def void(self, reason: str) -> None:
        """Its paper was voided; a PDF that exists is kept with the file."""
        self.reason = reason
