"""WeasyPrint as it comes, kept warm, with the machine's own fonts."""

import json
from typing import Any

import weasyprint

from .serving import serve


def make(sheet: dict[str, Any]) -> bytes:
    """The PDF of a sheet: PDF/A-3a with the facts enclosed, as ours."""
    facts = weasyprint.Attachment(
        string=json.dumps(sheet["facts"], ensure_ascii=False).encode(), name="facts.json"
    )
    page = weasyprint.HTML(string=sheet["html"])
    pdf: bytes = page.write_pdf(pdf_variant="pdf/a-3a", attachments=[facts])
    return pdf


serve(make)
