"""A phase-out from the comparison's finding to standing without dibao."""

from __future__ import annotations

from datetime import date

from tests.phase_out.walks import granted, kinds, month, pay, states
from workflows.engine.clockwork import tick
from workflows.procedures.phase_out.rehearsal import PhaseOutCast
from workflows.registry.dibao import receives
from workflows.registry.models import Household
from workflows.workdays import clock


def test_a_household_is_phased_out_and_leaves(cast: PhaseOutCast, home: Household) -> None:
    """“对家庭条件现已超过低保标准的建档立卡对象，可视情况给予不超过12个月低保渐退。”
    （明扶贫发〔2020〕1号 二（一）6）
    """
    case = granted(cast, home)
    assert (case.stage, case.facts["from_on"], case.facts["to_on"]) == (
        "active", "2026-10-01", "2027-03-31",
    )  # fmt: skip
    assert kinds(case) == {"D05-P", "D41-D", "D40", "D41", "D42", "D50"}
    for k in range(1, 7):
        pay(cast, case, k)
        assert receives(home.pk, month(k), "phase_out")
        assert not receives(home.pk, month(k), "dibao")
    assert states(case) == ["paid"] * 6
    case.refresh_from_db()
    assert case.stage == "expiring"
    with clock.standing_at(date(2027, 3, 20)):
        tick()
        cast.review(case)
        cast.take(case, "exit_", "minzheng_shenpi", decision_text="期满退出。")
    assert case.stage == "exited" and case.closed
    assert {"D44", "D45"} <= kinds(case)
    assert receives(home.pk, date(2027, 3, 31), "phase_out")
    assert receives(home.pk, date(2027, 4, 1), "none")


def test_the_end_is_demanded_thrice_and_decided_by_nobody_but_people(
    cast: PhaseOutCast, home: Household
) -> None:
    """30, 15 and 5 days before the end; afterwards 期满待复核, and nothing is paid or stopped."""
    case = granted(cast, home)
    seen = {}
    for day in (28, 1, 15, 16, 26, 31):
        on = date(2027, 2 if day == 28 else 3, day)
        with clock.standing_at(on):
            tick()
        case.refresh_from_db()
        seen[on.isoformat()] = (case.stage, case.facts.get("reminders", 0))
    assert seen == {
        "2027-02-28": ("active", 0), "2027-03-01": ("expiring", 0), "2027-03-15": ("expiring", 0),
        "2027-03-16": ("expiring", 1), "2027-03-26": ("expiring", 2), "2027-03-31": ("expiring", 2),
    }  # fmt: skip
    with clock.standing_at(date(2027, 4, 1)):
        tick()
    case.refresh_from_db()
    assert (case.stage, case.stage_label) == ("unreviewed", "期满待复核")
    tasks = case.tasks.filter(closed_at=None).values_list("role", "department", "due_on")
    last = date(2027, 3, 31)
    assert set(tasks) == {("clerk", "", last), ("approver", "民政", last)}
    assert receives(home.pk, date(2027, 4, 1), "none")
    with clock.standing_at(date(2027, 4, 3)):
        cast.review(case)
        cast.take(case, "exit_", "minzheng_shenpi", decision_text="逾期复核，退出。")
    assert case.stage == "exited"
