"""Phase-outs of the demonstration county: at the hearing, before the approver, running, ended."""

from __future__ import annotations

from datetime import date, timedelta

from workflows.engine.clockwork import tick
from workflows.engine.models import Case
from workflows.registry.models import Household
from workflows.workdays import clock

from .plan import month_after, month_of
from .rehearsal import APPROVER, PhaseOutCast, entitle, standardise

# How far the demonstration takes a household, and for how many months it is granted.
REACHED = {"proposed": 6, "hearing": 6, "approving": 6, "active": 12, "expiring": 2, "exited": 1}
# How many months before this one a household that is granted was proposed, on the first.
BACK = {"active": 1, "expiring": 2, "exited": 3}
# The hearing and the notice take three weeks, and a holiday may lie in them.
LONGEST = timedelta(days=40)
SINCE = timedelta(days=400)
PAY_DAY = 5


def demonstrate(homes: list[Household]) -> int:
    """Walk one household of a township to each of `REACHED`; returns the number of phase-outs.

    Deterministic for the same register and day. Needs the county's staff.
    """
    today = clock.today()
    standardise(homes[0].village_id, today - SINCE)
    cast = PhaseOutCast(township=1)
    cases = {}
    for home, reached in zip(homes, REACHED, strict=False):
        home.carded = True
        home.save(update_fields=["carded"])
        entitle(home, today - SINCE)
        cases[reached] = walk(cast, home, reached)
    _pay(cast, cases["exited"], today)
    _leave(cast, cases["exited"])
    tick()
    return len(cases)


def walk(cast: PhaseOutCast, home: Household, reached: str) -> Case:
    """Take one household to the decision, or as far as it is to come."""
    with clock.standing_at(_first_day(clock.today(), reached)):
        case = cast.propose(home)
        if reached == "proposed":
            return case
        cast.verify(case)
        cast.tell(case, REACHED[reached])
    if reached == "hearing":
        return case
    with clock.standing_at(_free_on(case)):
        sheet = cast.go_on(case)
        if sheet is not None:
            cast.put_up(sheet)
    if sheet is not None:
        with clock.standing_at(_free_on(sheet)):
            cast.take_down(sheet)
            cast.take(case, "close", cast.local("jingban"))
    with clock.standing_at(case.entered_on):
        if reached != "approving":
            cast.approve(case, REACHED[reached])
    return case


def _first_day(today: date, reached: str) -> date:
    """The day of the proposal."""
    if reached in BACK:
        return month_after(today, -BACK[reached])
    return today - (LONGEST if reached == "approving" else timedelta(days=1))


def _free_on(case: Case) -> date:
    """The first day a minimum period is over."""
    task = case.tasks.get(closed_at=None)
    assert task.ready_on is not None  # it has begun
    return task.ready_on


def _pay(cast: PhaseOutCast, earliest: Case, today: date) -> None:
    """Every month since the earliest grant, on its fifth day, for all households at once."""
    month = month_of(date.fromisoformat(earliest.facts["from_on"]))
    while month.replace(day=PAY_DAY) <= today:
        with clock.standing_at(month.replace(day=PAY_DAY)):
            tick()
            pay_list = cast.run(earliest)
            if pay_list is not None:
                cast.pay(pay_list)
        month = month_after(month)


def _leave(cast: PhaseOutCast, case: Case) -> None:
    """Reviewed and decided within the last month."""
    with clock.standing_at(date.fromisoformat(case.facts["to_on"]) - timedelta(days=1)):
        tick()
        cast.review(case)
        cast.take(case, "exit_", APPROVER, decision_text="期满退出。")
