"""How the days of a notice are counted, said step by step with the calendar's own reasons."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from workflows.board.sheets import ONE_DAY, Hung
from workflows.engine.policies import shelf
from workflows.workdays.calendar import Calendar
from workflows.workdays.lengths import Length, Unit

WEEKDAYS = "一二三四五六日"


def explained(hung: Hung, days: Calendar) -> list[str]:
    """The sentences from posting to the first day of the next step; none for an announcement."""
    return list(_sentences(hung, days)) if hung.invites else []


def _sentences(hung: Hung, days: Calendar) -> Iterator[str]:
    sheet, pack = hung.sheet, shelf().get(hung.sheet.pack)
    limit = next(s.lasts for s in sheet.table.stages.values() if s.lasts)
    length = pack.length(limit.key)
    yield f"{_day(hung.posted_on)}张贴，当天不算，{_day(hung.posted_on + ONE_DAY)}起算。"
    end = length.after(hung.posted_on, days).day
    yield f"满{length}，到{_day(end)}。"
    lost = int(sheet.facts.get("lost_days", 0))
    if lost:
        unit = Unit.DAY if length.unit is Unit.MONTH else length.unit
        end = Length(lost, unit).after(end, days).day
        yield f"损毁期间补足{Length(lost, unit)}，到{_day(end)}。"
    if end != hung.until:
        yield f"{_day(end)}是休息日或节假日，顺延到下一个工作日{_day(hung.until)}。"
    yield f"到{_day(hung.until)}24时止，{_day(hung.until + ONE_DAY)}起方可办理下一步。"
    if not days.covers(hung.until):
        yield "这一年的节假日安排还没有载入，以上为暂估。"
    yield f"依据：{pack.parameter(limit.key).citation}；《民法典》第二百零一条至第二百零三条。"


def _day(day: date) -> str:
    return f"{day:%-m月%-d日}（周{WEEKDAYS[day.weekday()]}）"
