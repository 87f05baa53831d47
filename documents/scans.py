"""The signed and stamped original of a paper, scanned or photographed."""

from datetime import date

from django.db import transaction

from documents import storage, uploads
from documents.errors import FileRefused
from documents.models import Paper, Scan

_ACCEPTED = {"application/pdf", "image/jpeg", "image/png"}


def attach(
    paper: Paper, upload: uploads.Readable, *, signed_on: date, by: str, what: str = ""
) -> Scan:
    """Attach the legal original to its paper, bytes unchanged; several sheets may follow.

    `what` names an original that is not the paper's own sheet but older than it: a case taken over
    from paper has such. The same file attached twice as the same thing is attached once. Raises FileRefused for
    anything but a PDF, JPEG or PNG up to 20 MiB, a date before the paper's own (after it for an
    older original), or a voided paper; StorageFull. Writes to disk: call it outside a transaction.
    """
    if paper.voided_on is not None:
        raise FileRefused("文书已作废，不能再上传签章原件。")
    if what and signed_on > paper.issued_on:
        raise FileRefused(f"{what}的日期晚于登记表的日期 {paper.issued_on}，请核对。")
    if not what and signed_on < paper.issued_on:
        raise FileRefused(f"签章日期早于成文日期 {paper.issued_on}，请核对。")
    data = uploads.take_bytes(upload)
    media_type = uploads.media_type(data)
    if media_type not in _ACCEPTED:
        raise FileRefused("签章原件只接受 PDF、JPEG 或 PNG。")
    name = storage.write(data)
    with transaction.atomic():
        stored = storage.record(name, size=len(data), media_type=media_type)
        scan, _ = Scan.objects.get_or_create(
            paper=paper, file=stored, what=what,
            defaults={"signed_on": signed_on, "attached_by": by},
        )  # fmt: skip
    return scan
