"""The one way from a paper's facts to its PDF."""

from collections.abc import Mapping
from io import BytesIO
from types import MappingProxyType
from typing import Any

import segno

from documents.kinds import Kind, PaperMeta
from documents.rendering import pictures
from documents.rendering.composing import compose
from documents.rendering.typesetting import Asset, Job, typeset

QR = "asset:qr"  # what a template writes in <img src>


# A longer list is printed on A3, in larger type: a board of many small sheets gets torn. Who has
# no such printer prints it on A4, at seven tenths, still larger than a newspaper.
A3_FROM_ROWS = 21

# Pages, by layout, for whose last lines a paper is not left as it is: a decision has one sheet with
# two pages, a letter one page.
_ONE_TOO_MANY = {"redhead": 3, "letter": 2}


def render(
    kind: Kind,
    facts: Mapping[str, Any],
    meta: PaperMeta,
    photographs: Mapping[str, bytes] = MappingProxyType({}),
) -> bytes:
    """The PDF (PDF/A-3a) of one paper; the same facts, fonts and versions give the same bytes.

    The facts themselves are embedded as `facts.json`, so that a copy of the file says all the
    paper says in a form machines read; a public kind's facts are what its allow-list let through
    at issue. Takes 0.1 to 0.8 s of CPU for one to four pages, and ten times that for a list of
    a thousand rows: a worker's job, never a request's. `photographs` are those
    the facts name (`pictures.named`), by their SHA-256. Raises `RenderingError`.
    """
    return typeset(
        Job(
            html=compose(kind.code, facts, meta),
            stylesheets=_stylesheets(kind, facts, meta),
            identifier=meta.identifier.bytes,
            issued_on=meta.issued_on,
            facts=facts,
            assets={**_qr(facts, meta), **pictures.assets(facts, photographs)},
            closer=("one_sheet.css",),
            one_too_many=_ONE_TOO_MANY.get(kind.layout, 0),
        )
    )


def _stylesheets(kind: Kind, facts: Mapping[str, Any], meta: PaperMeta) -> tuple[str, ...]:
    official = ("official.css",) if kind.layout in ("redhead", "letter") else ()
    large = ("poster_a3.css",) if kind.layout == "poster" and _is_long(facts) else ()
    demo = ("demo.css",) if meta.is_demo else ()
    return ("paper.css", *official, f"{kind.layout}.css", *large, *demo)


def _is_long(facts: Mapping[str, Any]) -> bool:
    return len(facts.get("rows") or ()) >= A3_FROM_ROWS


def _qr(facts: Mapping[str, Any], meta: PaperMeta) -> dict[str, Asset]:
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
