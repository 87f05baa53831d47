"""The clock is the system's, read in China."""

import time
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from workflows.workdays import clock


@time_machine.travel(datetime(2026, 3, 1, 23, 30, tzinfo=UTC), tick=False)
def test_half_past_seven_in_the_morning_is_already_the_next_day_in_china() -> None:
    assert clock.today() == date(2026, 3, 2)
    assert clock.now() == datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    assert clock.now().utcoffset() == timedelta(hours=8)


def test_a_stored_moment_falls_on_the_day_it_had_in_china() -> None:
    assert clock.day_of(datetime(2026, 10, 3, 15, 59, 59, tzinfo=UTC)) == date(2026, 10, 3)
    assert clock.day_of(datetime(2026, 10, 3, 16, 0, tzinfo=UTC)) == date(2026, 10, 4)


def test_the_zone_a_server_keeps_does_not_move_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = datetime(2026, 10, 3, 16, 0, tzinfo=UTC)
    try:
        with monkeypatch.context() as server, time_machine.travel(moment, tick=False):
            server.setenv("TZ", "UTC")
            time.tzset()
            assert clock.today() == clock.day_of(moment) == date(2026, 10, 4)
    finally:
        time.tzset()


def test_a_moment_without_a_time_zone_has_no_day() -> None:
    with pytest.raises(ValueError, match="没有时区"):
        clock.day_of(datetime(2026, 10, 3, 16, 0))  # noqa: DTZ001 - that is the point


def test_a_rehearsal_stands_at_nine_in_the_morning_of_its_day_and_ends_with_it() -> None:
    with clock.standing_at(date(2026, 10, 3)):
        assert clock.today() == date(2026, 10, 3)
        assert clock.now() == datetime(2026, 10, 3, 9, 0, tzinfo=clock.SHANGHAI)
        with clock.standing_at(datetime(2026, 10, 3, 16, 0, tzinfo=UTC)):
            assert clock.today() == date(2026, 10, 4)
        assert clock.today() == date(2026, 10, 3)
    with time_machine.travel(datetime(2026, 3, 2, tzinfo=UTC), tick=False):
        assert clock.today() == date(2026, 3, 2)


def test_a_rehearsal_that_fails_does_not_leave_the_clock_standing() -> None:
    with pytest.raises(KeyError), clock.standing_at(date(2000, 1, 1)):
        raise KeyError
    assert clock.today() > date(2000, 1, 1)


def test_a_rehearsal_at_a_moment_without_a_time_zone_is_refused() -> None:
    moment = datetime(2026, 10, 3, 16, 0)  # noqa: DTZ001 - that is the point
    with pytest.raises(ValueError, match="没有时区"), clock.standing_at(moment):
        pass
