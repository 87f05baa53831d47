"""What a day makes due happens once, whoever wakes the case and however often."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command

from tests.fixtures.county import household
from workflows.engine.clockwork import DueDays, sleeping, tick
from workflows.engine.models import Case, Event
from workflows.engine.overdue import IN_TIME, SUPERVISED, URGED, level
from workflows.engine.policies import shelf
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock

POSTED = date(2026, 6, 12)


@pytest.fixture
def announcement(county: Rehearsal) -> Case:
    """An announcement posted on a day; after its period it closes by itself."""
    with clock.standing_at(POSTED - timedelta(days=9)):
        case = county.accept(county.warn(household()))
        county.authorise(case)
        county.check(case)
        county.co_check(case)
        sheet = county.agree(case)
        county.post(sheet)
    with clock.standing_at(POSTED):
        county.take_down(sheet)
        county.take(case, "close", county.local("jingban"))
        county.decide(case)
        return county.announce(case)


def test_the_announcement_closes_on_the_day_after_its_period(announcement: Case) -> None:
    assert announcement.wake_on == POSTED + timedelta(days=8)
    with clock.standing_at(POSTED + timedelta(days=7)):
        assert tick() == 0
    with clock.standing_at(POSTED + timedelta(days=8)):
        assert tick() == 1
        assert tick() == 0
        call_command("tick")
    closed = Case.objects.get(pk=announcement.pk)
    assert (closed.stage, closed.wake_on) == ("closed", None)
    assert Event.objects.filter(case=announcement, step="close").count() == 1


def test_a_worker_takes_what_is_due_and_then_finds_nothing(announcement: Case) -> None:
    kind = DueDays()
    with clock.standing_at(POSTED):
        assert not kind.work_one("tester")
        assert kind.waiting() == 1
    with clock.standing_at(POSTED + timedelta(days=9)):
        assert [case.pk for case in sleeping()] == [announcement.pk]
        assert kind.work_one("tester")
        assert not kind.work_one("tester")
        assert kind.waiting() == 0
    kind.close()


def test_lateness_has_two_levels() -> None:
    pack = shelf().get("seed@2019-10-09")
    due = date(2026, 6, 10)
    assert level(None, due, pack) == IN_TIME
    assert level(due, due, pack) == IN_TIME
    assert level(due, due + timedelta(days=2), pack) == URGED
    assert level(due, due + timedelta(days=3), pack) == SUPERVISED
