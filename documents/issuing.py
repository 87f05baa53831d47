"""Issuing a paper: facts are frozen and numbered in the step that issues it, the PDF follows."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef

from documents import allow_list, canonical, check_codes, numbering, rows
from documents.errors import IssueRefused
from documents.kinds import Issuer, Kind
from documents.models import Paper, Rendition

# A forbidden value of one character would be found in every paper.
SHORTEST_FORBIDDEN = 2


def issue(
    kind: Kind,
    facts: dict[str, Any],
    *,
    dossier: UUID,
    issuer: Issuer,
    issued_on: date,
    demo: bool,
    entry: str = "",
    replaces: Paper | None = None,
    forbidden: Iterable[str] = (),
) -> Paper:
    """Issue a paper in the caller's transaction and leave its PDF owed: three statements, four with
    `replaces`.

    The number belongs to the year of `issued_on`. `dossier` is the file it lies in, `entry`
    the caller's name for the record it rests on. `replaces` is the paper it corrects.
    `forbidden` are values (the case's own identifiers) that the PDF of a public paper must
    not hold. Raises IssueRefused outside a transaction, for a fact that cannot be frozen or
    is not on a public kind's allow-list, and for a paper that cannot be replaced.
    """
    if not connection.in_atomic_block:
        raise IssueRefused("文书只能在办理步骤的同一事务中签发。")
    frozen = canonical.freeze(facts)
    allow_list.admit(kind, frozen)
    if replaces is not None:
        _check_replaceable(replaces)
    paper = Paper(
        kind=kind.code,
        title=kind.title,
        audience=kind.audience,
        facts=frozen,
        facts_digest=canonical.digest(frozen),
        forbidden=sorted({value.strip() for value in forbidden if _is_telling(value)}),
        check_code=check_codes.new(),
        dossier=dossier,
        entry=entry,
        issued_on=issued_on,
        issuer=asdict(issuer),
        is_demo=demo,
        replaces=replaces,
    )
    if kind.series:
        paper.series = f"{issuer.code}{kind.series}"
        paper.year = issued_on.year
        paper.serial = numbering.take(paper.series, paper.year)
        paper.number = numbering.number_text(paper.series, paper.year, paper.serial)
    rows.insert([paper])
    rows.insert([Rendition(paper=paper)])
    return paper


def void(paper: Paper, *, reason: str, on: date) -> Paper:
    """Void a paper in the caller's transaction: its number stays with it, no PDF is made any more.

    Raises IssueRefused without a reason, outside a transaction, or when it is voided already.
    """
    if not connection.in_atomic_block:
        raise IssueRefused("文书只能在办理步骤的同一事务中作废。")
    if not reason.strip():
        raise IssueRefused("作废文书须写明原因。")
    locked = Paper.objects.select_for_update().get(pk=paper.pk)
    if locked.voided_on is not None:
        raise IssueRefused(f"文书 {locked} 已于 {locked.voided_on} 作废。")
    locked.voided_on = on
    locked.voided_reason = reason.strip()
    locked.save(update_fields=["voided_on", "voided_reason"])
    for rendition in locked.renditions.select_for_update().exclude(state="superseded"):
        rendition.void("文书已作废")
        rendition.save()
    return locked


def _check_replaceable(replaced: Paper) -> None:
    """One correction to a paper; the database holds the same by a unique key."""
    corrections = Paper.objects.filter(replaces=OuterRef("pk"))
    papers = Paper.objects.select_for_update().annotate(corrected=Exists(corrections))
    locked = papers.get(pk=replaced.pk)
    if locked.voided_on is not None:
        raise IssueRefused(f"文书 {locked} 已作废，不能更正；请另行签发。")
    if locked.corrected:
        raise IssueRefused(f"文书 {locked} 已被更正，请更正最新的一份。")


def _is_telling(value: str) -> bool:
    return len("".join(value.split())) >= SHORTEST_FORBIDDEN
