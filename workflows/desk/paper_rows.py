"""The papers of a case as a list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from documents.models import Rendition
from workflows.engine.models import CasePaper


@dataclass(frozen=True, slots=True)
class PaperRow:
    """`pdf` is "" until the PDF is made; `state` then says how far it is."""

    title: str
    number: str
    issued_on: date
    state: str
    signed: bool
    address: str
    pdf: str


def paper_rows(links: Iterable[CasePaper]) -> list[PaperRow]:
    """One row a paper, as `reading.papers_of` fetched them."""
    return [paper_row(link) for link in links]


def paper_row(link: CasePaper) -> PaperRow:
    """One paper, with the address of its PDF if there is one."""
    paper = link.paper
    standing: list[Rendition] = getattr(paper, "standing", [])
    made = next((one for one in standing if one.file_id and one.state == "rendered"), None)
    made_so_far = standing[0].stands if standing else ""
    state = "已作废" if paper.voided_on else made_so_far
    return PaperRow(
        f"{paper.title}（{link.case.department}）" if link.case.department else paper.title,
        paper.number,
        paper.issued_on,
        state,
        bool(paper.scans.all()),
        reverse("desk:paper", args=[paper.uuid]),
        reverse("desk:pdf", args=[paper.uuid]) if made else "",
    )
