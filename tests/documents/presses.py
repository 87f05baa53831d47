"""Renderers for the child process: a quick one, and ones that misbehave as papers do."""

import logging
import os
import time
from typing import Any

from documents import canonical
from documents.check_codes import grouped
from documents.kinds import Kind, PaperMeta
from documents.rendering import MissingGlyphs, typesetting

Facts = dict[str, Any]
Photographs = dict[str, bytes]


def pdf_of(text: str) -> bytes:
    """A PDF of one page whose text is read back as given; characters go by their UTF-16 codes."""
    lines = "".join(f"<{line.encode('utf-16-be').hex()}> Tj T* " for line in text.split("\n"))
    content = f"BT /F1 12 Tf 14 TL 40 800 Td {lines}ET"
    font = "/Subtype /Type0 /BaseFont /Song /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R]"
    system = "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>"
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        f"<< /Type /Font {font} >>",
        f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Song {system} >>",
    ]
    pdf, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(pdf))
        pdf += f"{number} 0 obj\n{part}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    head = f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}"
    tail = f"trailer\n<< /Size {len(parts) + 1} /Root 1 0 R >>\nstartxref\n{len(pdf)}\n%%EOF\n"
    return pdf + (head + tail).encode()


def plain(kind: Kind, facts: Facts, meta: PaperMeta, photographs: Photographs) -> bytes:
    """Title, number, check code and the facts, a line each."""
    return pdf_of(
        f"{kind.title}\n{meta.number}\n{grouped(meta.check_code)}\n{canonical.text(facts)}"
    )


def unhurried(kind: Kind, facts: Facts, meta: PaperMeta, photographs: Photographs) -> bytes:
    """As `plain`, but slow enough that a worker can be met in the middle of its papers."""
    time.sleep(0.1)
    return plain(kind, facts, meta, photographs)


def page_by_page(kind: Kind, facts: Facts, meta: PaperMeta, photographs: Photographs) -> bytes:
    """Says which page it has come to, as WeasyPrint does."""
    begun = logging.getLogger("weasyprint.progress")
    for page in (1, 2, 3):
        begun.info("Step 5 - Creating layout - Page %d", page)
        begun.info("Step 6 - Creating PDF")
        time.sleep(1.1)
    return plain(kind, facts, meta, photographs)


def unescaped(kind: Kind, facts: Facts, meta: PaperMeta, photographs: Photographs) -> bytes:
    """The real typesetter, handed markup that no template would let through."""
    page = typesetting.Job(
        html=f'<html lang="zh-CN"><title>试验</title><body>{facts["markup"]}</body></html>',
        stylesheets=("paper.css", "form.css"),
        identifier=meta.identifier.bytes,
        issued_on=meta.issued_on,
        facts={},
    )
    return typesetting.typeset(page)


def silent(kind: Kind, facts: Facts, meta: PaperMeta, photographs: Photographs) -> bytes:
    """A page from which nothing can be read."""
    return pdf_of("")


def spin(kind: Kind, facts: Facts, meta: PaperMeta, photographs: Photographs) -> bytes:
    """Never ends and keeps the processor busy."""
    while True:
        pass


def hang(kind: Kind, facts: Facts, meta: PaperMeta, photographs: Photographs) -> bytes:
    """Never ends and does nothing, unless the facts say it may pass."""
    if facts.get("pass"):
        return pdf_of("passed")
    time.sleep(600)
    return b""


def devour(kind: Kind, facts: Facts, meta: PaperMeta, photographs: Photographs) -> bytes:
    """Asks for more memory than it may have."""
    return bytes(8 << 30)


def die(kind: Kind, facts: Facts, meta: PaperMeta, photographs: Photographs) -> bytes:
    """Takes its process with it."""
    os._exit(3)


def stumble(kind: Kind, facts: Facts, meta: PaperMeta, photographs: Photographs) -> bytes:
    """Raises with a fact in its message, as libraries do."""
    raise ValueError(f"cannot set {facts['note']}")


def lack_a_glyph(kind: Kind, facts: Facts, meta: PaperMeta, photographs: Photographs) -> bytes:
    """What the renderer says about a character that no font has."""
    raise MissingGlyphs("㼆")
