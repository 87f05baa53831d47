"""What the peers keep of a case."""

from django.db import models
from django_fsm import ConcurrentTransitionMixin, FSMField, transition
from viewflow import jsonstore
from viewflow.workflow.models import Process

DEPARTMENTS = ("民政", "公安", "市场监管", "自然资源", "医保")


class AidProcess(Process):  # type: ignore[misc]  # viewflow carries no annotations
    """viewflow.workflow as its own quick start keeps a process: values in the row's JSON."""

    household = jsonstore.IntegerField()
    situation = jsonstore.CharField(max_length=200, blank=True)
    finding = jsonstore.CharField(max_length=200, blank=True)
    noticed_on = jsonstore.DateField(null=True)
    objected = jsonstore.BooleanField(default=False)
    opinion = jsonstore.CharField(max_length=200, blank=True)
    keeper = jsonstore.CharField(max_length=200, blank=True)

    class Meta:
        proxy = True


class AidColumn(ConcurrentTransitionMixin, models.Model):
    """A bare state column by django-fsm-2: nobody asked, nothing kept but where the case stands."""

    household = models.BigIntegerField()
    replies = models.PositiveSmallIntegerField(default=0)
    noticed_on = models.DateField(null=True)
    state = FSMField(default="checking", protected=True)

    @transition(state, source="checking", target="asking")
    def check_household(self) -> None:
        """The household check is done; the departments are asked."""

    @transition(state, source="asking", target="asking")
    def reply(self) -> None:
        """One more department has answered."""
        self.replies += 1

    @transition(state, source="asking", target="notice")
    def post(self) -> None:
        """All have answered."""

    @transition(state, source="notice", target="deciding")
    def close(self) -> None:
        """The notice is over."""

    @transition(state, source="notice", target="checking")
    def object_to(self) -> None:
        """An objection sends the case back."""

    @transition(state, source="deciding", target="approved")
    def approve(self) -> None:
        """The county approves."""

    @transition(state, source="approved", target="filed")
    def file(self) -> None:
        """The dossier is filed."""


class PlainColumn(models.Model):
    """The same rows without the mixin, as most who use a state column have it."""

    state = FSMField(default="deciding", protected=True)

    class Meta:
        managed = False
        db_table = "bench_peers_aidcolumn"

    @transition(state, source="deciding", target="approved")
    def approve(self) -> None:
        """The county approves."""
