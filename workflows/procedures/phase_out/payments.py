"""The monthly run and what becomes of its list: set-based, and once for an office and month.

The run reckons in the database, in whole cents, because it moves every household of a county at
once; `account.fall_due` says the same of one household, and a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.db import connection, transaction
from django.db.models import Case as When_
from django.db.models import F, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce

from workflows.access.actors import SYSTEM, Actor
from workflows.engine.lists import begin
from workflows.engine.matter import Matter
from workflows.engine.models import Case
from workflows.engine.procedure import Sheet
from workflows.engine.refusals import Blocked, NotNow
from workflows.registry.dibao import NoStandard, Standard, standards
from workflows.workdays import clock

from .account import State
from .forms.running import FRAUD, RECOVER
from .models import MILLIONTHS, Grant, Instalment, cents_of
from .plan import month_of
from .store import lock_office

RUNS = UUID("6f1d3a52-8e0c-5d4b-9a57-0c1b7e2f4d30")
# Payments that await a list.
READY = Q(state__in=(State.DUE, State.REISSUED), pay_list=None)
# Of whom the decision has fallen, or who obtained it by fraud: what was on its way comes back.
FORFEITED = Q(grant__case__stage="voided", grant__case__facts__consequence=RECOVER) | Q(
    grant__case__stage="ended_early", grant__case__facts__end_reason=FRAUD
)
TOTAL = Sum(F("basic") + F("each") * F("eligible"))


@transaction.atomic
def run(office: int, month: date, table: type[Sheet], *, by: Actor = SYSTEM) -> Case | None:
    """Let a month fall due for an office's households, and put what is to be paid on one list.

    `office` is the county's region code, `table` the list's procedure. Once a month: a second run
    finds the list and changes nothing. None when nothing is to be paid. Raises NotNow before the
    month begins, Blocked without its standard.
    """
    month = month_of(month)
    if month > clock.today():
        raise NotNow(f"{month:%Y年%-m月}还没有到，{month:%Y年%-m月%-d日}起方可生成发放清册。")
    lock_office(office)
    command = command_of(office, month)
    earlier = Case.objects.filter(uuid=command).first()
    if earlier:
        return earlier
    fall_due(office, month, standards(office))
    ready = Instalment.objects.filter(READY, office=office)
    if not ready.exists():
        return None
    facts: dict[str, Any] = {"month": f"{month:%Y-%m}", **figures(ready)}
    facts["counts_from"] = _last_day_before(month).isoformat()
    sheet, _ = begin(table, by=by, region=office, command_id=command, facts=facts)
    ready.update(pay_list=sheet)
    return sheet


def command_of(office: int, month: date) -> UUID:
    """The one command that draws an office's list of a month; the list bears it."""
    return uuid5(RUNS, f"{office} {month:%Y-%m}")


def fall_due(office: int, until: date, standard: Standard) -> None:
    """Settle every planned month up to `until`, each at its own standard; hold what is suspended."""
    planned = Instalment.objects.filter(
        office=office, state=State.PLANNED, month__lte=until, kind=Instalment.Kind.MONTH
    )
    for month in planned.order_by().values_list("month", flat=True).distinct():
        try:
            cents = cents_of(standard(month))
        except NoStandard as error:
            raise Blocked("低保标准没有录入，不能生成发放清册。", [str(error)]) from error
        with connection.cursor() as cursor:
            cursor.execute(_FALL_DUE, {"standard": cents, "office": office, "month": month})


def confirm(matter: Matter) -> None:
    """核定: what is still due on the list goes to the bank; the rest leaves the list."""
    sheet = matter.case
    lock_office(sheet.region)
    on_it = Instalment.objects.filter(pay_list=sheet)
    on_it.exclude(state__in=(State.DUE, State.REISSUED)).update(pay_list=None)
    on_it.update(state=State.CONFIRMED)


def settle(matter: Matter) -> None:
    """登记回盘: paid, but for what the bank returned, each with its reason."""
    sheet, answers = matter.case, matter.answers
    lock_office(sheet.region)
    on_it = Instalment.objects.filter(pay_list=sheet, state=State.CONFIRMED)
    reasons = {int(key): reason for key, reason in answers["failed"]}
    if reasons:
        whens = [When(pk=key, then=Value(reason)) for key, reason in reasons.items()]
        on_it.filter(pk__in=reasons).update(state=State.FAILED, note=When_(*whens))
    on_it.filter(state=State.CONFIRMED).update(
        state=State.PAID, paid_on=date.fromisoformat(answers["paid_on"])
    )
    on_it = Instalment.objects.filter(FORFEITED, pay_list=sheet, state=State.PAID)
    on_it.update(state=State.RECOVERABLE)


def on_list(sheet: Case) -> QuerySet[Instalment]:
    """The payments of a list, by household."""
    rows = Instalment.objects.filter(pay_list=sheet).select_related(
        "grant__household", "grant__case"
    )
    return rows.order_by("grant__household__village_id", "pk")


def figures(rows: QuerySet[Instalment]) -> Mapping[str, Any]:
    """How many payments, for how many households, and their sum in cents."""
    found = rows.order_by().aggregate(total=Coalesce(TOTAL, Value(0)))
    return {
        "payments": rows.count(),
        "households": rows.order_by().values("grant").distinct().count(),
        "total": found["total"],
    }


def offices() -> list[int]:
    """Every office that has a month to pay."""
    return sorted(set(Grant.objects.values_list("office", flat=True)))


def _last_day_before(month: date) -> date:
    return date.fromordinal(month.toordinal() - 1)


_LINE, _GRANT = Instalment._meta.db_table, Grant._meta.db_table
_CAP = "(CAST(%(standard)s AS bigint) * i.persons)".replace("i.", f'"{_LINE}".')
# Half a cent up in whole numbers: (2ab + c) / 2c.
_FALL_DUE = f"""
UPDATE "{_LINE}" SET
  standard = %(standard)s,
  basic = (2 * (CASE WHEN g.capped AND g.base > {_CAP} THEN {_CAP} ELSE g.base END) * numerator
           + denominator) / (2 * denominator),
  "each" = (2 * CAST(%(standard)s AS bigint) * g.supplement + {MILLIONTHS}) / (2 * {MILLIONTHS}),
  state = CASE WHEN g.held THEN '{State.HELD}' ELSE '{State.DUE}' END
FROM "{_GRANT}" g
WHERE g.id = "{_LINE}".grant_id AND "{_LINE}".office = %(office)s
  AND "{_LINE}".month = %(month)s AND "{_LINE}".state = '{State.PLANNED}'
  AND "{_LINE}".kind = '{Instalment.Kind.MONTH}'
"""  # noqa: S608 - names of our own tables and columns
