"""A phase-out decided on 22 September 2026, and months paid one after the other."""

from __future__ import annotations

from datetime import date

from documents.models import Paper
from workflows.engine.clockwork import tick
from workflows.engine.models import Case
from workflows.procedures.phase_out.models import Instalment
from workflows.procedures.phase_out.plan import month_after
from workflows.procedures.phase_out.rehearsal import PhaseOutCast
from workflows.registry.models import Household
from workflows.workdays import clock

DECIDED = date(2026, 9, 22)
FIRST = date(2026, 10, 1)


def kinds(case: Case) -> set[str]:
    """The papers in a case's file."""
    return set(Paper.objects.filter(dossier=case.uuid).values_list("kind", flat=True))


def to_the_approver(
    cast: PhaseOutCast, home: Household, months: int = 6, rule: str = "linear"
) -> Case:
    """Everything before the decision, on its days."""
    with clock.standing_at(date(2026, 9, 1)):
        case = cast.propose(home)
        cast.verify(case)
        cast.tell(case, months, rule)
    with clock.standing_at(date(2026, 9, 9)):
        sheet = cast.go_on(case)
        assert sheet is not None
        cast.put_up(sheet)
    with clock.standing_at(DECIDED):
        cast.take_down(sheet)
        cast.take(case, "close", cast.local("jingban"))
    return case


def granted(cast: PhaseOutCast, home: Household, months: int = 6, rule: str = "linear") -> Case:
    """A phase-out that runs from October."""
    case = to_the_approver(cast, home, months, rule)
    with clock.standing_at(DECIDED):
        cast.approve(case, months, rule)
    return case


def month(k: int) -> date:
    """The fifth day of the k-th month of the phase-out."""
    return month_after(FIRST, k - 1).replace(day=5)


def pay(cast: PhaseOutCast, case: Case, *months: int) -> None:
    """Run and settle these months, each on its fifth day."""
    for k in months:
        with clock.standing_at(month(k)):
            tick()
            pay_list = cast.run(case)
            assert pay_list is not None
            cast.pay(pay_list)


def states(case: Case) -> list[str]:
    """Where each month stands, in order."""
    rows = Instalment.objects.filter(grant__case=case, kind="month").order_by("k")
    return list(rows.values_list("state", flat=True))


def totals(case: Case, kind: str = "month") -> list[str]:
    """What each month brings, in order."""
    rows = Instalment.objects.filter(grant__case=case, kind=kind).order_by("month")
    return [str(row.due.total) for row in rows]


def basics(case: Case) -> list[str]:
    """The same without supplements."""
    rows = Instalment.objects.filter(grant__case=case, kind="month").order_by("k")
    return [str(row.due.basic) for row in rows]
