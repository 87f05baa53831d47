"""A PDF is read back with everything a receiver can get out of it."""

import io

from pypdf import PdfWriter

from documents.reading import count_pages, read_back, read_text
from tests.documents.presses import pdf_of


def test_pages_properties_and_enclosed_files_are_read() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(pdf_of("第一行\n第二行")))
    writer.add_metadata({"/Title": "PROPERTY"})
    writer.add_attachment("facts.json", '{"名": "附件"}'.encode())
    file = io.BytesIO()
    writer.write(file)
    text = read_text(file.getvalue())
    for said in ("第一行", "第二行", "PROPERTY", '{"名": "附件"}'):
        assert said in text


def test_pages_are_counted_and_read_at_once() -> None:
    pdf = pdf_of("第一行")
    assert read_back(pdf) == (count_pages(pdf), read_text(pdf)) == (1, "第一行\n")
