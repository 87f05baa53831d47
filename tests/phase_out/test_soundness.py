"""The laws of the stored rows hold for phase-outs and their lists, whatever was done to them."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.laws.soundness import faults
from tests.phase_out.walks import granted, month, pay, to_the_approver
from workflows.engine.clockwork import tick
from workflows.engine.models import Case
from workflows.procedures.phase_out.rehearsal import APPROVER, HANDLER, PhaseOutCast
from workflows.registry.models import Household
from workflows.workdays import clock


def expect_sound() -> None:
    heads = Case.objects.filter(parent=None)
    assert [fault for head in heads for fault in faults(head)] == []


def test_every_row_is_sound_from_the_proposal_to_the_reversal(
    cast: PhaseOutCast, home: Household
) -> None:
    case = to_the_approver(cast, home)
    with clock.standing_at(date(2026, 9, 22)):
        expect_sound()
        cast.approve(case)
        expect_sound()
    pay(cast, case, 1, 2)
    with clock.standing_at(month(2).replace(day=20)):
        note: dict[str, Any] = {"suspended_for": "账户无法入账", "suspend_note": "银行退回。"}
        cast.take(case, "suspend", HANDLER, **note)
        expect_sound()
        cast.take(case, "resume", HANDLER, resume_note="已更正。")
        expect_sound()
    with clock.standing_at(date(2027, 4, 2)):
        tick()
        expect_sound()
        cast.review(case)
        cast.take(case, "exit_", APPROVER, decision_text="退出。")
        expect_sound()
        cast.take(
            case, "reverse", APPROVER, ruling="自行纠正", ruling_number="1号", ruling_text="有误。",
            consequence="恢复低保并补发差额",
        )  # fmt: skip
        expect_sound()


def test_a_suspended_phase_out_can_be_ended_when_its_months_are_over(
    cast: PhaseOutCast, home: Household
) -> None:
    case = granted(cast, home, months=1)
    with clock.standing_at(month(1)):
        note: dict[str, Any] = {"suspended_for": "下落不明", "suspend_note": "三次上门未遇。"}
        cast.take(case, "suspend", HANDLER, **note)
    with clock.standing_at(month(3)):
        tick()
        case.refresh_from_db()
        assert case.stage == "suspended"
        cast.take(case, "resume", HANDLER, resume_note="已找到。")
        assert case.stage == "unreviewed"
        expect_sound()
