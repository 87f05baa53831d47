"""A phase-out that runs: deaths, raises, suspension, early ends, other lengths, the bank."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from documents.models import Paper
from tests.phase_out.walks import basics, granted, kinds, month, pay, states, totals
from workflows.engine.clockwork import tick
from workflows.engine.models import Case
from workflows.engine.refusals import Blocked, Invalid
from workflows.procedures.phase_out.models import Grant, Instalment
from workflows.procedures.phase_out.rehearsal import (
    APPROVER,
    HANDLER,
    PAYER,
    POOR,
    PhaseOutCast,
    standardise,
)
from workflows.registry.dibao import receives
from workflows.registry.models import Household, Member
from workflows.workdays import clock


def die(cast: PhaseOutCast, case: Case, step: str, who: Member, **more: Any) -> None:
    """The clerk records a death, and the county's officer agrees."""
    answers: dict[str, Any] = {
        "member": str(who.pk),
        "died_on": clock.today(),
        "eligible": 0,
        "proof": "死亡证明",
    }
    cast.take(case, step, cast.local("jingban"), **answers, **more)
    cast.take(case, step, APPROVER if step == "died_out" else HANDLER)


def reinstated(cast: PhaseOutCast, case: Case, monthly: str = "400") -> None:
    cast.take(case, "restore", APPROVER, decision_text="恢复低保。", monthly=monthly)


class TestDeaths:
    def test_a_member_dies_in_month_three(self, cast: PhaseOutCast, home: Household) -> None:
        """P19: the months after the death follow the persons left, paid ones stay."""
        case = granted(cast, home, rule="flat")
        pay(cast, case, 1, 2, 3)
        before = totals(case)
        with clock.standing_at(month(3).replace(day=20)):
            other = home.members.exclude(relation="head").first()
            assert other is not None
            die(cast, case, "death", other)
        assert case.facts["persons"] == 2
        assert before == ["439.40"] * 6
        assert totals(case) == ["439.40"] * 3 + ["313.00"] * 3
        assert {"D47", "D48"} <= kinds(case)
        other.refresh_from_db()
        assert other.died_on == date(2026, 12, 20)

    def test_the_cap_falls_with_the_persons(self, cast: PhaseOutCast, home: Household) -> None:
        case = granted(cast, home, rule="flat")
        Grant.objects.filter(case=case).update(base=200000)
        with clock.standing_at(month(1)):
            die(cast, case, "death", home.members.exclude(relation="head")[0])
        assert basics(case) == ["313.00"] + ["1264.00"] * 5

    def test_the_head_dies_and_the_household_goes_on(
        self, cast: PhaseOutCast, home: Household
    ) -> None:
        case = granted(cast, home)
        head = home.members.get(relation="head")
        heir = home.members.exclude(relation="head")[0]
        with clock.standing_at(month(1)):
            with pytest.raises(Invalid) as refused:
                die(cast, case, "death", head)
            assert refused.value.reasons == ("户主死亡的，请选择新户主。",)
            die(cast, case, "death", head, new_head=str(heir.pk))
        home.refresh_from_db()
        assert (case.stage, home.head_name) == ("active", heir.name)

    def test_the_sole_member_dies(self, cast: PhaseOutCast, home: Household) -> None:
        case = granted(cast, home, rule="flat")
        Case.objects.filter(pk=case.pk).update(facts={**case.facts, "persons": 1})
        pay(cast, case, 1, 2)
        with clock.standing_at(month(2).replace(day=28)):
            die(cast, case, "died_out", home.members.get(relation="head"))
        assert case.stage == "ended_early"
        assert states(case) == ["paid", "paid", "cancelled", "cancelled", "cancelled", "cancelled"]
        assert receives(home.pk, date(2026, 12, 1), "none")


class TestStandards:
    def test_the_standard_is_raised_in_month_four(
        self, cast: PhaseOutCast, home: Household
    ) -> None:
        """Each month by its own standard: the supplement follows, paid months stay."""
        standardise(home.village_id, date(2027, 1, 1), "700")
        case = granted(cast, home, rule="flat")
        assert totals(case) == ["439.40"] * 3 + ["453.00"] * 3
        pay(cast, case, 1, 2, 3, 4)
        with clock.standing_at(month(4)):
            cast.take(case, "standard", HANDLER, standard_paper="示例县民政局通知")
        assert case.facts["below"] is False
        assert totals(case) == ["439.40"] * 3 + ["453.00"] * 3
        assert "D47" in kinds(case)

    def test_a_raise_that_comes_late_tells_on_what_is_not_paid(
        self, cast: PhaseOutCast, home: Household
    ) -> None:
        case = granted(cast, home, rule="flat")
        pay(cast, case, 1, 2, 3)
        standardise(home.village_id, date(2027, 1, 1), "1200")
        with clock.standing_at(month(4)):
            cast.take(case, "standard", HANDLER, standard_paper="示例县民政局通知")
            assert case.facts["below"] is True
        pay(cast, case, 4)
        assert totals(case) == ["439.40"] * 3 + ["553.00"] * 3


class TestEnds:
    def test_income_falls_in_month_five_and_dibao_comes_back_in_month_six(
        self, cast: PhaseOutCast, home: Household
    ) -> None:
        """P16: no new application, no month paid twice."""
        case = granted(cast, home)
        pay(cast, case, 1, 2, 3, 4, 5)
        with clock.standing_at(month(5).replace(day=20)):
            with pytest.raises(Blocked):
                reinstated(cast, case)
            cast.review(case, "reverify", **POOR, visited_on=clock.today())
            with pytest.raises(Invalid, match="更正"):
                reinstated(cast, case, "1896.01")
            reinstated(cast, case)
        assert (case.stage, states(case)) == ("reinstated", ["paid"] * 5 + ["cancelled"])
        assert receives(home.pk, date(2027, 2, 28), "phase_out")
        assert receives(home.pk, date(2027, 3, 1), "dibao")
        assert "D46" in kinds(case)
        with clock.standing_at(month(6)):
            assert cast.run(case) is None

    def test_it_ends_early_only_after_the_household_was_told(
        self, cast: PhaseOutCast, home: Household
    ) -> None:
        case = granted(cast, home)
        pay(cast, case, 1)
        with clock.standing_at(date(2026, 10, 9)):
            cast.take(
                case, "warn", cast.local("jingban"), end_reason="迁出", end_facts="全户迁出。"
            )
        with clock.standing_at(date(2026, 10, 15)), pytest.raises(Blocked) as refused:
            cast.take(case, "end_early", APPROVER, decision_text="同意终止。")
        assert refused.value.reasons == ("须先告知农户拟提前终止，并满陈述申辩的期限",)
        with clock.standing_at(date(2026, 10, 17)):
            cast.take(case, "end_early", APPROVER, decision_text="同意终止。")
        assert (case.stage, states(case)) == ("ended_early", ["paid"] + ["cancelled"] * 5)
        assert {"D43", "D50"} <= kinds(case)
        assert receives(home.pk, date(2026, 11, 1), "none")

    def test_fraud_owes_back_what_was_paid(self, cast: PhaseOutCast, home: Household) -> None:
        case = granted(cast, home, rule="flat")
        pay(cast, case, 1, 2)
        with clock.standing_at(date(2026, 11, 10)):
            cast.take(
                case, "warn", cast.local("jingban"), end_reason="骗取", end_facts="隐瞒房产。"
            )
        with clock.standing_at(date(2026, 11, 20)):
            cast.take(case, "end_early", APPROVER, decision_text="同意终止。")
            assert states(case)[:2] == ["recoverable", "recoverable"]
            letter = Paper.objects.get(dossier=case.uuid, kind="D43")
            assert letter.facts["owing"] == "878.80"
            cast.take(case, "recover", PAYER, voucher="缴款书1号")
            with pytest.raises(Blocked, match="条件"):
                cast.take(case, "recover", PAYER, voucher="缴款书2号")
        assert states(case)[:2] == ["recovered", "recovered"]

    def test_a_household_may_leave(self, cast: PhaseOutCast, home: Household) -> None:
        case = granted(cast, home)
        with clock.standing_at(month(1)):
            cast.take(case, "leave", cast.local("jingban"), statement="家里够用了。")
            assert case.stage == "active"
            cast.take(case, "leave", APPROVER)
        assert (case.stage, states(case)) == ("left", ["planned"] + ["cancelled"] * 5)

    def test_at_the_end_dibao_comes_back_or_another_class_of_aid(
        self, cast: PhaseOutCast, home: Household
    ) -> None:
        case = granted(cast, home, months=1)
        pay(cast, case, 1)
        with clock.standing_at(date(2026, 10, 20)):
            cast.review(case, **POOR, visited_on=clock.today())
            with pytest.raises(Blocked):
                cast.take(case, "exit_", APPROVER, decision_text="退出。")
            cast.take(case, "look_again", APPROVER, reason="请补充就业证明。")
            assert case.stage == "expiring"
            cast.review(case)
            cast.take(
                case, "convert", APPROVER, decision_text="转入。", converted_to="低保边缘家庭"
            )
        assert case.stage == "converted"
        letter = Paper.objects.get(dossier=case.uuid, kind="D45")
        assert letter.facts["converted_to"] == "低保边缘家庭"


class TestLengths:
    def test_it_is_lengthened_and_shortened_within_the_maximum(
        self, cast: PhaseOutCast, home: Household
    ) -> None:
        """P24: the amount never rises again, and what is being paid is not cut off."""
        case = granted(cast, home)
        pay(cast, case, 1, 2)
        with clock.standing_at(month(2).replace(day=20)):
            for months in (6, 13, 1):
                with pytest.raises(Invalid):
                    cast.take(case, "relength", APPROVER, months=months, relength_reason="理由")
            cast.take(case, "relength", APPROVER, months=12, relength_reason="就业尚不稳定。")
        assert case.facts["to_on"] == "2027-09-30"
        assert basics(case)[:4] == ["313.00", "260.83", "260.83", "234.75"]
        assert receives(home.pk, date(2027, 9, 1), "phase_out")
        with clock.standing_at(month(2).replace(day=25)):
            cast.take(case, "relength", APPROVER, months=3, relength_reason="已经稳定就业。")
        assert states(case) == ["paid", "paid", "planned"] + ["cancelled"] * 9
        assert receives(home.pk, date(2027, 1, 1), "none")


class TestSuspension:
    def test_the_end_does_not_move_and_held_months_are_paid_later(
        self, cast: PhaseOutCast, home: Household
    ) -> None:
        case = granted(cast, home)
        pay(cast, case, 1)
        with clock.standing_at(month(1).replace(day=20)):
            note: dict[str, Any] = {"suspended_for": "账户无法入账", "suspend_note": "银行退回。"}
            cast.take(case, "suspend", HANDLER, **note)
        for k in (2, 3):
            with clock.standing_at(month(k)):
                assert cast.run(case) is None
        assert states(case)[:3] == ["paid", "held", "held"]
        with clock.standing_at(month(3).replace(day=20)):
            cast.take(case, "resume", HANDLER, resume_note="账户已更正。")
        assert (case.stage, case.facts["to_on"]) == ("active", "2027-03-31")
        with clock.standing_at(month(4)):
            pay_list = cast.run(case)
            assert pay_list is not None and pay_list.facts["payments"] == 3
            cast.pay(pay_list)
        assert states(case)[:5] == ["paid"] * 4 + ["planned"]


class TestTheBank:
    def test_a_returned_payment_is_made_again(self, cast: PhaseOutCast, home: Household) -> None:
        """Scenario 19."""
        case = granted(cast, home)
        with clock.standing_at(month(1)):
            tick()
            pay_list = cast.run(case)
            assert pay_list is not None
            (row,) = Instalment.objects.filter(pay_list=pay_list)
            cast.pay(pay_list, failed={row.pk: "户名不符"})
            assert states(case)[0] == "failed"
            cast.take(case, "reissue", PAYER, account_note="已更正户名。")
            assert states(case)[0] == "reissued"
        pay(cast, case, 2)
        assert states(case)[:3] == ["paid", "paid", "planned"]
        assert Instalment.objects.filter(grant__case=case, month=date(2026, 10, 1)).count() == 1

    def test_a_payment_returned_after_the_end_is_still_made(
        self, cast: PhaseOutCast, home: Household
    ) -> None:
        case = granted(cast, home, months=1)
        with clock.standing_at(month(1)):
            tick()
            pay_list = cast.run(case)
            assert pay_list is not None
            (row,) = Instalment.objects.filter(pay_list=pay_list)
            cast.pay(pay_list, failed={row.pk: "账户已注销"})
            cast.review(case)
            cast.take(case, "exit_", APPROVER, decision_text="退出。")
            cast.take(case, "reissue", PAYER, account_note="另开账户。")
        pay(cast, case, 2)
        assert states(case) == ["paid"]
