"""One small mechanism by which workers claim owed work: lease, heartbeat, fencing number.

Rows own the work: what is owed is a row that says so, never a message. A worker leases the
row, does the slow part outside any transaction, and writes result and completion in one
transaction that its fencing number still opens. A worker that was killed leaves a lease that
runs out; one that was merely slow finds its number overtaken and writes nothing.
All times are the database's, so that machines whose clocks differ agree on every lease.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TypeVar

from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Now


class LostLease(Exception):
    """Another worker has taken the row since; nothing may be written for it any more."""


class Leased(models.Model):
    """Mixed into a row that can be owed work: when it is due, who does it, how often it was tried."""

    not_before = models.DateTimeField(db_default=Now(), editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)
    leased_by = models.CharField(max_length=100, blank=True, editable=False)
    fence = models.PositiveIntegerField(default=0, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    def on_claim(self) -> None:
        """Called on the claimed row inside the claiming transaction; a row may ready itself here."""


Row = TypeVar("Row", bound=Leased)


def due(rows: models.QuerySet[Row]) -> models.QuerySet[Row]:
    """Those of the owed rows whose time has come and that nobody holds, oldest first."""
    free = Q(lease_until=None) | Q(lease_until__lt=Now())
    return rows.filter(free, not_before__lte=Now()).order_by("not_before", "pk")


def claim(rows: models.QuerySet[Row], *, worker: str, lease: timedelta) -> Row | None:
    """Take one due row for `lease`; None when nothing is due or all of it is being taken.

    PostgreSQL passes over rows that others are taking; on SQLite, whose transactions queue,
    the compare-and-set on the fencing number holds even if somebody turned the queue off.
    The attempt is counted here, so that work which kills its worker runs out of attempts too.
    """
    if not due(rows).exists():  # an idle worker must not take SQLite's only write lock
        return None
    with transaction.atomic():
        found = due(rows).select_for_update(skip_locked=True).first()
        if found is None:
            return None
        won = rows.model._default_manager.filter(pk=found.pk, fence=found.fence).update(
            fence=F("fence") + 1,
            attempts=F("attempts") + 1,
            lease_until=Now() + lease,
            leased_by=worker,
        )
        if not won:
            return None
        taken = rows.model._default_manager.get(pk=found.pk)
        taken.on_claim()
    return taken


def heartbeat(row: Leased, *, lease: timedelta) -> bool:
    """Extend the lease while the work goes on; False when another worker has taken the row."""
    with transaction.atomic():
        held = type(row)._default_manager.filter(pk=row.pk, fence=row.fence)
        return bool(held.update(lease_until=Now() + lease))


@contextmanager
def fenced(row: Row) -> Iterator[Row]:
    """One transaction in which the row, read again under its lock, is still this worker's.

    The caller writes result and completion inside; the lease ends with it. Raises LostLease
    when the row was taken by another or is gone.
    """
    with transaction.atomic():
        current = type(row)._default_manager.select_for_update().filter(pk=row.pk).first()
        if current is None or current.fence != row.fence:
            raise LostLease(f"{row._meta.label} {row.pk}")
        current.lease_until = None
        current.leased_by = ""
        yield current


def postpone(row: Leased, wait: timedelta) -> None:
    """Make the row due again after `wait`, counted from the next save on the database's clock."""
    # SQLite writes a sum with more decimals than the time itself, which then compares as later.
    row.not_before = Now() + wait if wait else Now()
