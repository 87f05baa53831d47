"""How late a piece of work is. Nothing is decided by being late: it is urged, then supervised."""

from __future__ import annotations

from datetime import date, timedelta

from workflows.policy.packs import Pack

IN_TIME, URGED, SUPERVISED = 0, 1, 2
LABELS = {IN_TIME: "", URGED: "逾期，催办", SUPERVISED: "逾期，督办"}


def level(due_on: date | None, today: date, pack: Pack) -> int:
    """0 in time, 1 overdue (催办), 2 overdue by more than the pack's days (督办).

    Source of the two levels: 明扶贫发〔2020〕1号 月通报; the days are our default.
    """
    if due_on is None or today <= due_on:
        return IN_TIME
    grace = timedelta(days=pack["cocheck.escalate_after"])
    return SUPERVISED if today > due_on + grace else URGED
