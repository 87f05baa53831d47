"""No stream of a finished file ends as a line does, the ones that the writer adds included."""

import io
import re
from typing import Any

import pydyf

from documents.rendering import archiving

ENDS_LIKE_A_LINE = re.compile(rb"[\r\n]\nendstream")


def written(number: int, finish: Any) -> bytes:
    """A small file, another one for each number."""
    pdf = pydyf.PDF()
    pdf.info["Title"] = pydyf.String("a" * number)
    finish(None, pdf)
    file = io.BytesIO()
    pdf.write(file, identifier=b"0123456789abcdef", compress=True)
    return file.getvalue()


def test_the_streams_the_writer_adds_never_end_like_a_line() -> None:
    """One file in 64 would, by its checksums, and one PDF/A checker takes that for a wrong length."""
    assert any(ENDS_LIKE_A_LINE.search(written(number, lambda *_: None)) for number in range(300))
    for number in range(300):
        assert not ENDS_LIKE_A_LINE.search(written(number, archiving.finish)), number
