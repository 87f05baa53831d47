"""The signed and stamped sheet is attached to its paper, bytes unchanged."""

import io
from datetime import date

import pytest
from django.db import transaction

from documents import storage
from documents.errors import FileRefused
from documents.issuing import void
from documents.models import Scan
from documents.scans import attach
from tests.documents.conftest import DAY, IssuePaper
from tests.documents.presses import pdf_of
from tests.documents.test_photos import photo

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (pdf_of("扫描件"), "application/pdf"),
        (photo(), "image/jpeg"),
        (photo(form="PNG"), "image/png"),
    ],
)
def test_the_original_is_kept_unchanged(
    issue_paper: IssuePaper, data: bytes, media_type: str
) -> None:
    paper = issue_paper()
    scan = attach(paper, io.BytesIO(data), signed_on=DAY, by="经办甲")
    assert storage.read(scan.file) == data
    assert scan.file.media_type == media_type
    assert (scan.signed_on, scan.attached_by) == (DAY, "经办甲")
    assert list(paper.scans.all()) == [scan]
    assert str(scan) == f"{paper.pk}: {scan.file_id}"


def test_the_same_sheet_is_attached_once_and_another_beside_it(issue_paper: IssuePaper) -> None:
    paper = issue_paper()
    first = attach(paper, io.BytesIO(photo()), signed_on=DAY, by="经办甲")
    assert attach(paper, io.BytesIO(photo()), signed_on=DAY, by="经办乙") == first
    attach(paper, io.BytesIO(photo((30, 20))), signed_on=DAY, by="经办甲")
    assert paper.scans.count() == 2


def test_webp_and_programs_are_no_originals(issue_paper: IssuePaper) -> None:
    paper = issue_paper()
    with pytest.raises(FileRefused, match="PDF、JPEG 或 PNG"):
        attach(paper, io.BytesIO(photo(form="WEBP")), signed_on=DAY, by="经办甲")
    with pytest.raises(FileRefused, match="只接受"):
        attach(paper, io.BytesIO(b"MZ"), signed_on=DAY, by="经办甲")
    assert not Scan.objects.exists()


def test_a_sheet_signed_before_its_paper_is_refused(issue_paper: IssuePaper) -> None:
    with pytest.raises(FileRefused, match="早于成文日期 2026-11-20"):
        attach(issue_paper(), io.BytesIO(photo()), signed_on=date(2026, 11, 19), by="经办甲")


def test_an_older_original_is_not_later_than_the_paper_that_gathers_it(
    issue_paper: IssuePaper,
) -> None:
    """线下转入: the register lists what was done on paper before it."""
    paper, before = issue_paper(), date(2026, 11, 19)
    with pytest.raises(FileRefused, match="入户核查表的日期晚于登记表的日期 2026-11-20"):
        attach(
            paper, io.BytesIO(photo()), signed_on=date(2026, 11, 21), by="经办甲", what="入户核查表"
        )
    scan = attach(paper, io.BytesIO(photo()), signed_on=before, by="经办甲", what="入户核查表")
    assert (scan.what, scan.signed_on) == ("入户核查表", before)


def test_a_voided_paper_takes_no_original(issue_paper: IssuePaper) -> None:
    with transaction.atomic():
        voided = void(issue_paper(), reason="误发", on=DAY)
    with pytest.raises(FileRefused, match="已作废"):
        attach(voided, io.BytesIO(photo()), signed_on=DAY, by="经办甲")
