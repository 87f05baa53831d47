"""登记线索: pick the household or enter a new one, then what the procedure's opening step asks."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from workflows.access.actors import Actor
from workflows.access.rules import actor_on, signed_in
from workflows.desk.forms import HouseholdForm, MemberForm, Members
from workflows.desk.intake import asking, open_for, openable
from workflows.desk.picking import by_number_only, picked, reference, searched
from workflows.desk.places import places
from workflows.desk.searching import searchable, words_of
from workflows.engine.models import Case
from workflows.engine.procedure import Procedure
from workflows.engine.refusals import Invalid, Refusal
from workflows.registry.models import Household, Member
from workflows.workdays import clock

FIRST_ROWS = 3
MOST_ROWS = 20

MemberRows: type[Members] = forms.formset_factory(  # type: ignore[assignment]  # of `formset`
    MemberForm, formset=Members, extra=0, max_num=MOST_ROWS
)


@dataclass(frozen=True, slots=True)
class Found:
    """A household of the register as the search shows it."""

    named: str
    name: str
    place: str
    number: str
    address: str
    open_case: str


@dataclass
class Intake:
    """The forms of one registration, bound or empty."""

    table: type[Procedure]
    chosen: Household | None
    step_form: forms.Form
    household_form: HouseholdForm | None = None
    members: Members | None = None

    def valid(self) -> bool:
        """Whether every form is; all are looked at, so that all errors show at once."""
        parts = [self.step_form, self.household_form, self.members]
        judged = [part.is_valid() for part in parts if part is not None]
        return all(judged)


@signed_in()
@require_http_methods(["GET", "HEAD", "POST"])
@searchable
def register(request: HttpRequest, key: str = "") -> HttpResponse:
    """Open a case of the procedure `key`; the first one the officer may open if none is named."""
    actor = actor_on(request)
    tables = openable(actor)
    if not tables:
        raise PermissionDenied("您今天的岗位不登记线索；村级、乡镇经办和县经办可以登记。")
    table = next((one for one in tables if one.key == key), None) if key else tables[0]
    if table is None:
        raise Http404("没有这一程序。")
    if request.method == "POST":
        return _submitted(request, actor, table)
    chosen = picked(actor, request.GET.get("household", ""))
    intake = None
    if chosen or request.GET.get("new"):
        intake = _intake(table, chosen, actor)
    return _page(request, actor, table, intake)


def _submitted(request: HttpRequest, actor: Actor, table: type[Procedure]) -> HttpResponse:
    chosen = picked(actor, request.POST.get("household", ""))
    if request.POST.get("more"):
        return _page(request, actor, table, _intake(table, None, actor, request, more=True))
    intake = _intake(table, chosen, actor, request)
    try:
        command_id = UUID(request.POST.get("command_id", ""))
    except ValueError:
        command_id = uuid4()
    if not intake.valid():
        refusal = Invalid("有内容需要更正，已填写的内容都还在。", {})
        return _page(request, actor, table, intake, refusal, command_id)
    household: Any = chosen or (intake.household_form, intake.members)
    try:
        case = open_for(
            table, household, by=actor, command_id=command_id, answers=request.POST,
            files=request.FILES, today=clock.today(),
        )  # fmt: skip
    except Refusal as refusal:
        return _page(request, actor, table, intake, refusal, command_id)
    messages.success(request, f"已登记，编号 {case.number}。")
    return redirect("desk:case", uuid=case.uuid)


def _intake(
    table: type[Procedure],
    chosen: Household | None,
    actor: Actor,
    request: HttpRequest | None = None,
    *,
    more: bool = False,
) -> Intake:
    """The forms, bound to the request if there is one; `more` adds a row and shows no errors."""
    asks = asking(table).asks
    bound = (request.POST, request.FILES) if request else ()
    step_form = asks(*bound) if asks else forms.Form(*bound)
    if chosen:
        return Intake(table, chosen, step_form)
    data = request.POST.copy() if request else None
    if data is not None and more:
        total = f"{MemberRows.get_default_prefix()}-TOTAL_FORMS"
        rows = int(data.get(total, "0") or 0) + 1
        data[total] = str(min(rows, MOST_ROWS))
    head = {"relation": Member.Relation.HEAD}
    initial = [head, *({} for _ in range(FIRST_ROWS - 1))] if request is None else None
    members = MemberRows(data, initial=initial)
    for row in members.forms[1:]:
        row.empty_permitted = True
        row.use_required_attribute = False
    return Intake(table, None, step_form, HouseholdForm(data, actor=actor), members)


def _page(
    request: HttpRequest,
    actor: Actor,
    table: type[Procedure],
    intake: Intake | None,
    refusal: Refusal | None = None,
    command_id: UUID | None = None,
) -> HttpResponse:
    asked = words_of(request.GET)
    context = {
        "trail": [("我的待办", reverse("desk:inbox"))],
        "openings": [(one.key, asking(one).label) for one in openable(actor)],
        "table": table,
        "opening": asking(table).label,
        "asked": asked,
        "by_number": by_number_only(actor),
        "found": _shown(searched(actor, asked), table, actor) if asked else [],
        "fresh": bool(intake and not intake.chosen),
        "intake": intake,
        "chosen": _shown([intake.chosen], table, actor)[0] if intake and intake.chosen else None,
        "command_id": command_id or uuid4(),
        "refused": refusal,
    }
    status = refusal.status if refusal else 200
    return render(request, "desk/register.html", context, status=status)


def _shown(households: list[Household], table: type[Procedure], actor: Actor) -> list[Found]:
    """The households with the open case each may already have; two statements."""
    where = places(household.village_id for household in households)
    running = Case.objects.filter(household__in=households, parent=None, closed=False)
    cases = {case.household_id: case for case in running.order_by("pk")}
    address = reverse("desk:register_for", args=[table.key])
    return [
        Found(
            reference(actor, household),
            household.head_name,
            f"{where[household.village_id]} {household.group_name}".strip(),
            household.number,
            f"{address}?household={reference(actor, household)}",
            reverse("desk:case", args=[cases[household.pk].uuid]) if household.pk in cases else "",
        )
        for household in households
    ]
