"""Work that lies is named to whom it belongs, then to the superior; nothing is decided by it."""

from datetime import date, timedelta

import pytest
from django.test import Client

from tests.fixtures.county import household, settle
from workflows.access.models import Agency, Officer, Post
from workflows.engine.models import Case, Event, Reminder, Task
from workflows.engine.reminders import Reminders, owed, remind
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock

Level = Reminder.Level
BEGAN = date(2026, 6, 3)


@pytest.fixture
def due(db: None) -> date:
    """The due day of the one open piece of work: a clue before the township's two clerks."""
    settle()
    with clock.standing_at(BEGAN):
        Rehearsal().warn(household())
    day = Task.objects.open().get().due_on
    assert day
    return day


def work_on(day: date) -> int:
    """Everything that is owed on a day; how many tasks were reminded of."""
    done, kind = 0, Reminders()
    with clock.standing_at(day):
        while kind.work_one("w"):
            done += 1
        assert kind.waiting() == 0
    kind.close()
    return done


def told(level: Level) -> set[str]:
    return set(Reminder.objects.filter(level=level).values_list("officer__username", flat=True))


def test_nobody_is_told_while_the_date_is_far(due: date) -> None:
    assert work_on(due - timedelta(days=2)) == 0
    assert not Reminder.objects.exists()


def test_asked_to_remind_too_early_nobody_is_told(due: date) -> None:
    assert remind(Task.objects.open().get(), due - timedelta(days=9)) == []


def test_the_clerks_are_told_the_day_before_once(due: date) -> None:
    assert [work_on(due - timedelta(days=1)), work_on(due)] == [1, 0]
    assert told(Level.SOON) == {"zhen1_jingban", "zhen1_jingban2"}


def test_then_urged_then_their_leader_is_told(due: date) -> None:
    days = [due + timedelta(days=n) for n in (1, 2, 3, 4)]
    assert [work_on(day) for day in days] == [1, 0, 1, 0]
    assert told(Level.URGED) == {"zhen1_jingban", "zhen1_jingban2"}
    assert str(Reminder.objects.filter(level=Level.URGED).first()).endswith("催办")
    assert told(Level.SUPERVISED) == {"zhen1_jingban", "zhen1_jingban2", "zhen1_shenhe"}


def test_missed_nights_jump_to_the_level_of_the_day(due: date) -> None:
    assert work_on(due + timedelta(days=30)) == 1
    assert told(Level.SOON) | told(Level.URGED) == set()
    assert "zhen1_shenhe" in told(Level.SUPERVISED)


def test_nothing_is_decided_however_late(due: date) -> None:
    before = Event.objects.count()
    work_on(due + timedelta(days=400))
    assert Event.objects.count() == before
    assert Case.objects.get().stage == "registered"


def test_work_that_nobody_holds_goes_to_the_leader_at_once(due: date) -> None:
    Post.objects.filter(role="clerk").update(ends_on=BEGAN)
    work_on(due - timedelta(days=1))
    assert told(Level.SOON) == {"zhen1_shenhe"}
    assert not Reminder.objects.get().attended


def test_without_a_leader_the_county_is_told_and_without_any_it_is_kept(due: date) -> None:
    Post.objects.filter(role="clerk").update(ends_on=BEGAN)
    Agency.objects.filter(level="township").update(leader=None)
    work_on(due - timedelta(days=1))
    assert told(Level.SOON) == {"xian_shenpi"}
    Agency.objects.update(leader=None)
    assert work_on(due + timedelta(days=1)) == 1
    assert Reminder.objects.get(level=Level.URGED).officer is None


def test_nobody_is_his_own_superior(due: date) -> None:
    """The reviewer leads the township: when his own work lies, the county's leader is told."""
    reviewer = Officer.objects.get(username="zhen1_shenhe")
    Task.objects.open().update(role="reviewer")
    work_on(due + timedelta(days=3))
    assert told(Level.SUPERVISED) == {reviewer.username, "xian_shenpi"}


def test_a_date_that_moved_is_a_new_occasion(due: date) -> None:
    work_on(due + timedelta(days=1))
    Task.objects.open().update(due_on=due + timedelta(days=10))
    assert work_on(due + timedelta(days=1)) == 0
    assert work_on(due + timedelta(days=11)) == 1
    assert Reminder.objects.filter(level=Level.URGED).count() == 4


def test_work_that_is_done_is_no_longer_named(due: date) -> None:
    with clock.standing_at(due):
        Rehearsal().accept(Case.objects.get())
        assert not owed(due + timedelta(days=1)).filter(case__procedure="clue").exists()


def test_the_inbox_shows_it_until_it_was_read(due: date) -> None:
    late = due + timedelta(days=3)
    work_on(late)
    client = Client()
    client.force_login(Officer.objects.get(username="zhen1_shenhe"))
    with clock.standing_at(late):
        page = client.get("/desk/").content.decode()
        assert "reminders-title" in page
        page = client.post("/desk/reminders/seen/", follow=True).content.decode()
        assert "已阅知 1 条提醒" in page
        assert "reminders-title" not in page
    assert Reminder.objects.get(officer__username="zhen1_jingban").seen_on is None
