"""Papers of a walked household as they left the press, and what is left of the walk."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q
from pypdf import PdfReader

from documents import kinds, storage
from documents.kinds import PaperMeta
from documents.models import Paper
from documents.printing import Printing, job_of
from documents.reading import read_text
from documents.rendering import render
from workflows.engine.models import Case, SheetEntry


@dataclass(frozen=True)
class Printed:
    """One paper. `made` is the PDF a worker made of it; without one it is rendered when asked for."""

    code: str
    number: str
    key: str
    facts: dict[str, Any]
    meta: PaperMeta
    digest: str
    forbidden: list[str]
    photographs: dict[str, bytes]
    made: bytes = b""
    state: str = ""

    @cached_property
    def pdf(self) -> bytes:
        return self.made or render(kinds.get(self.code), self.facts, self.meta, self.photographs)

    @cached_property
    def pages(self) -> list[str]:
        """The text of each page without spaces, because Chinese lines end anywhere."""
        return [
            "".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(self.pdf)).pages
        ]

    @property
    def text(self) -> str:
        return "".join(self.pages)

    @cached_property
    def everything(self) -> str:
        """All that can be read out of the file: pages, properties and the facts inside."""
        return "".join(read_text(self.pdf).split())


@dataclass(frozen=True)
class Walk:
    """What is left of a walk when its rows are gone."""

    number: str
    papers: list[Printed]
    members: list[dict[str, str]]
    neighbours: dict[str, str]

    def all(self, code: str) -> list[Printed]:
        return [paper for paper in self.papers if paper.code == code]

    def last(self, code: str) -> Printed:
        return self.all(code)[-1]


def print_all() -> None:
    """A worker prints everything that is owed."""
    printing = Printing()
    while printing.work_one("印刷"):
        pass
    printing.close()


def kept(case: Case, **neighbours: Case) -> Walk:
    """The papers of a case's file, in the order issued, posters that were replaced included."""
    case.refresh_from_db()
    assert case.household is not None
    files = [case.uuid, *([case.follows.uuid] if case.follows else [])]
    listed = SheetEntry.objects.filter(Q(case=case) | Q(case__root=case)).select_related("sheet")
    sheets = [entry.sheet for entry in listed.order_by("pk")]
    files += [sheet.uuid for sheet in sheets]
    keys = {str(one.uuid): one.key for one in (*case.children.all(), *sheets)}
    columns = ("name", "id_number", "phone", "health", "disability")
    return Walk(
        number=case.number,
        papers=[
            _printed(paper, keys)
            for paper in Paper.objects.filter(dossier__in=files).order_by("pk")
        ],
        members=list(case.household.members.values(*columns)),
        neighbours={
            name: one.household.head_name for name, one in neighbours.items() if one.household
        },
    )


def _printed(paper: Paper, keys: dict[str, str]) -> Printed:
    rendition = paper.renditions.get()
    made = storage.read(rendition.file) if rendition.file else b""
    return Printed(
        paper.kind, paper.number, keys.get(paper.entry.partition("#")[0], ""), paper.facts, paper.meta,
        paper.facts_digest, paper.forbidden, job_of(paper).photographs, made, rendition.state,
    )  # fmt: skip
