"""低保渐退: running phase-outs by month of end, and a month's list as the bank's workbook."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from workflows.access.actors import Role
from workflows.access.rules import actor_on, signed_in
from workflows.access.trail import What
from workflows.desk.schedules import MOST_SHOWN, endings
from workflows.desk.views.case import found, shown_to
from workflows.procedures.phase_out.bank import workbook
from workflows.procedures.phase_out.payments import on_list
from workflows.procedures.phase_out.table import PayList
from workflows.registry.models import Member
from workflows.registry.regions import names
from workflows.workdays import clock

CONCERNED = (
    Role.CLERK, Role.REVIEWER, Role.HANDLER, Role.APPROVER, Role.PAYER, Role.AUDITOR,
)  # fmt: skip
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@signed_in(*CONCERNED)
@require_safe
def phase_outs(request: HttpRequest) -> HttpResponse:
    """Which phase-outs end when: the soonest first, each with what is left of it."""
    months = endings(actor_on(request), clock.today())
    context = {"months": months, "most": MOST_SHOWN, "count": sum(len(rows) for _, rows in months)}
    return render(request, "desk/phase_outs.html", context)


@signed_in(Role.PAYER, Role.APPROVER)
@require_safe
def pay_list(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The workbook for the bank. It bears ID numbers: for the paying office alone, and put down."""
    actor = actor_on(request)
    case = found(actor, uuid)
    pays = any(
        seat.department == PayList.led_by for seat in actor.seats_of(Role.PAYER, Role.APPROVER)
    )
    if case.procedure != PayList.key or not pays:
        raise Http404("没有这份清册。")
    shown_to(request, case, What.EXPORT)
    rows = list(on_list(case))
    homes = {row.grant.household_id for row in rows}
    heads = Member.objects.filter(household__in=homes, relation="head", died_on=None)
    places = {row.grant.household.village_id for row in rows}
    book = workbook(
        case.facts["month"],
        rows,
        {head.household_id: head.id_number for head in heads},
        {place: "".join(names(place)[-2:]) for place in places},
    )
    answer = HttpResponse(book, content_type=XLSX)
    name = f"渐退金发放清册{case.facts['month']}.xlsx"
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["Cache-Control"] = "no-store"
    return answer
