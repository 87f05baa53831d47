"""What holds for every period, whatever the table says."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from workflows.workdays.calendar import Calendar
from workflows.workdays.lengths import Length, Unit, days, workdays
from workflows.workdays.periods import Span, deadline, lost_days, notice_end

DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
COUNTS = st.integers(0, 60)
CALENDARS = st.builds(
    Calendar,
    st.dictionaries(DAYS, st.booleans(), max_size=40),
    st.frozensets(st.integers(2024, 2028)),
)
LENGTHS = st.builds(Length, st.integers(0, 40), st.sampled_from(Unit))
SPANS = st.builds(lambda first, n: (first, first + timedelta(days=n)), DAYS, st.integers(0, 20))
PAUSES = st.lists(SPANS, max_size=4)


class TestAPeriodNeverEndsBeforeItStarts:
    @given(DAYS, LENGTHS, CALENDARS, PAUSES)
    def test_deadlines(
        self, start: date, length: Length, calendar: Calendar, pauses: list[Span]
    ) -> None:
        assert deadline(start, length, calendar=calendar, pauses=pauses).day >= start

    @given(DAYS, LENGTHS, CALENDARS, st.integers(0, 30), st.booleans())
    def test_notices(
        self, posted: date, length: Length, calendar: Calendar, lost: int, extend: bool
    ) -> None:
        end = notice_end(
            posted, length, lost_days=lost, calendar=calendar, extend_if_holiday=extend
        )
        assert end.last_day >= posted + timedelta(days=lost)
        assert end.earliest_next == end.last_day + timedelta(days=1)


class TestMoreIsNeverEarlier:
    @given(DAYS, COUNTS, CALENDARS)
    def test_one_more_working_day_ends_later(self, start: date, n: int, calendar: Calendar) -> None:
        assert calendar.add_workdays(start, n + 1).day > calendar.add_workdays(start, n).day

    @given(DAYS, LENGTHS, CALENDARS)
    def test_a_later_start_never_ends_earlier(
        self, start: date, length: Length, calendar: Calendar
    ) -> None:
        tomorrow = start + timedelta(days=1)
        assert length.after(tomorrow, calendar).day >= length.after(start, calendar).day

    @given(DAYS, LENGTHS, CALENDARS, PAUSES, SPANS)
    def test_one_more_pause_never_ends_earlier(
        self, start: date, length: Length, calendar: Calendar, pauses: list[Span], more: Span
    ) -> None:
        fewer = deadline(start, length, calendar=calendar, pauses=pauses)
        assert deadline(start, length, calendar=calendar, pauses=[*pauses, more]).day >= fewer.day

    @given(DAYS, LENGTHS, CALENDARS, st.integers(0, 30))
    def test_lost_days_never_shorten_a_notice(
        self, posted: date, length: Length, calendar: Calendar, lost: int
    ) -> None:
        hung = notice_end(posted, length, calendar=calendar)
        made_up = notice_end(posted, length, lost_days=lost, calendar=calendar)
        assert made_up.last_day >= hung.last_day

    @given(DAYS, PAUSES, SPANS)
    def test_one_more_interruption_never_loses_fewer_days(
        self, posted: date, spans: list[Span], more: Span
    ) -> None:
        assert lost_days([*spans, more], posted_on=posted) >= lost_days(spans, posted_on=posted)


class TestAnEndIsProvisionalExactlyWhenAMissingYearWasRead:
    @given(DAYS, COUNTS, CALENDARS)
    def test_working_days(self, start: date, n: int, calendar: Calendar) -> None:
        end = calendar.add_workdays(start, n)
        walked = {start + timedelta(days=k) for k in range(1, (end.day - start).days + 1)}
        assert end.provisional is any(day.year not in calendar.years for day in walked)

    @given(DAYS, COUNTS, CALENDARS)
    def test_calendar_days_moved_off_a_rest_day(
        self, start: date, n: int, calendar: Calendar
    ) -> None:
        due = start + timedelta(days=n)
        end = days(n).after(start, calendar, extend_if_holiday=True)
        walked = {due + timedelta(days=k) for k in range((end.day - due).days + 1)}
        assert end.provisional is any(day.year not in calendar.years for day in walked)
        assert not days(n).after(start, calendar).provisional


class TestCountingUndoesAdding:
    @given(DAYS, COUNTS, CALENDARS)
    def test_as_many_working_days_as_were_added(
        self, start: date, n: int, calendar: Calendar
    ) -> None:
        end = calendar.add_workdays(start, n).day
        assert calendar.count_workdays(start, end) == n
        assert calendar.count_workdays(end, start) == -n

    @given(DAYS, st.integers(0, 30), st.integers(0, 30), CALENDARS)
    def test_a_length_may_be_counted_in_two_parts(
        self, start: date, n: int, m: int, calendar: Calendar
    ) -> None:
        halfway = workdays(n).after(start, calendar).day
        whole = workdays(n + m).after(start, calendar)
        assert workdays(m).after(halfway, calendar).day == whole.day
