"""Papers as a step issues them: which kind, which facts, who may read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from documents.issuing import issue
from documents.kinds import Issuer, Kind
from documents.models import Paper
from workflows.access.actors import Role
from workflows.access.models import Agency

from .matter import Matter
from .models import Case, CasePaper


@dataclass(frozen=True)
class PaperForm:
    """A kind of paper in a procedure: `facts` gathers what is frozen into it.

    `readers` are the roles that may open it among those who see its case. `stamped` papers want
    the signed, stamped sheet attached as the legal original. `supersedes`: a new one of the same
    case replaces the one before. `forbidden` yields values that must not appear in a public paper.
    `in_name_of`: the agency that issues it where that is not the officer's own, because he acts for
    it: its name, its number series.
    `gathers` names the earlier originals that are attached to it, beside its own signed sheet.
    """

    kind: Kind
    facts: Callable[[Matter], dict[str, Any]]
    readers: tuple[Role, ...]
    stamped: bool = False
    supersedes: bool = False
    forbidden: Callable[[Matter], Iterable[str]] | None = None
    in_name_of: Callable[[Matter], Agency] | None = None
    gathers: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _forms[self.kind.code] = self


_forms: dict[str, PaperForm] = {}


def form_of(code: str) -> PaperForm:
    """The procedure's side of a kind. Raises KeyError for a code no procedure issues."""
    return _forms[code]


def codes_read_by(role: Role) -> list[str]:
    """The kinds of papers a role may open, where it sees the case."""
    return sorted(code for code, form in _forms.items() if role in form.readers)


def issue_for(form: PaperForm, matter: Matter, seq: int) -> tuple[Paper, CasePaper]:
    """Freeze one paper for a case, in the caller's transaction; the link is saved by the caller."""
    agency = form.in_name_of(matter) if form.in_name_of else matter.agency
    case = matter.case
    issuer = Issuer(agency.name, agency.document_code, agency.phone, agency.address)
    paper = issue(
        form.kind,
        form.facts(matter),
        dossier=matter.head.uuid,
        issuer=issuer,
        issued_on=matter.today,
        entry=f"{case.uuid}#{seq}",
        replaces=_earlier(form, case) if form.supersedes else None,
        forbidden=tuple(form.forbidden(matter)) if form.forbidden else (),
        demo=agency.is_demo,
    )
    return paper, CasePaper(case=case, seq=seq, paper=paper)


def _earlier(form: PaperForm, case: Case) -> Paper | None:
    links = CasePaper.objects.filter(case=case, paper__kind=form.kind.code)
    link = links.select_related("paper").order_by("-pk").first()
    return link.paper if link else None
