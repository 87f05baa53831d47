"""C25: refusing to take part ends the procedure only after a warning that was served and ran out.

对无正当理由拒不配合的，可以终止审核确认程序（民发〔2021〕57号 第二十九条）。
"""

from datetime import date
from typing import Any

import pytest

from documents.delivery import withdraw
from documents.models import Delivery, Paper
from tests.engine.ways import june, to_household_check
from tests.stories.test_consent_again import refused_consent
from workflows.engine.models import Case
from workflows.engine.refusals import Blocked, Invalid
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock

ENDED: dict[str, Any] = {"facts_found": "两次拒绝开门。", "reason": "无正当理由拒不配合核查。"}
RULE = "《最低生活保障审核确认办法》第二十九条"
UNWARNED = "须先有拒绝配合的记录和书面告诫，或者拒绝授权的记录"
UNSERVED = "配合核查告诫书尚未送达本户，请先送达并登记"
EARLY = "告诫书送达后未满规定期限，或者告诫书给出的限期未过，还不能终止"


def warn(county: Rehearsal, case: Case, *, last: int = 10) -> Case:
    """The check of the case refused on the 3rd and, to a leader, on the 4th, and then warned."""
    check = county.child(case, "household_check")
    words: dict[str, Any] = {
        "situation": "不开门。", "witness": "何桂花，妇联主任", "their_reason": "不愿公开家庭情况。",
    }  # fmt: skip
    leader = county.local("shenhe")
    people = [county.actor(county.local(post)).person for post in ("jingban", "jingban2")]
    with clock.standing_at(june(3)):
        county.schedule(check, *people)
        county.take(check, "refuse", county.local("jingban2"), tried_on=june(3), **words)
    with clock.standing_at(june(4)):
        county.take(
            check, "visit_again", leader, tried_on=june(4), explained="已说明后果。", **words
        )
        county.take(check, "warn", leader, warning="请配合核查。", comply_by=june(last))
    return check


def serve(county: Rehearsal, check: Case) -> None:
    county.serve_letter(Paper.objects.filter(casepaper__case=check, kind="D06-W").latest("pk"))


def reasons(county: Rehearsal, case: Case, day: date) -> tuple[str, ...]:
    """Why the reviewer cannot propose to end the case on a day."""
    with clock.standing_at(day), pytest.raises(Blocked) as no:
        county.take(case, "terminate", county.local("shenhe"), rule=RULE, **ENDED)
    return tuple(no.value.reasons)


def ended(county: Rehearsal, case: Case, day: date) -> None:
    with clock.standing_at(day):
        county.take(case, "terminate", county.local("shenhe"), rule=RULE, **ENDED)
        county.take(case, "terminate", "xian_shenpi")


def test_a_warning_that_was_not_served_ends_nothing(county: Rehearsal) -> None:
    case = to_household_check(county)
    assert reasons(county, case, june(2)) == (UNWARNED,)
    check = warn(county, case)
    assert reasons(county, case, june(30)) == (UNSERVED,)
    with clock.standing_at(june(30)):
        serve(county, check)
    with clock.standing_at(june(30)):
        withdraw(Delivery.objects.get(), reason="送错了人")
    assert reasons(county, case, date(2026, 7, 30)) == (UNSERVED,)


def test_the_household_has_the_days_of_the_pack_and_those_of_the_letter(county: Rehearsal) -> None:
    """Served on the 8th, five days: through the 13th, though the letter names the 10th."""
    case = to_household_check(county)
    check = warn(county, case)
    with clock.standing_at(june(8)):
        serve(county, check)
    assert reasons(county, case, june(13)) == (EARLY,)
    ended(county, case, june(14))
    assert (case.stage, case.closed) == ("terminated", True)
    check.refresh_from_db()
    assert check.stage == "cancelled"
    letter = Paper.objects.get(dossier=case.uuid, kind="D53")
    warning = Paper.objects.get(dossier=case.uuid, kind="D06-W")
    found = next(part for part in letter.facts["parts"] if "查明的事实" in part["title"])
    assert found["lines"][-1] == (
        f"《配合核查告诫书》（{warning.number}）已于2026年6月8日送达，至2026年6月13日仍未配合。"
    )


def test_a_letter_that_gives_more_time_than_the_pack_is_kept_to(county: Rehearsal) -> None:
    case = to_household_check(county)
    check = warn(county, case, last=20)
    with clock.standing_at(june(4)):
        serve(county, check)
    assert reasons(county, case, june(20)) == (EARLY,)
    ended(county, case, june(21))
    assert case.stage == "terminated"


def test_the_letter_cannot_give_less_time_than_the_pack(county: Rehearsal) -> None:
    case = to_household_check(county)
    with pytest.raises(Invalid) as no:
        warn(county, case, last=8)
    assert no.value.errors == {"comply_by": ["限期不得早于2026年6月9日，给该户留出考虑的时间。"]}


def test_the_countersigning_approver_is_held_to_the_term_too(county: Rehearsal) -> None:
    """The record of service was withdrawn between the two signatures."""
    case = to_household_check(county)
    check = warn(county, case)
    with clock.standing_at(june(5)):
        serve(county, check)
    with clock.standing_at(june(15)):
        county.take(case, "terminate", county.local("shenhe"), rule=RULE, **ENDED)
        withdraw(Delivery.objects.get(), reason="送错了人")
        with pytest.raises(Blocked) as no:
            county.take(case, "terminate", "xian_shenpi")
    assert tuple(no.value.reasons) == (UNSERVED,)


def test_a_warning_of_an_earlier_refusal_does_not_count_for_a_later_one(county: Rehearsal) -> None:
    """The household agreed to be visited after the first warning; refusing again, it is warned anew."""
    case = to_household_check(county)
    check = warn(county, case)
    with clock.standing_at(june(5)):
        serve(county, check)
        county.schedule(check, *check.facts["checkers"], step="resume")
    assert reasons(county, case, june(15)) == (UNWARNED,)
    words: dict[str, Any] = {
        "situation": "不开门。", "witness": "何桂花，妇联主任", "their_reason": "不愿公开家庭情况。",
    }  # fmt: skip
    with clock.standing_at(june(15)):
        county.take(check, "refuse", county.local("jingban2"), tried_on=june(15), **words)
        county.take(
            check, "warn", county.local("shenhe"), warning="请配合核查。", comply_by=june(20)
        )
    assert reasons(county, case, june(25)) == (UNSERVED,)


def test_refused_consent_that_was_given_after_all_ends_nothing(county: Rehearsal) -> None:
    """C3 needs no warning by letter, but a refusal that still stands."""
    case = refused_consent(county)
    with clock.standing_at(june(1)):
        county.take(case, "terminate", county.local("shenhe"), rule=RULE, **ENDED)
        assert case.proposal is not None
        county.take(
            case, "begin", county.local("jingban"), consent=True, signed_on=june(1),
            kin_declared=True,
        )  # fmt: skip
    assert reasons(county, case, june(20)) == (UNWARNED,)
