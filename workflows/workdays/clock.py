"""The only place in the product that reads the system clock.

Everything else is told what day it is, so that a rule can be tried on any day and a test can
freeze one point. Moments are stored in UTC and days are read in China's one time zone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


_standing: ContextVar[datetime | None] = ContextVar("standing", default=None)


def now() -> datetime:
    """The present moment, aware, in Asia/Shanghai."""
    return _standing.get() or datetime.now(SHANGHAI)


@contextmanager
def standing_at(moment: date | datetime) -> Iterator[None]:
    """Let the clock of this thread stand still: for rehearsals and demonstration data.

    A plain date stands at nine in the morning. Raises ValueError for a moment without a zone.
    """
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(9), SHANGHAI)
    elif moment.tzinfo is None:
        raise ValueError(f"时间 {moment.isoformat()} 没有时区，无法确定是哪一刻")
    token = _standing.set(moment.astimezone(SHANGHAI))
    try:
        yield
    finally:
        _standing.reset(token)


def today() -> date:
    """The present day in China; before 08:00 it is one day ahead of the day in UTC."""
    return now().date()


def day_of(moment: datetime) -> date:
    """The day in China on which a stored moment fell.

    Raises ValueError for a moment without a time zone: its day cannot be known.
    """
    if moment.tzinfo is None:
        raise ValueError(f"时间 {moment.isoformat()} 没有时区，无法确定是哪一天")
    return moment.astimezone(SHANGHAI).date()
