"""The dossier of a case: its papers in order, what is still missing, and their hashes."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import OuterRef, Subquery

from documents.models import Delivery, Paper, Rendition, Scan
from workflows.engine.models import Case
from workflows.engine.packaging import belonging
from workflows.engine.papers import form_of

from . import originals

# 卷内文书的次序（domain 6.5）与必备件
ORDER = (
    "D18", "D03", "D01", "D01-T", "D01-X", "D02", "D04", "D05", "D06", "D06-W", "D07", "D09", "D09-S", "D08",
    "D10", "D11", "D12", "D13",
    "D14", "D17", "D19", "D21", "D22", "D22-S", "D50", "D20", "D54-T", "D23", "D24",
)  # fmt: skip
REQUIRED = ("D18", "D03", "D05", "D08", "D12", "D13", "D17", "D21", "D50", "D20")
REVIEWED = "D11"  # needed where a meeting was held
# Of these each child case has its own; of the others the newest counts.
PER_CHILD = ("D08",)


@dataclass(frozen=True, slots=True)
class Holding:
    """A paper in the dossier: pages and SHA-256 of its PDF once it is made, and of its signed original.

    Of several scans the last one counts. What does not exist is None or "".
    """

    paper: Paper
    pages: int | None
    pdf: str
    scan: str

    @property
    def wants_scan(self) -> bool:
        return form_of(self.paper.kind).stamped

    @property
    def case(self) -> UUID:
        """The case in whose step it was issued."""
        return UUID(self.paper.entry.partition("#")[0])


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the checklist: the papers of a kind that count, and what they lack, in Chinese."""

    code: str
    title: str
    papers: tuple[Paper, ...]
    wants_scan: bool
    lacks: tuple[str, ...]

    @property
    def present(self) -> bool:
        return bool(self.papers)

    @property
    def complete(self) -> bool:
        """Every one there, signed and stamped where that is wanted."""
        return not self.lacks


def holdings(head: Case) -> list[Holding]:
    """Every paper in force: the case's own, its clues', and the posters it stands on; one statement."""
    made = Rendition.objects.filter(paper=OuterRef("pk"), state="rendered").order_by("-pk")
    scans = Scan.objects.filter(paper=OuterRef("pk"), what="").order_by("-pk")
    papers = Paper.objects.filter(belonging(head), voided_on=None, superseded_by=None)
    found = papers.defer("facts", "forbidden").annotate(
        pages=Subquery(made.values("pages")[:1]),
        pdf=Subquery(made.values("file__sha256")[:1]),
        scan=Subquery(scans.values("file__sha256")[:1]),
    )
    held = [
        Holding(paper, paper.pages, paper.pdf or "", paper.scan or "")
        for paper in found.order_by("pk")
    ]
    return sorted(held, key=_place)


def _place(one: Holding) -> int:
    """Where a paper is filed; kinds the order does not name come last."""
    return ORDER.index(one.paper.kind) if one.paper.kind in ORDER else len(ORDER)


def papers_of(head: Case) -> list[Paper]:
    """Every paper in force in a case's dossier, in the order of filing."""
    return [one.paper for one in holdings(head)]


def checklist(head: Case) -> list[Item]:
    """What the dossier must hold before it is filed; two statements."""
    held: dict[str, list[Holding]] = {}
    for one in holdings(head):
        held.setdefault(one.paper.kind, []).append(one)
    wanted = (*REQUIRED, REVIEWED) if head.facts.get("meeting") else REQUIRED
    answered, on_paper = _answered(head), _on_paper(head)
    register = held.get(originals.REGISTER, [])[-1:]
    return [
        _gathered(code, register)
        if code in on_paper and not held.get(code)
        else _item(code, held.get(code, []), answered)
        for code in wanted
    ]


def complete(head: Case) -> bool:
    """Whether nothing of the checklist is missing."""
    return all(item.complete for item in checklist(head))


def delivered(head: Case, code: str) -> bool:
    """Whether the service of the newest letter of a kind is recorded, and the record stands."""
    letters = Paper.objects.filter(dossier=head.uuid, kind=code, voided_on=None).order_by("-pk")
    served = Delivery.objects.filter(paper=Subquery(letters.values("pk")[:1]), withdrawn_reason="")
    return served.exists()


def _answered(head: Case) -> dict[UUID, str]:
    """The co-checks that must have a reply form: the newest round of each department not waived.

    What was typed in from a department's own paper has none: that paper is the original.
    """
    asked = Case.objects.filter(parent=head, procedure="co_check").order_by("round")
    newest = {one.key: one for one in asked}
    return {
        one.uuid: key
        for key, one in newest.items()
        if one.stage == "accepted" and not one.facts.get("transcribed")
    }


def _on_paper(head: Case) -> frozenset[str]:
    """Kinds of which the dossier has originals from before the case was taken over: 线下转入."""
    if not head.facts.get("offline"):
        return frozenset()
    there = {scan.what for scan in originals.scans(head)}
    return frozenset(code for what, code in originals.STANDS_FOR.items() if what in there)


def _gathered(code: str, register: list[Holding]) -> Item:
    """An item whose originals lie with the register of what was done on paper."""
    title = f"{form_of(code).kind.title}（线下原件）"
    return Item(code, title, tuple(one.paper for one in register), False, ())


def _item(code: str, held: list[Holding], answered: dict[UUID, str]) -> Item:
    form = form_of(code)
    if code in PER_CHILD:
        newest = {one.case: one for one in held if one.case in answered}
        counted = list(newest.values())
        lacks = [
            f"缺{form.kind.title}（{answered[case]}）" for case in answered if case not in newest
        ]
    else:
        counted = held[-1:]
        lacks = [] if held else [f"缺{form.kind.title}"]
    lacks += [f"{one.paper} 没有签章原件" for one in counted if form.stamped and not one.scan]
    papers = tuple(one.paper for one in counted)
    return Item(code, form.kind.title, papers, form.stamped, tuple(lacks))
