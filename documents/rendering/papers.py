"""The one way from a paper's facts to its PDF."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import segno

from documents.kinds import Kind, PaperMeta
from documents.rendering.composing import compose
from documents.rendering.typesetting import Asset, Job, typeset

QR = "asset:qr"  # what a template writes in <img src>


def render(kind: Kind, facts: Mapping[str, Any], meta: PaperMeta) -> bytes:
    """The PDF (PDF/A-3a) of one paper; the same facts, fonts and versions give the same bytes.

    The facts themselves are embedded as `facts.json`, so that a copy of the file says all the
    paper says in a form machines read; a public kind's facts are what its allow-list let through
    at issue. Takes 0.1 to 0.8 s of CPU for one to four pages, and ten times that for a list of
    a thousand rows: a worker's job, never a request's. Raises `RenderingError`.
    """
    return typeset(
        Job(
            html=compose(kind.code, facts, meta),
            stylesheets=_stylesheets(kind, meta),
            identifier=meta.identifier.bytes,
            issued_on=meta.issued_on,
            facts=facts,
            assets=_assets(facts, meta),
        )
    )


def _stylesheets(kind: Kind, meta: PaperMeta) -> tuple[str, ...]:
    official = ("official.css",) if kind.layout in ("redhead", "letter") else ()
    demo = ("demo.css",) if meta.is_demo else ()
    return ("paper.css", *official, f"{kind.layout}.css", *demo)


def _assets(facts: Mapping[str, Any], meta: PaperMeta) -> dict[str, Asset]:
    """The QR code of the address where a reader checks the paper, where it has one.

    The facts hold the address under which papers are looked up; the check code is made at issue.
    """
    address = facts.get("verify_url")
    if not address:
        return {}
    drawing = BytesIO()
    segno.make(f"{address}{meta.check_code}/", error="m", micro=False).save(
        drawing, kind="svg", border=0, xmldecl=False
    )
    return {QR: Asset(drawing.getvalue(), "image/svg+xml")}
