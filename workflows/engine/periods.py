"""Minimum and maximum periods of a case, counted from facts with its pack and calendar."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from workflows.workdays.calendar import Moment
from workflows.workdays.periods import deadline, notice_end

from .snapshot import Snapshot
from .words import Limit, Stage


@dataclass(frozen=True, slots=True)
class Leave:
    """The first day a stage with a minimum period may be left; None while it has not begun."""

    first_day: date | None
    last_day: date | None
    provisional: bool
    reasons: tuple[str, ...]


def began_on(limit: Limit, stage: Stage, case: Snapshot) -> date | None:
    """The day a period counts from. A stage with a sheet reads the sheet's fact and no other."""
    if not limit.start:
        return case.entered_on
    facts = (case.shared.facts if case.shared else {}) if stage.shares else case.facts
    value = facts.get(limit.start)
    return date.fromisoformat(value) if value else None


def earliest_leave(stage: Stage, case: Snapshot) -> Leave:
    """When the stage's minimum period (`lasts`) is over. Lost days of the notice are added.

    Source of the whole-day reading: 民法典 第二百零一条至二百零三条; the day of posting is not
    counted, the last day is whole.
    """
    assert stage.lasts is not None  # `manage.py check` refuses a waiting step without a period
    began = began_on(stage.lasts, stage, case)
    if began is None:
        return Leave(None, None, False, ("法定期间尚未开始：公示没有张贴，或者告知没有送达。",))
    facts = case.shared.facts if stage.shares and case.shared else case.facts
    end = notice_end(
        began,
        case.pack.length(stage.lasts.key),
        lost_days=int(facts.get("lost_days", 0)),
        calendar=case.calendar,
        extend_if_holiday=case.pack["notice.extend_if_last_day_holiday"],
    )
    reasons: tuple[str, ...] = ()
    if case.today < end.earliest_next:
        last = f"{end.last_day:%Y年%-m月%-d日}"
        first = f"{end.earliest_next:%Y年%-m月%-d日}"
        reasons = (f"法定期间至{last}24时届满，{first}起方可办理。",)
    return Leave(end.earliest_next, end.last_day, end.provisional, reasons)


def overstepped(limit: Limit, stage: Stage, case: Snapshot) -> tuple[str, ...]:
    """Why a step with a hard maximum (`in_time`) may no longer be taken; empty when in time.

    What counts from a fact nobody has given yet has not begun to run.
    """
    began = began_on(limit, stage, case)
    if began is None:
        return ()
    last = case.pack.length(limit.key_for(case.facts)).after(began, case.calendar).day
    if case.today <= last:
        return ()
    return (f"办理期限至{last:%Y年%-m月%-d日}，已经超过。",)


def due_of(limit: Limit, stage: Stage, case: Snapshot) -> Moment | None:
    """The last day of a maximum period (`within`) of a stage, days of pause not counted.

    None while the fact it counts from is missing.
    """
    began = began_on(limit, stage, case)
    return end_of(limit, began, case) if began else None


def end_of(limit: Limit, began: date, case: Snapshot) -> Moment | None:
    """The last day of a maximum period, days of pause not counted; None while it stands still."""
    if case.at_rest:
        return None
    pauses = [(first, last) for first, last in case.pauses if last]
    length = case.pack.length(limit.key_for(case.facts))
    if limit.more:
        length = replace(length, count=length.count + int(case.facts.get(limit.more, 0)))
    return deadline(began, length, calendar=case.calendar, pauses=pauses)
