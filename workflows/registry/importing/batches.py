"""A list's way from upload to decision: everything an officer does to a batch."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from documents import storage
from documents.models import StoredFile
from vault.cipher import fingerprint, seal, unseal
from workflows.registry import accesses
from workflows.registry.codes import Range
from workflows.registry.models import Household, ImportBatch, MergeProposal
from workflows.registry.models.imports import MergeProposal as Proposal
from workflows.workdays import clock

from . import storing
from .families import Family, build, header
from .guard import Format, inspect
from .households import villages_of
from .kinds import REGISTER, Kind, kind_of
from .refusals import SheetRefused
from .sheets import Line, lines

SEALED_TYPE = "application/octet-stream"
_UPLOAD, _REPORT = "import.upload", "import.report"
_NAME_LENGTH = 100

State = ImportBatch.State


def receive(
    data: bytes, name: str, *, officer: int, areas: Iterable[Range], kind: str = REGISTER
) -> ImportBatch:
    """Take a list in; what is no plain table of the template is refused here and now.

    The same file is not taken twice while it is under way. Raises SheetRefused.
    """
    form = inspect(data)
    _probe(data, form, kind_of(kind))
    digest = fingerprint(hashlib.sha256(data).hexdigest(), purpose=_UPLOAD)
    sealed = seal(data, purpose=_UPLOAD)
    sha = storage.write(sealed)
    try:
        with transaction.atomic():
            batch = ImportBatch.objects.create(
                officer_id=officer, kind=kind, areas=[list(area) for area in areas],
                name=name[-_NAME_LENGTH:], form=form, digest=digest,
                file=storage.record(sha, size=len(sealed), media_type=SEALED_TYPE),
            )  # fmt: skip
            accesses.recorded(
                accesses.What.IMPORT, officer=officer, reason="上传名单批量导入",
                told=f"批次{batch.pk}",
            )  # fmt: skip
    except IntegrityError:
        raise SheetRefused("同一个文件正在导入，请等它完成，或先取消那一批。") from None
    return batch


def _probe(data: bytes, form: Format, kind: Kind) -> None:
    """Look at the first rows: a wrong template and lost digits need no worker to be seen."""
    for _ in kind.read(lines(data, form, head=True), ()):
        pass


def content(batch: ImportBatch) -> bytes:
    """The uploaded file, unsealed in memory."""
    assert batch.file is not None
    return unseal(storage.read(batch.file), purpose=_UPLOAD)


def keep_report(data: bytes) -> tuple[str, int]:
    """Write the sealed error workbook; returns name and size of the file for `attach_report`."""
    sealed = seal(data, purpose=_REPORT)
    return storage.write(sealed), len(sealed)


def attach_report(written: tuple[str, int]) -> StoredFile:
    """The row of a sealed error workbook."""
    return storage.record(written[0], size=written[1], media_type=SEALED_TYPE)


def report(batch: ImportBatch) -> bytes:
    """The error workbook, unsealed in memory."""
    assert batch.report is not None
    return unseal(storage.read(batch.report), purpose=_REPORT)


@transaction.atomic
def confirm(batch: ImportBatch) -> None:
    """Owe a worker the storing of what was checked. ValidationError unless it waits for this."""
    current = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if current.state != State.CHECKED:
        raise ValidationError("这一批不在待确认状态，请刷新页面查看。", code="not_checked")
    if not current.fresh + current.known + current.proposed:
        raise ValidationError("没有可以导入的农户，请更正后重新上传。", code="nothing_right")
    current.state, current.position, current.attempts = State.CONFIRMED, 0, 0
    current.save()


@transaction.atomic
def cancel(batch: ImportBatch) -> None:
    """Nothing of the list is stored, and the file goes. ValidationError once it is confirmed."""
    current = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if current.state not in (State.RECEIVED, State.CHECKED):
        raise ValidationError("已经开始导入，不能取消。", code="too_late")
    current.state = State.CANCELLED
    finish(current)


def finish(batch: ImportBatch) -> None:
    """End a batch and take its file away; inside the transaction that ends it."""
    file, batch.file = batch.file, None
    batch.finished_at, batch.lease_until, batch.leased_by = clock.now(), None, ""
    batch.save()
    shared = file and ImportBatch.objects.filter(file=file).exists()
    if file and not shared:
        file.delete()  # the bytes, without a row now, are swept


def rebuilt(proposal: MergeProposal) -> Family:
    """The household of a proposal, read again from its rows."""
    rows = proposal.rows
    read = [Line(sheet, number, cells) for sheet, number, cells in rows["lines"]]
    heading = header(Line(read[0].sheet, 1, rows["titles"]))
    return build(read, heading, villages_of([tuple(a) for a in proposal.batch.areas]))


@transaction.atomic
def decide(proposal: MergeProposal, state: Proposal.State, *, officer: int) -> None:
    """Take the list's word, keep the register's, or register the rows as a household of its own.

    The rows go once it is decided. ValidationError if it was decided before.
    """
    current = MergeProposal.objects.select_for_update().get(pk=proposal.pk)
    if current.state != Proposal.State.OPEN:
        raise ValidationError("这条建议已经处理过，请刷新页面查看。", code="decided")
    if state is Proposal.State.SEPARATE and current.why != Proposal.Why.NAME:
        raise ValidationError("身份证号码相同的不能另立一户。", code="same_person")
    family = rebuilt(current)
    if state is not Proposal.State.DECLINED and not family.is_right:
        raise ValidationError(family.faults[0].message, code="wrong_now")
    if state is Proposal.State.ACCEPTED:
        storing.merge(family, current.household, clock.today())
    elif state is Proposal.State.SEPARATE:
        if family.household and Household.objects.filter(number=family.household.number).exists():
            family.household.number = ""
        storing.store([family], clock.today())
    current.state, current.decided_at, current.decided_by_id = state, clock.now(), officer
    current.rows = {}
    current.save()


def by_uuid(uuid: UUID, officer: int) -> ImportBatch | None:
    """A batch of the officer's own: a list is read by who uploaded it, and by nobody else."""
    found = ImportBatch.objects.filter(uuid=uuid, officer=officer)
    return found.select_related("file", "report").first()
