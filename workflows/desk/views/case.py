"""案件详情: one case with its household, its children, its papers and what happened so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from documents.masking import mask_id
from workflows.access.actors import Actor
from workflows.access.officers import holders
from workflows.access.rules import actor_on, signed_in
from workflows.access.trail import What, opened
from workflows.desk import progress
from workflows.desk.deadlines import Deadline, deadline_of
from workflows.desk.heads import head_of, title_of
from workflows.desk.offers import kept_away, links
from workflows.desk.paper_rows import paper_rows
from workflows.desk.reading import answers_for, papers_of
from workflows.desk.schedules import list_of, schedule_of
from workflows.desk.timeline import journal_of, timeline
from workflows.desk.told import asked_in, told
from workflows.engine.family import Family
from workflows.engine.matter import Matter
from workflows.engine.models import Case, Task
from workflows.engine.offers import offers
from workflows.engine.procedure import ChecklistItem
from workflows.engine.tasks import department_of
from workflows.workdays import clock

# Whom to ring about a case that waits elsewhere; more names than this help nobody.
NAMED_AT_MOST = 3


@dataclass(frozen=True, slots=True)
class Kin:
    """A child case as the parent's page shows it."""

    title: str
    stage: str
    tone: str
    deadline: Deadline | None
    address: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a sheet."""

    name: str
    group: str
    stage: str
    struck_on: Any
    address: str


def found(actor: Actor, uuid: UUID) -> Case:
    """The case if the actor may see it; another township's is a 404 like one that never was."""
    try:
        return Case.objects.visible_to(actor).get(uuid=uuid)
    except Case.DoesNotExist:
        raise Http404("没有找到该案件，或不在您的管辖范围内。") from None


def shown_to(request: HttpRequest, case: Case, what: What = What.CASE) -> None:
    """Put down that the officer of this request was shown something of the case."""
    told = f"{case.table.name} {case.number}"
    opened(request, what, household=case.household_id, about=case.uuid, told=told)


@signed_in()
@require_safe
def case(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Everything about one case that this officer may read, and the one thing to do next."""
    actor = actor_on(request)
    wanted = found(actor, uuid)
    shown_to(request, wanted)
    family = Family.read(wanted, clock.today())
    here = next(one for one in family.cases.values() if one.uuid == uuid)
    tasks = {task.case_id: task for task in Task.objects.open().filter(case__in=family.cases)}
    events = journal_of(here, actor)
    may = links(here, offers(family, here, actor))
    visible = set(
        Case.objects.visible_to(actor).filter(pk__in=family.cases).values_list("pk", flat=True)
    )
    shown = [one for one in family.cases.values() if one.pk in visible]
    papers = papers_of([one for one in shown if one.pk == here.pk or here.root_id is None], actor)
    context = {
        "trail": _trail(family, here, visible),
        "head": head_of(family, here, tasks.get(here.pk)),
        "steps": progress.stations(here, reversed(events)),
        "action": may[0] if may else None,
        "others": may[1:],
        "waiting": _waiting(family, here, actor),
        "proposal": _proposal(here, family),
        "members": _members(family, here, actor),
        "kin": [
            *(_kin(family, child, tasks) for child in shown if child.parent_id == here.pk),
            *_stood_on(here, actor),
        ],
        "entries": _entries(here),
        "answers": told(asked_in(here), answers_for(actor, here)),
        "case_uuid": here.uuid,
        "checklist": _checklist(here),
        "schedule": schedule_of(here, actor),
        "paying": list_of(here),
        "papers": paper_rows(papers),
        "events": timeline(here, events, actor),
        "chart": progress.chart(here.table, here.stage),
        "picture": reverse("desk:chart", args=[here.procedure, here.edition]),
    }
    return render(request, "desk/case.html", context)


def _trail(family: Family, here: Case, visible: set[int]) -> list[tuple[str, str]]:
    trail = [("我的待办", reverse("desk:inbox"))]
    parent = family.cases.get(here.parent_id or 0)
    if parent and parent.pk in visible:
        trail.append((title_of(parent), reverse("desk:case", args=[parent.uuid])))
    return trail


def _waiting(family: Family, here: Case, actor: Actor) -> str:
    """Who has the case when it is not for the reader to act, and why not he."""
    stage = here.table.stages[here.stage]
    if here.closed or stage.held_by is None:
        return ""
    if actor.holds(stage.held_by):
        return kept_away(family, here, actor)
    department = department_of(here, stage.held_by)
    people = holders(stage.held_by, here.region, family.today, department=department)
    names = "、".join(officer.name for officer in people[:NAMED_AT_MOST])
    return f"现由{stage.held_by.label}办理{f'（{names}）' if names else ''}。"


def _proposal(here: Case, family: Family) -> dict[str, str] | None:
    if not here.proposal:
        return None
    step = here.table.steps[here.proposal["step"]]
    second = step.agreed_by.label if step.agreed_by else ""
    event = (
        here.events.select_related("officer").filter(outcome="proposed").order_by("-seq").first()
    )
    who = event.officer.name if event and event.officer else "经办人"
    return {"label": step.label, "who": who, "role": second}


def _members(family: Family, here: Case, actor: Actor) -> list[Mapping[str, Any]]:
    """Who lives in the household, numbers masked; nothing of it on a sheet."""
    if here.household_id is None:
        return []
    today = family.today
    return [
        {
            "name": member.name,
            "relation": member.get_relation_display(),
            "sex": member.get_sex_display(),
            "age": _age(member.born, today),
            "id_number": mask_id(member.id_number),
            "labour": member.get_labour_display(),
            "died_on": member.died_on,
        }
        for member in Matter(family, here, actor).members
    ]


def _age(born: Any, today: Any) -> str:
    if born is None:
        return ""
    return str(today.year - born.year - ((today.month, today.day) < (born.month, born.day)))


def _kin(family: Family, child: Case, tasks: Mapping[int, Task]) -> Kin:
    return Kin(
        title_of(child),
        child.stage_label if child.stands else f"{child.stage_label}（结果已失效）",
        "done" if child.closed and child.stands else "",
        deadline_of(tasks.get(child.pk), family.today, family.calendar),
        reverse("desk:case", args=[child.uuid]),
    )


def _checklist(here: Case) -> Sequence[ChecklistItem]:
    """What the dossier must hold, once the case is at the stage that looks into it."""
    table = here.table
    looked_into = any(table.checked_full in step.needs for step in table.leaving[here.stage])
    return table.checklist(here) if table.checklist and looked_into else ()


def _stood_on(here: Case, actor: Actor) -> list[Kin]:
    """The sheets the case stands or stood on, those this officer may open."""
    kinds = {stage.shares for stage in here.table.stages.values() if stage.shares}
    if not any(actor.holds(*kind.seen_by) for kind in kinds):
        return []
    lines = here.listings.select_related("sheet").order_by("pk")
    return [
        Kin(
            line.sheet.table.name,
            "本户已撤下" if line.struck_on else line.sheet.stage_label,
            "done" if line.sheet.closed and not line.struck_on else "",
            None,
            reverse("desk:case", args=[line.sheet.uuid]),
        )
        for line in lines
    ]


def _entries(here: Case) -> list[Listed]:
    if not here.table.is_sheet:
        return []
    lines = here.entries.select_related("case__household").order_by("pk")
    return [
        Listed(
            line.case.household.head_name,
            line.case.household.group_name,
            line.case.stage_label,
            line.struck_on,
            reverse("desk:case", args=[line.case.uuid]),
        )
        for line in lines
        if line.case.household
    ]
