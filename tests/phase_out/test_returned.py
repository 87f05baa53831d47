"""What the bank returns of a case that is suspended, over or void: sent again, or withheld with a reason."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.phase_out.walks import granted, month, states
from workflows.engine.models import Case
from workflows.engine.refusals import Blocked, NotAllowed
from workflows.procedures.phase_out.models import Instalment
from workflows.procedures.phase_out.rehearsal import (
    APPROVER,
    HANDLER,
    PAYER,
    PhaseOutCast,
)
from workflows.registry.models import Household, Member
from workflows.workdays import clock

WITHHELD: dict[str, Any] = {"withheld_for": "账户信息待核实", "withheld_note": "户名与身份证不符。"}
AGAIN: dict[str, Any] = {"account_note": "已更正户名。"}


@pytest.fixture
def case(cast: PhaseOutCast, home: Household) -> Case:
    return granted(cast, home)


def sent(cast: PhaseOutCast, case: Case) -> Case:
    """A month's list, confirmed and on its way to the bank."""
    pay_list = cast.run(case)
    assert pay_list is not None
    cast.take(pay_list, "confirm", APPROVER, checked=True)
    return pay_list


def bounced(cast: PhaseOutCast, case: Case) -> None:
    """October's payment comes back from the bank."""
    pay_list = cast.run(case)
    assert pay_list is not None
    (row,) = Instalment.objects.filter(pay_list=pay_list)
    cast.pay(pay_list, failed={row.pk: "户名不符"})


def _all(pay_list: Case, failed: bool) -> dict[int, str]:
    rows = Instalment.objects.filter(pay_list=pay_list)
    return {row.pk: "户名不符" for row in rows} if failed else {}


def reverse(cast: PhaseOutCast, case: Case, consequence: str) -> None:
    cast.take(
        case, "reverse", APPROVER, ruling="行政复议", ruling_number="示政复决〔2026〕3号",
        ruling_text="收入核算有误。", consequence=consequence,
    )  # fmt: skip


def end(cast: PhaseOutCast, case: Case, reason: str) -> None:
    """Ended early ten days after the household was told."""
    cast.take(case, "warn", cast.local("jingban"), end_reason=reason, end_facts="查明属实。")
    with clock.standing_at(date(2026, 10, 27)):
        cast.take(case, "end_early", APPROVER, decision_text="提前终止。")


class TestWhileSuspended:
    @pytest.fixture
    def suspended(self, cast: PhaseOutCast, case: Case) -> Case:
        with clock.standing_at(month(1)):
            bounced(cast, case)
            note: dict[str, Any] = {"suspended_for": "账户无法入账", "suspend_note": "银行退回。"}
            cast.take(case, "suspend", PAYER, **note)
        return case

    def test_it_is_sent_again_once_the_account_is_right(
        self, cast: PhaseOutCast, suspended: Case
    ) -> None:
        with clock.standing_at(month(1)):
            cast.take(suspended, "reissue", PAYER, **AGAIN)
        with clock.standing_at(month(2)):
            pay_list = cast.run(suspended)
            assert pay_list is not None and pay_list.facts["payments"] == 1
            cast.pay(pay_list)
        assert states(suspended)[:3] == ["paid", "held", "planned"]

    def test_or_waits_with_the_reason_until_payments_go_on(
        self, cast: PhaseOutCast, suspended: Case
    ) -> None:
        with clock.standing_at(month(1)):
            cast.take(suspended, "withhold", PAYER, **WITHHELD)
            row = Instalment.objects.get(grant__case=suspended, k=1)
            assert (row.state, row.note, row.pay_list) == ("held", "账户信息待核实", None)
            with pytest.raises(Blocked):
                cast.take(suspended, "reissue", PAYER, **AGAIN)
            cast.take(suspended, "resume", HANDLER, resume_note="已更正。")
        assert states(suspended)[0] == "due"


class TestAfterTheEnd:
    def test_a_month_before_it_is_sent_again(self, cast: PhaseOutCast, case: Case) -> None:
        with clock.standing_at(month(1)):
            bounced(cast, case)
            end(cast, case, "迁出")
        with clock.standing_at(date(2026, 10, 28)):
            cast.take(case, "withhold", PAYER, **WITHHELD)
            assert states(case)[0] == "held"
            cast.take(case, "reissue", PAYER, **AGAIN)
        with clock.standing_at(month(2)):
            pay_list = cast.run(case)
            assert pay_list is not None
            cast.pay(pay_list)
        assert states(case) == ["paid"] + ["cancelled"] * 5

    def test_after_fraud_nothing_is_sent_again(self, cast: PhaseOutCast, case: Case) -> None:
        with clock.standing_at(month(1)):
            pay_list = sent(cast, case)
            end(cast, case, "骗取")
        with clock.standing_at(date(2026, 10, 28)):
            cast.settle(pay_list, _all(pay_list, True))
            with pytest.raises(Blocked):
                cast.take(case, "reissue", PAYER, **AGAIN)
            cast.take(
                case, "withhold", PAYER, **WITHHELD | {"withheld_for": "决定已经改变，不再应发"}
            )
        assert states(case) == ["held"] + ["cancelled"] * 5

    def test_a_month_after_the_only_members_death_is_not_sent_again(
        self, cast: PhaseOutCast, home: Household
    ) -> None:
        head = Member.objects.get(household=home, relation="head")
        Member.objects.filter(household=home).exclude(pk=head.pk).update(left_on=date(2025, 1, 1))
        case = granted(cast, home)
        Case.objects.filter(pk=case.pk).update(facts=case.facts | {"persons": 1, "eligible": 0})
        with clock.standing_at(month(2)):
            pay_list = sent(cast, case)
            cast.take(
                case, "died_out", cast.local("jingban"), member=str(head.pk),
                died_on=date(2026, 10, 20), eligible=0, proof="死亡证明",
            )  # fmt: skip
            cast.take(case, "died_out", APPROVER)
            cast.settle(pay_list, _all(pay_list, True))
            assert states(case)[:2] == ["failed", "failed"]
            cast.take(case, "reissue", PAYER, **AGAIN)
        assert states(case)[:2] == ["reissued", "failed"]


class TestAfterAReversal:
    def test_back_pay_that_came_back_is_sent_again(self, cast: PhaseOutCast, case: Case) -> None:
        with clock.standing_at(month(1)):
            bounced(cast, case)
            reverse(cast, case, "恢复低保并补发差额")
        assert states(case) == ["cancelled"] * 6
        with clock.standing_at(month(2)):
            bounced(cast, case)
            (back,) = Instalment.objects.filter(grant__case=case, kind="back_pay")
            assert back.state == "failed"
            cast.take(case, "reissue", PAYER, **AGAIN)
            back.refresh_from_db()
            assert back.state == "reissued"

    def test_a_month_on_its_way_then_returned_is_owed_where_dibao_is_restored(
        self, cast: PhaseOutCast, case: Case
    ) -> None:
        with clock.standing_at(month(1)):
            pay_list = sent(cast, case)
            reverse(cast, case, "恢复低保并补发差额")
            cast.settle(pay_list, _all(pay_list, True))
            cast.take(case, "reissue", PAYER, **AGAIN)
        assert states(case) == ["reissued"] + ["cancelled"] * 5

    def test_and_is_not_where_the_money_is_to_come_back(
        self, cast: PhaseOutCast, case: Case
    ) -> None:
        with clock.standing_at(month(1)):
            pay_list = sent(cast, case)
            reverse(cast, case, "追回已发渐退金")
            cast.settle(pay_list, _all(pay_list, True))
            with pytest.raises(Blocked):
                cast.take(case, "reissue", PAYER, **AGAIN)
            cast.take(case, "withhold", PAYER, **WITHHELD)
        assert states(case) == ["held"] + ["cancelled"] * 5

    def test_what_was_on_its_way_and_arrived_is_to_be_recovered(
        self, cast: PhaseOutCast, case: Case
    ) -> None:
        with clock.standing_at(month(1)):
            pay_list = sent(cast, case)
            reverse(cast, case, "追回已发渐退金")
            cast.settle(pay_list, {})
            assert states(case)[0] == "recoverable"
            cast.take(case, "recover", PAYER, voucher="缴款书1号")
        assert states(case)[0] == "recovered"


class TestWho:
    def test_the_payment_clerk_alone(self, cast: PhaseOutCast, case: Case) -> None:
        with clock.standing_at(month(1)):
            bounced(cast, case)
            for account in (HANDLER, APPROVER, cast.local("jingban")):
                for step, answers in (("reissue", AGAIN), ("withhold", WITHHELD)):
                    with pytest.raises(NotAllowed):
                        cast.take(case, step, account, **answers)

    def test_without_a_returned_payment_there_is_nothing_to_do(
        self, cast: PhaseOutCast, case: Case
    ) -> None:
        with clock.standing_at(month(1)), pytest.raises(Blocked):
            cast.take(case, "withhold", PAYER, **WITHHELD)
