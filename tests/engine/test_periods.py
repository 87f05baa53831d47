"""When a stage may be left, when it should be, when a step comes too late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.engine.cases import MONDAY, SEED, WEEKS, case_at
from workflows.engine.periods import Leave, began_on, due_of, earliest_leave, overstepped
from workflows.engine.snapshot import Shared, Snapshot
from workflows.engine.words import Stage, limit
from workflows.procedures.intervention.sheets import Notice
from workflows.procedures.intervention.table import Intervention
from workflows.workdays.calendar import Calendar

PUBLIC_NOTICE, POSTED = Intervention.stages["public_notice"], Notice.stages["posted"]


def noticed(today: date, posted_on: date | None = MONDAY, lost: int = 0, **more: Any) -> Snapshot:
    """A case in 公示 whose notice was posted on a day."""
    dated: dict[str, Any] = {"posted_on": posted_on.isoformat()} if posted_on else {}
    if lost:
        dated["lost_days"] = lost
    shared = Shared("notice", "posted", dated)
    return case_at("public_notice", today=today, shared=shared, **more)


class TestMinimumPeriods:
    """民法典 第二百零一条至二百零三条: the first day is not counted, the last is whole."""

    def test_five_days_that_end_on_a_saturday_end_on_monday(self) -> None:
        leave = earliest_leave(PUBLIC_NOTICE, noticed(MONDAY))
        assert (leave.last_day, leave.first_day) == (date(2026, 6, 8), date(2026, 6, 9))
        assert leave.reasons == ("法定期间至2026年6月8日24时届满，2026年6月9日起方可办理。",)

    @pytest.mark.parametrize(("day", "free"), [(8, False), (9, True), (30, True)])
    def test_the_last_day_is_whole(self, day: int, free: bool) -> None:
        reasons = earliest_leave(PUBLIC_NOTICE, noticed(date(2026, 6, day))).reasons
        assert (reasons == ()) is free

    def test_a_notice_that_hung_undamaged_has_lost_no_day(self) -> None:
        """Posted on a Wednesday, so that no weekend hides a day too many."""
        leave = earliest_leave(PUBLIC_NOTICE, noticed(MONDAY, posted_on=date(2026, 6, 3)))
        assert leave.last_day == date(2026, 6, 8)

    def test_lost_days_are_added_before_the_rest_day_is(self) -> None:
        leave = earliest_leave(PUBLIC_NOTICE, noticed(MONDAY, lost=3))
        assert leave.last_day == date(2026, 6, 9)

    def test_a_notice_not_posted_has_no_period(self) -> None:
        leave = earliest_leave(PUBLIC_NOTICE, noticed(MONDAY, posted_on=None))
        why = ("法定期间尚未开始：公示没有张贴，或者告知没有送达。",)
        assert leave == Leave(None, None, provisional=False, reasons=why)

    def test_the_cases_own_date_never_stands_in_for_the_sheets(self) -> None:
        own = {"posted_on": "2026-01-05"}
        for shared in (None, Shared("notice", "drafted", {})):
            case = case_at("public_notice", facts=own, shared=shared)
            assert began_on(limit("notice.days").since("posted_on"), PUBLIC_NOTICE, case) is None

    def test_the_notice_itself_reads_its_own_facts(self) -> None:
        facts, other = ({"posted_on": "2026-06-01", "lost_days": n} for n in (1, 5))
        case = case_at("posted", facts=facts, shared=Shared("notice", "posted", other))
        assert earliest_leave(POSTED, case).last_day == date(2026, 6, 8)

    def test_a_missing_year_makes_the_end_an_estimate(self) -> None:
        case = noticed(MONDAY, calendar=Calendar({}, frozenset()))
        assert earliest_leave(PUBLIC_NOTICE, case).provisional
        assert not earliest_leave(PUBLIC_NOTICE, noticed(MONDAY, calendar=WEEKS)).provisional


class TestMaximumPeriods:
    def test_a_limit_counts_from_entering_the_stage(self) -> None:
        stage = Intervention.stages["reviewing"]
        assert stage.within is not None
        due = due_of(stage.within, stage, case_at("reviewing"))
        assert due is not None
        assert (due.day, due.provisional) == (MONDAY + timedelta(days=2), False)

    def test_a_limit_counted_from_a_fact_waits_for_the_fact(self) -> None:
        stage = Stage("办理中", within=limit("township.review_limit").since("told_on"))
        assert stage.within is not None
        told = case_at("x", facts={"told_on": "2026-06-03"})
        assert due_of(stage.within, stage, case_at("x")) is None
        assert due_of(stage.within, stage, told) == due_of(
            limit("township.review_limit"), stage, case_at("x", entered_on=date(2026, 6, 3))
        )


class TestHardLimits:
    @pytest.mark.parametrize(("days", "late"), [(0, False), (3, False), (4, True)])
    def test_regret_comes_too_late_after_three_days(self, days: int, late: bool) -> None:
        case = case_at("withdrawn", today=MONDAY + timedelta(days=days))
        reasons = ("办理期限至2026年6月4日，已经超过。",) if late else ()
        stage = Stage("已撤回", end=True)
        assert overstepped(limit("withdraw.regret"), stage, case) == reasons

    @pytest.mark.parametrize(("told_on", "late"), [("", False), ("2026-06-01", True)])
    def test_what_counts_from_a_fact_runs_from_that_day(self, told_on: str, late: bool) -> None:
        """Told on the 1st, three working days: to the 4th. Not told yet: nothing runs."""
        case = case_at("told", today=date(2026, 6, 5), facts={"told_on": told_on})
        disputing = limit("dispute.limit").since("told_on")
        assert bool(overstepped(disputing, Stage("待户方说明"), case)) is late


class TestPauses:
    """总期限暂停的，暂停的日子不计；暂停着的，没有到期日。"""

    def test_a_pause_that_ended_moves_the_last_day_and_one_that_runs_leaves_none(self) -> None:
        decide_limit = limit("county.decide_limit")  # two days
        stage = Stage("县级审批")
        ended = ((MONDAY, date(2026, 6, 4)),)
        for pauses, last in (((), date(2026, 6, 3)), (ended, date(2026, 6, 6))):
            due = due_of(decide_limit, stage, case_at("deciding", pauses=pauses))
            assert due is not None and due.day == last
        running = case_at("deciding", pauses=(*ended, (date(2026, 6, 5), None)))
        assert due_of(decide_limit, stage, running) is None


class TestExtensions:
    def test_the_longer_limit_holds_once_it_was_granted(self) -> None:
        total, stage = Intervention.total_within, Intervention.stages["reviewing"]
        assert total is not None
        longer = SEED["case.extended_limit"]
        assert longer > SEED["case.total_limit"]
        case = case_at("reviewing", today=MONDAY + timedelta(days=longer))
        granted = replace(case, facts={"extended": True})
        ends = [due_of(total, stage, each) for each in (case, granted)]
        assert [(end.day - MONDAY).days for end in ends if end] == [15, longer]
        assert overstepped(total, stage, case) and not overstepped(total, stage, granted)

    def test_a_limit_in_working_days_leaves_the_weekends_out(self) -> None:
        """Thirty working days from a Monday are six weeks."""
        stage = Stage("办理中", within=limit("dibao.total_limit"))
        assert stage.within is not None
        due = due_of(stage.within, stage, case_at("x"))
        assert due is not None and due.day == MONDAY + timedelta(weeks=6)

    def test_what_was_agreed_is_added_once(self) -> None:
        stage = Stage("待反馈", within=limit("cocheck.limit").since("asked_on").plus("extra_days"))
        asked, longer = (
            case_at("issued", facts={"asked_on": "2026-06-01", **more})
            for more in ({}, {"extra_days": 3})
        )
        assert stage.within is not None
        ends = [due_of(stage.within, stage, case) for case in (asked, longer)]
        assert [end.day for end in ends if end] == [date(2026, 6, 6), date(2026, 6, 9)]
