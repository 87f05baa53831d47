"""Which papers and which answers of a case an officer may read."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from documents.models import Rendition
from workflows.access.actors import Actor, Role
from workflows.access.visibility import Datum, Sees, roles_with
from workflows.engine.family import SUBJECTS
from workflows.engine.models import Case, CasePaper
from workflows.engine.papers import codes_read_by, form_of

READ_PERSONAL = roles_with(Datum.ANSWERS, Sees.FULL)
READ_OPEN = roles_with(Datum.ANSWERS, Sees.OPEN)
LEARN_WHO = roles_with(Datum.OBJECTOR)


def may_read(actor: Actor, link: CasePaper) -> bool:
    """Whether the actor holds, over the case's place, a role this kind of paper is read by.

    A paper that names who complained is read by those only who may know it.
    """
    seal = link.case.table.seal
    if seal and link.paper.kind in seal.papers and not knows_who(actor, link.case):
        return False
    return has_seat(actor, link.case, form_of(link.paper.kind).readers)


def readable(actor: Actor) -> QuerySet[CasePaper]:
    """The papers the actor may open, but for those that name who complained: `may_read` has the

    last word on each. Lists of papers start here.
    """
    reach = Q(pk__in=())
    for seat in actor.seats:
        kinds = codes_read_by(seat.role)
        one = Q(case__region__gte=seat.low, case__region__lt=seat.high, paper__kind__in=kinds)
        if seat.department and seat.role is not Role.AUDITOR:
            one &= Q(case__department=seat.department)
        reach |= one
    seen = Case.objects.visible_to(actor).values("pk")
    return CasePaper.objects.filter(reach, case__in=seen)


def knows_who(actor: Actor, case: Case) -> bool:
    """Whether the actor may know who objected or reported in this case."""
    seal = case.table.seal
    if seal is None:
        return True
    subjects = {who for duty in seal.subject_by for who in case.head.duties.get(duty, ())}
    subjects |= set(case.facts.get(SUBJECTS, ()))
    return actor.person not in subjects and has_seat(actor, case, LEARN_WHO)


def may_read_personal(actor: Actor, case: Case) -> bool:
    """Whether the personal answers of this very case are shown."""
    if case.department and has_seat(actor, case, (Role.LIAISON,)):
        return True
    held_by_audit = any(s.held_by is Role.AUDITOR for s in case.table.stages.values())
    return has_seat(actor, case, (*READ_PERSONAL, Role.AUDITOR) if held_by_audit else READ_PERSONAL)


def answers_for(actor: Actor, case: Case) -> dict[str, Any]:
    """The answers the actor may read: the personal ones only where his role needs them."""
    seal, answers = case.table.seal, case.answers
    sealed = {name: answers[name] for name in seal.answers if name in answers} if seal else {}
    known = sealed if knows_who(actor, case) else {}
    return {n: v for n, v in _open_to(actor, case).items() if n not in sealed} | known


def _open_to(actor: Actor, case: Case) -> dict[str, Any]:
    if may_read_personal(actor, case):
        return case.answers
    if case.table.is_sheet or has_seat(actor, case, READ_OPEN):
        return dict(case.facts)
    recorded = {
        name
        for step in case.table.steps.values()
        if step.asks and Role.VILLAGE in (step.by or ())
        for name in step.asks.base_fields
    }
    return {name: value for name, value in case.facts.items() if name in recorded}


def papers_of(cases: Iterable[Case], actor: Actor) -> list[CasePaper]:
    """The papers of these cases that the actor may read, latest first, renditions at hand.

    Three statements, however many papers.
    """
    standing = Rendition.objects.exclude(state="superseded").select_related("file")
    links = (
        CasePaper.objects.filter(case__in=cases)
        .select_related("paper", "case")
        .defer("paper__facts", "paper__forbidden")
        .prefetch_related(
            Prefetch("paper__renditions", standing, to_attr="standing"), "paper__scans"
        )
    )
    return [link for link in links.order_by("-pk") if may_read(actor, link)]


def has_seat(actor: Actor, case: Case, roles: Iterable[Role]) -> bool:
    """Whether a seat of the actor has one of the roles and reaches the case.

    A department's seat reaches only what is addressed to that department; the auditor's reaches
    every department, for audit belongs to one without working for it.
    """
    wanted = set(roles)
    return any(
        seat.role in wanted
        and seat.covers(case.region)
        and (seat.department in ("", case.department) or seat.role is Role.AUDITOR)
        for seat in actor.seats
    )
