"""What is owed, by kind: the seam between a worker and everything that rows can owe.

`settings.OWED_WORK` lists classes by dotted path; each finds, claims and does its own kind of
owed work (see `documents.leases`). A worker asks them in turn. Nothing is queued anywhere:
a kind looks for its rows each time, so that work is found again after any crash.
"""

import traceback
from collections.abc import Callable, Sequence
from datetime import timedelta
from logging import getLogger
from typing import Protocol

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.db.models.functions import Now
from django.utils.module_loading import import_string

from documents.models import WorkerSign

ALIVE = timedelta(minutes=2)

logger = getLogger(__name__)


class OwedKind(Protocol):
    """One kind of owed work; built once for each worker, without arguments."""

    name: str

    def work_one(self, worker: str) -> bool:
        """Claim and do one piece, as the worker of this name; False when nothing is due."""

    def waiting(self) -> int:
        """How many pieces are owed, due or not."""

    def close(self) -> None:
        """Let go of whatever it holds; the worker stops."""


def kinds() -> list[OwedKind]:
    """The kinds of owed work of this installation, in the order of `settings.OWED_WORK`."""
    return [import_string(path)() for path in settings.OWED_WORK]


def work(
    owed: Sequence[OwedKind],
    *,
    worker: str,
    limit: int | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> int:
    """Do what is due until nothing is, `limit` pieces are done, or `stop` says so; how many.

    The kinds take turns, so that a thousand owed PDFs do not keep one reminder waiting.
    """
    done = 0
    busy = list(owed)
    while busy:
        for kind in list(busy):
            if stop() or done == limit:
                return done
            if _did_one(kind, worker):
                done += 1
            else:
                busy.remove(kind)
    return done


def _did_one(kind: OwedKind, worker: str) -> bool:
    """One kind that fails must not keep the others waiting; a database that is away stops all."""
    try:
        return kind.work_one(worker)
    except (InterfaceError, OperationalError):
        raise
    except Exception as error:  # whatever one kind does, the others go on
        # Not the message: it may hold a villager's data.
        where = "".join(traceback.format_tb(error.__traceback__))
        logger.error("%s failed: %s\n%s", kind.name, type(error).__name__, where)
        return False


def sign_in(worker: str) -> None:
    """Leave a sign of life under the worker's name, and clear those a day old."""
    with transaction.atomic():
        WorkerSign.objects.update_or_create(name=worker, defaults={"seen_at": Now()})
        WorkerSign.objects.filter(seen_at__lt=Now() - timedelta(days=1)).delete()


def sign_out(worker: str) -> None:
    """Take the sign of life away: the worker stopped on purpose."""
    with transaction.atomic():
        WorkerSign.objects.filter(name=worker).delete()


def workers_alive() -> int:
    """How many workers gave a sign within two minutes; 0 means that nothing owed gets done."""
    return WorkerSign.objects.filter(seen_at__gte=Now() - ALIVE).count()
