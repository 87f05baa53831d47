"""The monthly run: once for an office and month, whenever it is run, and exact."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from random import Random
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.phase_out.walks import granted, month, states
from workflows.engine.models import Case, Event
from workflows.engine.refusals import Blocked, NotNow
from workflows.procedures.phase_out import payments, store
from workflows.procedures.phase_out.models import Grant, Instalment
from workflows.procedures.phase_out.money import Month, due
from workflows.procedures.phase_out.rehearsal import PhaseOutCast
from workflows.procedures.phase_out.table import PayList
from workflows.registry.models import DibaoStandard, Household
from workflows.workdays import clock

FIRST = date(2026, 10, 1)


@pytest.fixture
def case(cast: PhaseOutCast, home: Household) -> Case:
    return granted(cast, home)


def office(case: Case) -> int:
    return store.office_of(case.region)


def test_a_second_run_finds_the_list_and_changes_nothing(case: Case) -> None:
    """Scenario 19: tick run twice, one instalment; one event for the office and month."""
    with clock.standing_at(month(1)):
        first = payments.run(office(case), FIRST, PayList)
        again = payments.run(office(case), month(1), PayList)
    assert first is not None and again is not None
    assert first.pk == again.pk
    assert Event.objects.filter(case=first).count() == 1
    assert first.facts == {
        "month": "2026-10", "payments": 1, "households": 1, "total": 43940,
        "counts_from": "2026-09-30",
    }  # fmt: skip
    task = first.tasks.get(closed_at=None)
    assert (task.role, task.department, task.due_on) == ("approver", "民政", date(2026, 10, 10))


def test_a_run_before_the_month_is_refused_and_leaves_all_as_it_was(case: Case) -> None:
    with clock.standing_at(date(2026, 9, 30)), pytest.raises(NotNow, match="2026年10月1日起"):
        payments.run(office(case), FIRST, PayList)
    assert states(case) == ["planned"] * 6


def test_months_that_were_missed_come_with_the_next_run(case: Case) -> None:
    """Late, each month is reckoned as on its day: its own standard, its own share."""
    DibaoStandard.objects.create(
        county_id=office(case), from_on=date(2026, 11, 1), monthly=Decimal(800), paper="通知"
    )
    with clock.standing_at(month(3)):
        pay_list = payments.run(office(case), month(3), PayList)
    assert pay_list is not None
    rows = Instalment.objects.filter(pay_list=pay_list).order_by("k")
    assert [(str(row.due.basic), str(row.due.supplement)) for row in rows] == [
        ("313.00", "126.40"), ("260.83", "160.00"), ("208.67", "160.00"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("moment", "there"),
    [
        (datetime(2026, 9, 30, 15, 59, tzinfo=UTC), False),  # 23:59 in Shanghai
        (datetime(2026, 9, 30, 16, 0, tzinfo=UTC), True),  # the first of October there
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), True),  # clocks go back elsewhere
    ],
)
def test_the_month_begins_in_shanghai_and_no_other_clock_matters(
    case: Case, moment: datetime, there: bool
) -> None:
    with clock.standing_at(moment):
        if not there:
            with pytest.raises(NotNow):
                payments.run(office(case), FIRST, PayList)
            return
        pay_list = payments.run(office(case), FIRST, PayList)
    assert pay_list is not None and pay_list.facts["total"] == 43940


def test_without_the_months_standard_nothing_is_paid(case: Case) -> None:
    DibaoStandard.objects.all().delete()
    with clock.standing_at(month(1)), pytest.raises(Blocked) as refused:
        payments.run(office(case), FIRST, PayList)
    assert refused.value.reasons == ("没有2026年10月的低保标准，请政策管理员先录入。",)
    assert states(case) == ["planned"] * 6


def test_what_the_database_reckons_is_what_the_account_reckons(case: Case) -> None:
    """Odd amounts by the hundred: the set-based run and plain Python come to the same cent."""
    random = Random(5)
    grant = Grant.objects.get(case=case)
    Instalment.objects.all().delete()
    wanted = {}
    for number in range(300):
        base, persons = random.randint(0, 400_000), random.randint(1, 8)
        eligible, denominator = random.randint(0, persons), random.randint(1, 12)
        other = Grant.objects.get(pk=grant.pk)
        other.pk, other.case = None, a_case_like(case, number)
        other.base, other.supplement = base, random.choice([0, 200_000, 333_333])
        other.capped = random.random() < 0.8
        other.save()
        line = Instalment.objects.create(
            grant=other, office=other.office, month=FIRST, k=1, of=1, persons=persons,
            eligible=eligible, numerator=random.randint(0, denominator), denominator=denominator,
            standard=0, basic=0,
        )  # fmt: skip
        facts = Month(Decimal("701.37"), persons, eligible)
        wanted[line.pk] = due(other.terms, line.share, facts)
    payments.fall_due(grant.office, FIRST, lambda _: Decimal("701.37"))
    assert {row.pk: row.due for row in Instalment.objects.all()} == wanted


def a_case_like(case: Case, number: int) -> Case:
    other = Case.objects.get(pk=case.pk)
    other.pk, other.number, other.closed = None, f"{case.number}-{number}", True
    other.uuid = uuid4()
    other.save()
    return other


class TestWhatTheTablesRefuse:
    def test_more_months_than_the_packs_maximum(self, case: Case) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            Grant.objects.filter(case=case).update(months=13)

    def test_a_month_twice(self, case: Case) -> None:
        row = Instalment.objects.filter(grant__case=case)[0]
        row.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()

    def test_a_month_beyond_the_grant(self, case: Case) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            Instalment.objects.filter(grant__case=case, k=6).update(of=5)

    @pytest.mark.parametrize(
        "change", [{"basic": -1}, {"state": "lost"}, {"state": "paid"}, {"eligible": 9}]
    )
    def test_what_cannot_be(self, case: Case, change: dict[str, object]) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            Instalment.objects.filter(grant__case=case, k=1).update(**change)
