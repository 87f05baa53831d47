"""A court or a reconsideration undoes a phase-out: paid back, or to be recovered."""

from __future__ import annotations

from datetime import date

from documents.models import Paper
from tests.phase_out.walks import granted, month, pay, states, totals
from workflows.engine.models import Case
from workflows.procedures.phase_out.models import Instalment
from workflows.procedures.phase_out.rehearsal import (
    APPROVER,
    PhaseOutCast,
)
from workflows.registry.dibao import receives
from workflows.registry.models import Household
from workflows.workdays import clock


class TestReversal:
    def reverse(self, cast: PhaseOutCast, case: Case, consequence: str) -> None:
        cast.take(
            case, "reverse", APPROVER, ruling="行政复议", ruling_number="示政复决〔2026〕3号",
            ruling_text="收入核算有误。", consequence=consequence,
        )  # fmt: skip

    def test_reconsideration_revokes_and_back_pay_is_computed(
        self, cast: PhaseOutCast, home: Household
    ) -> None:
        """Scenario 20: the whole dibao of each month, less what was paid, by the next list."""
        case = granted(cast, home)
        pay(cast, case, 1, 2, 3)
        with clock.standing_at(month(3).replace(day=20)):
            self.reverse(cast, case, "恢复低保并补发差额")
        assert case.stage == "voided"
        assert states(case) == ["paid"] * 3 + ["cancelled"] * 3
        assert totals(case, "back_pay") == ["52.17", "104.33"]
        assert receives(home.pk, date(2027, 1, 1), "dibao")
        letter = Paper.objects.get(dossier=case.uuid, kind="D46")
        assert letter.facts["back_pay_total"] == "156.50"
        with clock.standing_at(month(4)):
            pay_list = cast.run(case)
            assert pay_list is not None and pay_list.facts["total"] == 15650
            cast.pay(pay_list)
        back = Instalment.objects.filter(grant__case=case, kind="back_pay")
        assert set(back.values_list("state", flat=True)) == {"paid"}

    def test_or_what_was_paid_is_to_be_recovered(self, cast: PhaseOutCast, home: Household) -> None:
        case = granted(cast, home)
        pay(cast, case, 1)
        with clock.standing_at(month(1).replace(day=20)):
            self.reverse(cast, case, "追回已发渐退金")
        assert states(case) == ["recoverable"] + ["cancelled"] * 5
        assert receives(home.pk, date(2026, 11, 1), "none")
