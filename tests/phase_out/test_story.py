"""A phase-out from the comparison's finding to standing without dibao."""

from __future__ import annotations

from datetime import date

from documents.models import Paper
from workflows.engine.clockwork import tick
from workflows.engine.models import Case
from workflows.procedures.phase_out.models import Instalment
from workflows.procedures.phase_out.rehearsal import PhaseOutCast
from workflows.registry.dibao import receives
from workflows.registry.models import Household
from workflows.workdays import clock


def kinds(case: Case) -> set[str]:
    return set(Paper.objects.filter(dossier=case.uuid).values_list("kind", flat=True))


def granted(cast: PhaseOutCast, home: Household, months: int = 6, rule: str = "linear") -> Case:
    """A phase-out decided on 22 September 2026."""
    with clock.standing_at(date(2026, 9, 1)):
        case = cast.propose(home)
        cast.verify(case)
        cast.tell(case, months, rule)
    with clock.standing_at(date(2026, 9, 9)):
        sheet = cast.go_on(case)
        assert sheet is not None
        cast.put_up(sheet)
    with clock.standing_at(date(2026, 9, 22)):
        cast.take_down(sheet)
        cast.take(case, "close", cast.local("jingban"))
        cast.approve(case, months, rule)
    return case


def test_a_household_is_phased_out_and_leaves(cast: PhaseOutCast, home: Household) -> None:
    """“对家庭条件现已超过低保标准的建档立卡对象，可视情况给予不超过12个月低保渐退。”
    （明扶贫发〔2020〕1号 二（一）6）
    """
    case = granted(cast, home)
    assert (case.stage, case.facts["from_on"], case.facts["to_on"]) == (
        "active", "2026-10-01", "2027-03-31",
    )  # fmt: skip
    assert kinds(case) == {"D05-P", "D41-D", "D40", "D41", "D42", "D50"}
    paid = []
    for month in range(10, 16):
        first = date(2026 + (month - 1) // 12, (month - 1) % 12 + 1, 1)
        with clock.standing_at(first.replace(day=5)):
            tick()
            pay_list = cast.run(case)
            assert pay_list is not None
            cast.pay(pay_list)
            (row,) = Instalment.objects.filter(pay_list=pay_list)
            assert row.state == "paid"
            paid.append(str(row.due.basic))
            assert receives(home.pk, clock.today(), "phase_out")
    assert paid == ["313.00", "260.83", "208.67", "156.50", "104.33", "52.17"]
    case.refresh_from_db()
    assert case.stage == "expiring"
    with clock.standing_at(date(2027, 3, 20)):
        tick()
        cast.review(case)
        cast.take(case, "exit_", "minzheng_shenpi", decision_text="期满退出。")
    assert case.stage == "exited" and case.closed
    assert {"D44", "D45"} <= kinds(case)
    assert not receives(home.pk, date(2027, 4, 1), "dibao")
    assert not receives(home.pk, date(2027, 4, 1), "phase_out")
