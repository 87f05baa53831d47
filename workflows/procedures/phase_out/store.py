"""A phase-out's account read from the ledger and written back, under the payment office's lock.

Whoever changes lines holds the office's row, so that a monthly run and a decision on one of its
households wait for each other. Lock order everywhere: case, then office.
"""

from __future__ import annotations

from workflows.registry.codes import reach
from workflows.registry.dibao import Standard, standards
from workflows.registry.models import Region

from .account import Account, Line, State
from .models import Grant, Instalment, cents_of, yuan

CHANGING = (
    "of", "numerator", "denominator", "persons", "eligible", "standard", "basic", "each", "state",
    "pay_list",
)  # fmt: skip
# Lines that are no longer on the list they were put on: they come on the next one.
OFF_THE_LIST = (State.HELD, State.CANCELLED, State.PLANNED, State.REISSUED)


def office_of(place: int) -> int:
    """The county that pays for a place."""
    return reach(place // 10**6)[0]


def lock_office(office: int) -> None:
    """Wait for the payment office's row and hold it until the transaction ends."""
    Region.objects.select_for_update().filter(pk=office).first()


def grant_of(case: int) -> Grant:
    """The grant of a case, under its office's lock. Raises Grant.DoesNotExist before approval."""
    grant = Grant.objects.get(case=case)
    lock_office(grant.office)
    grant.refresh_from_db()
    return grant


def standard_of(grant: Grant) -> Standard:
    """The monthly standard that rules a grant's months."""
    return standards(grant.office)


def load(grant: Grant) -> tuple[Account, list[Instalment]]:
    """The account with the rows its lines stand for, in the same order."""
    rows = list(grant.instalments.filter(kind=Instalment.Kind.MONTH).order_by("k"))
    lines = [
        Line(
            row.k, row.month, row.share, row.persons, row.eligible, yuan(row.standard), row.due,
            State(row.state),
        )
        for row in rows
    ]  # fmt: skip
    return Account(grant.terms, lines, grant.held), rows


def save(grant: Grant, account: Account, rows: list[Instalment]) -> None:
    """Write back what changed, and the months that are new. `grant.months` is that of the account."""
    grant.held = account.held
    grant.save(update_fields=["held", "months", "ends_on"])
    known = {row.k: row for row in rows}
    fresh = []
    for line in account.lines:
        row = known.get(line.k)
        if row is None:
            row = Instalment(grant=grant, office=grant.office, k=line.k, month=line.month)
            fresh.append(row)
        write(row, line, grant.months)
    Instalment.objects.bulk_update(rows, CHANGING)
    Instalment.objects.bulk_create(fresh)


def write(row: Instalment, line: Line, months: int) -> None:
    """Bring a row up to its line."""
    row.of, row.state = months, line.state.value
    row.numerator, row.denominator = line.share.numerator, line.share.denominator
    row.persons, row.eligible = line.persons, line.eligible
    row.standard = cents_of(line.standard)
    row.basic, row.each = cents_of(line.due.basic), cents_of(line.due.each)
    if line.state in OFF_THE_LIST:
        row.pay_list = None
