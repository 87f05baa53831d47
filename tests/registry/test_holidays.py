"""The holiday table and the calendar read from it."""

import subprocess
import sys
from datetime import date

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from tests.fixtures.databases import OwnDatabase
from workflows.registry.holidays import SEEDED, calendar, seed_calendar
from workflows.registry.models import CalendarDay
from workflows.workdays.calendar import Moment


@pytest.mark.django_db
def test_a_year_the_library_does_not_know_is_left_out_and_stays_provisional() -> None:
    assert seed_calendar([2025, 2026, 2027]) == [2025, 2026]
    assert calendar().years == {2025, 2026}
    assert calendar().add_workdays(date(2026, 12, 31), 1) == Moment(
        date(2027, 1, 1), provisional=True
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("n", "last"), [(5, "2026-02-27"), (7, "2026-03-02"), (10, "2026-03-05")])
def test_working_days_across_the_spring_festival_of_2026(n: int, last: str) -> None:
    seed_calendar([2026])
    assert calendar().add_workdays(date(2026, 2, 13), n) == Moment(date.fromisoformat(last))


@pytest.mark.django_db
def test_seeding_again_keeps_what_an_officer_entered() -> None:
    seed_calendar([2026])
    CalendarDay.objects.create(
        day=date(2026, 3, 9), is_workday=False, name="县庆", source="县政府通告"
    )
    own = CalendarDay.objects.get(day=date(2026, 10, 1))
    own.name, own.source = "国庆节", "国办发明电〔2025〕7号"
    own.save()
    before = set(CalendarDay.objects.values_list("day", "is_workday", "name", "source"))
    assert seed_calendar([2026]) == [2026]
    assert set(CalendarDay.objects.values_list("day", "is_workday", "name", "source")) == before
    assert CalendarDay.objects.exclude(source=SEEDED).count() == 2


@pytest.mark.django_db
def test_an_unchanged_table_costs_one_statement(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    seed_calendar(range(2004, 2027))
    calendar()
    with django_assert_num_queries(1):
        assert len(calendar().years) == 23


@pytest.mark.django_db
def test_a_change_holds_at_once_and_ends_with_its_transaction() -> None:
    seed_calendar([2026])
    monday = date(2026, 3, 9)
    assert calendar().is_workday(monday)
    with transaction.atomic():
        day = CalendarDay.objects.create(day=monday, is_workday=False, source="试")
        assert not calendar().is_workday(monday)
        transaction.set_rollback(True)
    assert calendar().is_workday(monday)
    day.save(force_insert=True)
    assert not calendar().is_workday(monday)
    day.is_workday = True
    day.save()
    assert calendar().is_workday(monday)


def test_a_change_made_by_another_process_holds_here_at_once(own_database: OwnDatabase) -> None:
    seed_calendar([2026])
    monday = date(2026, 3, 9)
    assert calendar().is_workday(monday)
    script = (
        "import django; django.setup()\n"
        "from datetime import date\n"
        "from workflows.models import CalendarDay\n"
        "CalendarDay.objects.create(day=date(2026, 3, 9), is_workday=False, source='x')\n"
    )
    subprocess.run([sys.executable, "-c", script], env=own_database.environment(), check=True)
    assert not calendar().is_workday(monday)
