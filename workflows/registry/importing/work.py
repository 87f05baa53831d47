"""The worker's part: check a list, store it, slice by slice under one lease."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from logging import getLogger

from django.db import IntegrityError, transaction

from documents import leases
from documents.errors import PaperError
from documents.leases import LostLease
from workflows.registry.models import ImportBatch
from workflows.workdays import clock

from . import batches, storing
from .ahead import ahead
from .errorbook import ErrorBook
from .families import Family, families
from .guard import Format
from .matching import Seen, Sorted, sort
from .refusals import SheetRefused
from .sheets import lines

LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 5
FIRST_WAIT = timedelta(seconds=15)
SLICE = 500
FAULTS_SHOWN = 50
_GIVEN_UP = "导入多次中断，没有完成；已导入的农户仍在，请重新上传同一文件继续。"

State = ImportBatch.State
logger = getLogger(__name__)


class Imports:
    """The owed kind of the register: lists to be checked or stored."""

    name = "名单导入"

    def work_one(self, worker: str) -> bool:
        """Go through one list; False when none is owed."""
        batch = leases.claim(ImportBatch.owed(), worker=worker, lease=LEASE)
        if batch is None:
            return False
        try:
            if batch.attempts > MOST_ATTEMPTS:
                _refuse(batch, _GIVEN_UP)
            elif batch.state == State.RECEIVED:
                check(batch)
            else:
                store(batch)
        except SheetRefused as refused:
            _refuse(batch, str(refused))
        except LostLease:
            logger.warning("import %s was taken over", batch.pk)
        except (IntegrityError, PaperError) as error:
            # Somebody registered one of them meanwhile, or a file is away: found so next time.
            logger.warning("import %s: %s, tried again", batch.pk, type(error).__name__)
            with leases.fenced(batch) as current:
                leases.postpone(current, FIRST_WAIT * batch.attempts)
                current.save()
        return True

    def waiting(self) -> int:
        """How many lists are owed."""
        return ImportBatch.owed().count()

    def close(self) -> None:
        """Nothing is held between two lists."""


def check(batch: ImportBatch) -> None:
    """Read every row, say what each household is to the register, and keep what is wrong."""
    book, counted = ErrorBook(), _Counts()
    batch.position = 0
    for slice_ in _slices(batch):
        found = sort(slice_, batch.areas)
        counted.take(slice_, found, book)
        batch.position += len(slice_)
        with transaction.atomic():
            _still_ours(batch)
            ImportBatch.objects.filter(pk=batch.pk).update(position=batch.position)
    report = batches.keep_report(book.finish()) if book else None
    with leases.fenced(batch) as current:
        current.state, current.position, current.total = State.CHECKED, 0, batch.position
        counted.give(current)
        current.faults = counted.shown
        current.report = batches.attach_report(report) if report else None
        current.save()


def store(batch: ImportBatch) -> None:
    """Put what is new into the register and propose what is recognised; go on where it stopped."""
    done = batch.position
    for slice_ in _slices(batch, after=done):
        with transaction.atomic():
            _still_ours(batch)
            storing.hold_villages(slice_)
            found = sort(slice_, batch.areas)
            storing.store(found.fresh, clock.today())
            storing.propose(batch, found.proposed)
            batch.position += len(slice_)
            batch.stored += len(found.fresh)
            ImportBatch.objects.filter(pk=batch.pk).update(
                position=batch.position, stored=batch.stored
            )
    with leases.fenced(batch) as current:
        current.state, current.position = State.DONE, batch.position
        batches.finish(current)


class _Counts:
    """What a check found."""

    def __init__(self) -> None:
        self.rows = self.fresh = self.known = self.proposed = self.wrong = 0
        self.shown: list[list[object]] = []

    def take(self, slice_: list[Family], found: Sorted, book: ErrorBook) -> None:
        self.rows += sum(len(family.lines) for family in slice_)
        self.fresh += len(found.fresh)
        self.known += len(found.known)
        self.proposed += len(found.proposed)
        self.wrong += len(found.wrong)
        for family in found.wrong:
            book.add(family)
            for fault in family.faults[: FAULTS_SHOWN - len(self.shown)]:
                self.shown.append([fault.sheet, fault.row, fault.column, fault.message])

    def give(self, batch: ImportBatch) -> None:
        batch.rows, batch.fresh, batch.known = self.rows, self.fresh, self.known
        batch.proposed, batch.wrong = self.proposed, self.wrong


def _slices(batch: ImportBatch, *, after: int = 0) -> Iterator[list[Family]]:
    """The households of a list in slices, those before `after` only looked through."""
    villages = batches.villages_of([tuple(area) for area in batch.areas])
    seen = Seen()

    rows = lines(batches.content(batch), Format(batch.form))

    def each() -> Iterator[Family]:
        for family in families(rows, villages):
            seen.take(family)
            yield family

    every = each()

    def sliced() -> Iterator[list[Family]]:
        for _ in islice(every, after):
            pass
        while slice_ := list(islice(every, SLICE)):
            yield slice_

    with ahead(sliced()) as slices:
        yield from slices


def _still_ours(batch: ImportBatch) -> None:
    """Extend the lease inside the slice's transaction; its row lock fences the slice."""
    if not leases.heartbeat(batch, lease=LEASE):
        raise LostLease(f"import {batch.pk}")


def _refuse(batch: ImportBatch, reason: str) -> None:
    with leases.fenced(batch) as current:
        current.state, current.refusal = State.REFUSED, reason
        batches.finish(current)
