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

from . import batches
from .ahead import ahead
from .errorbook import ErrorBook
from .guard import Format
from .kinds import Entry, Sorted, kind_of
from .refusals import SheetRefused
from .sheets import lines

LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 5
FIRST_WAIT = timedelta(seconds=15)
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
    kind, book, counted = kind_of(batch.kind), ErrorBook(), _Counts()
    batch.position = 0
    for slice_ in _slices(batch):
        found = kind.sort(slice_, batch)
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
    """Store what is new, in slices; go on where it stopped. What is refused only now is told too."""
    kind, late = kind_of(batch.kind), list[list[object]]()
    for slice_ in _slices(batch, after=batch.position):
        with transaction.atomic():
            _still_ours(batch)
            stored, refused = kind.store(slice_, batch)
            batch.position += len(slice_)
            batch.stored += stored
            ImportBatch.objects.filter(pk=batch.pk).update(
                position=batch.position, stored=batch.stored
            )
        late += [told for entry in refused for told in _told(entry)]
    with leases.fenced(batch) as current:
        current.state, current.position = State.DONE, batch.position
        current.faults = [*late, *current.faults][:FAULTS_SHOWN]
        batches.finish(current)


class _Counts:
    """What a check found."""

    def __init__(self) -> None:
        self.rows = self.fresh = self.known = self.proposed = self.wrong = 0
        self.shown: list[list[object]] = []

    def take(self, slice_: list[Entry], found: Sorted, book: ErrorBook) -> None:
        self.rows += sum(len(family.lines) for family in slice_)
        self.fresh += len(found.fresh)
        self.known += len(found.known)
        self.proposed += len(found.proposed)
        self.wrong += len(found.wrong)
        for family in found.wrong:
            book.add(family)
            self.shown += _told(family)[: FAULTS_SHOWN - len(self.shown)]

    def give(self, batch: ImportBatch) -> None:
        batch.rows, batch.fresh, batch.known = self.rows, self.fresh, self.known
        batch.proposed, batch.wrong = self.proposed, self.wrong


def _slices(batch: ImportBatch, *, after: int = 0) -> Iterator[list[Entry]]:
    """The households of a list in slices, those before `after` only looked through."""
    kind = kind_of(batch.kind)
    rows = lines(batches.content(batch), Format(batch.form))
    every = kind.read(rows, [tuple(area) for area in batch.areas])

    def sliced() -> Iterator[list[Entry]]:
        for _ in islice(every, after):
            pass
        while slice_ := list(islice(every, kind.slice)):
            yield slice_

    with ahead(sliced()) as slices:
        yield from slices


def _told(entry: Entry) -> list[list[object]]:
    """The faults of an entry as the batch keeps them."""
    return [[fault.sheet, fault.row, fault.column, fault.message] for fault in entry.faults]


def _still_ours(batch: ImportBatch) -> None:
    """Extend the lease inside the slice's transaction; its row lock fences the slice."""
    if not leases.heartbeat(batch, lease=LEASE):
        raise LostLease(f"import {batch.pk}")


def _refuse(batch: ImportBatch, reason: str) -> None:
    with leases.fenced(batch) as current:
        current.state, current.refusal = State.REFUSED, reason
        batches.finish(current)
