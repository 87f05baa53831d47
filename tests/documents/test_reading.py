"""A PDF is read back with everything a receiver can get out of it."""

import io

from pypdf import PdfWriter

from documents.reading import read_text
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
