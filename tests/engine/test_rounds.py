"""Further rounds of a child: which are opened, under what number, and by whom not."""

from tests.engine.ways import june, to_deciding, to_public_notice
from workflows.engine.models import Case
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock


def upheld_objection(county: Rehearsal) -> Case:
    """A case sent back to 入户核查 by an objection found to be right."""
    case, sheet = to_public_notice(county)
    with clock.standing_at(june(5)):
        county.post(sheet)
        county.take(case, "object_", county.local("jingban"), content="家里有轿车。")
        objection = county.child(case, "objection")
        county.take(objection, "accept", county.local("jingban"))
        county.take(objection, "report", county.local("jingban"), found="属实。")
        county.take(objection, "uphold", county.local("shenhe"), answer="异议成立，另派人核查。")
    case.refresh_from_db()
    return case


def test_only_the_reply_named_wrong_is_asked_for_again(county: Rehearsal) -> None:
    case = to_deciding(county)
    with clock.standing_at(june(13)):
        county.take(case, "return_", "xian_shenpi", wrong=["co_check:民政"], return_reason="漏查")
    assert case.stage == "department_co_check"
    again = case.children.filter(procedure="co_check", round=2)
    assert [child.key for child in again] == ["民政"]


def test_children_of_a_kind_are_numbered_one_after_the_other(county: Rehearsal) -> None:
    case = to_deciding(county)
    with clock.standing_at(june(13)):
        county.take(case, "return_", "xian_shenpi", wrong=["co_check:民政"], return_reason="漏查")
    checks = case.children.filter(procedure="co_check").order_by("pk")
    assert [child.number.rpartition("-")[2] for child in checks] == [f"XC{n}" for n in range(1, 8)]


def test_an_upheld_objection_bars_the_first_checkers_from_the_next_round(
    county: Rehearsal,
) -> None:
    case = upheld_objection(county)
    first = county.child(case, "household_check")
    assert case.stage == "household_check"
    assert first.round == 2
    assert first.barred == sorted(case.duties["check"])


def test_a_round_made_up_for_after_regret_keeps_the_same_persons_away(county: Rehearsal) -> None:
    """Otherwise a household could withdraw and come back to be checked by the first checkers."""
    case = upheld_objection(county)
    with clock.standing_at(june(6)):
        county.take(case, "withdraw", county.local("jingban"), statement="不想申请了。")
        county.take(case, "regret", county.local("jingban"), statement="还是要申请。")
    third = county.child(case, "household_check")
    assert (case.stage, third.round, third.stage) == ("household_check", 3, "assigned")
    assert third.barred == sorted(case.duties["check"])
