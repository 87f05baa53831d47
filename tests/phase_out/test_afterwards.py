"""Other packs, appeals under way, and a household that comes back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from documents.models import Paper
from tests.phase_out.walks import granted, month, pay, states, to_the_approver
from workflows.access.models import Officer
from workflows.engine.models import Case
from workflows.engine.policies import shelf
from workflows.engine.refusals import Invalid
from workflows.procedures.phase_out.models import Grant
from workflows.procedures.phase_out.rehearsal import APPROVER, HANDLER, POOR, PhaseOutCast
from workflows.registry.dibao import receives
from workflows.registry.dibao_entering import Told, enter
from workflows.registry.models import Household
from workflows.workdays import clock


def national() -> str:
    return next(pack.id for pack in shelf().packs if pack.key == "national")


def test_seven_months_are_refused_where_the_national_pack_is_bound(
    cast: PhaseOutCast, home: Household
) -> None:
    """Scenario 16: 原则上不超过6个月; the pack a case is bound to rules, not the county's newest."""
    with clock.standing_at(date(2026, 9, 1)):
        case = cast.propose(home)
        Case.objects.filter(pk=case.pk).update(pack=national())
        case.refresh_from_db()
        cast.verify(case)
        with pytest.raises(Invalid) as refused:
            cast.tell(case, months=7)
        assert "1至6个月" in str(refused.value.errors)
        cast.tell(case, months=6)
    assert case.stage == "hearing"


def test_an_appeal_stops_no_payment_until_it_is_decided(
    cast: PhaseOutCast, home: Household
) -> None:
    """P22: 复议、诉讼期间不停止执行, as the letter says; only the ruling changes what is paid."""
    case = granted(cast, home)
    letter = Paper.objects.get(dossier=case.uuid, kind="D41")
    remedies = letter.facts["remedies"]
    assert (remedies["reconsideration"]["days"], remedies["litigation"]["months"]) == (60, 6)
    pay(cast, case, 1, 2)
    assert states(case)[:3] == ["paid", "paid", "planned"]
    with clock.standing_at(month(2).replace(day=25)):
        cast.take(
            case, "reverse", APPROVER, ruling="行政复议", ruling_number="示政复决〔2026〕3号",
            ruling_text="收入核算有误。", consequence="恢复低保并补发差额",
        )  # fmt: skip
    assert receives(home.pk, date(2026, 12, 1), "dibao")


def test_after_the_exit_dibao_may_be_drawn_again_and_a_new_phase_out_has_all_its_months(
    cast: PhaseOutCast, home: Household
) -> None:
    """P23: an ordinary application; months of the earlier phase-out are not carried over."""
    earlier = granted(cast, home, months=1)
    pay(cast, earlier, 1)
    with clock.standing_at(date(2026, 10, 20)):
        cast.review(earlier)
        cast.take(earlier, "exit_", APPROVER, decision_text="期满退出。")
    handler = Officer.objects.get(username=HANDLER).pk
    again = Told(date(2027, 1, 1), "dibao", 3, 1, Decimal(313), "示民低〔2027〕1号")
    with clock.standing_at(date(2026, 12, 20)):
        enter(home, again, officer=handler)
    months = [receives(home.pk, date(2026, k, 1), "none") for k in (11, 12)]
    assert months == [True, True] and receives(home.pk, date(2027, 1, 1), "dibao")
    with clock.standing_at(date(2027, 3, 1)):
        later = cast.propose(home)
        cast.verify(later)
        cast.tell(later, months=12)
    assert later.stage == "hearing"
    assert set(Case.objects.filter(household=home, parent=None).values_list("pk", flat=True)) == {
        earlier.pk, later.pk,
    }  # fmt: skip


def test_the_final_review_may_bring_dibao_back(cast: PhaseOutCast, home: Household) -> None:
    """P14: again at or below the standard, dibao from the next month, by D46."""
    case = granted(cast, home, months=1)
    pay(cast, case, 1)
    with clock.standing_at(date(2026, 10, 20)):
        cast.review(case, **POOR)
        cast.take(case, "restore_end", APPROVER, decision_text="恢复低保。", monthly="300")
    assert case.stage == "reinstated" and states(case) == ["paid"]
    assert receives(home.pk, date(2026, 10, 1), "phase_out")
    assert receives(home.pk, date(2026, 11, 1), "dibao")
    assert Paper.objects.filter(dossier=case.uuid, kind="D46").exists()


def test_the_maximum_is_copied_at_grant_from_the_bound_pack(
    cast: PhaseOutCast, home: Household
) -> None:
    """P8: no later decision can exceed it, whatever the packs say by then."""
    case = to_the_approver(cast, home, months=12)
    with clock.standing_at(date(2026, 9, 22)):
        cast.approve(case, 12)
    assert Grant.objects.get(case=case).most == 12
