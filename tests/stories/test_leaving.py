"""Ways out of 防贫干预 before its decision: termination, moving away, merging, deaths, regret.

Acceptance scenario 8 and the lines of the index that end a case.
"""

from datetime import date, timedelta
from typing import Any

import pytest

from documents.models import Paper
from tests.engine.ways import june, to_household_check, to_public_notice
from tests.fixtures.county import household
from tests.stories.test_household_not_reached import refused
from tests.stories.test_notice import investigate, lodge, posted
from workflows.engine.models import Case, Task
from workflows.engine.refusals import Blocked, Invalid, NotAllowed, NotNow
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.registry.models import Household, Member
from workflows.workdays import clock

TERMINATION: dict[str, Any] = {
    "facts_found": "两次上门均拒绝核查，书面告诫后仍不配合。",
    "reason": "无正当理由拒不配合核查。",
    "rule": "民发〔2021〕57号 第二十九条",
}
WARNED = june(5)


def warned(county: Rehearsal) -> Case:
    """A household that refused twice, was visited by a leader, and warned in writing on the 5th."""
    case = to_household_check(county)
    check = county.child(case, "household_check")
    people = [county.actor(county.local(post)).person for post in ("jingban", "jingban2")]
    with clock.standing_at(june(3)):
        county.schedule(check, *people)
    refused(county, check, "refuse", county.local("jingban2"), june(3))
    refused(county, check, "visit_again", county.local("shenhe"), june(4))
    with clock.standing_at(WARNED):
        county.take(
            check, "warn", county.local("shenhe"), warning="请配合核查。", comply_by=june(10)
        )
        county.serve_letter(Paper.objects.get(entry__startswith=str(check.uuid), kind="D06-W"))
    case.refresh_from_db()
    return case


def terminate(county: Rehearsal, case: Case) -> None:
    """The township's reviewer proposes, the county's approver agrees."""
    county.take(case, "terminate", county.local("shenhe"), **TERMINATION)
    county.take(case, "terminate", "xian_shenpi")


def test_who_refuses_twice_is_warned_and_the_procedure_is_terminated(county: Rehearsal) -> None:
    """Scenario 8, C25. 无正当理由拒不配合的，可以终止程序（民发〔2021〕57号 第二十九条）。"""
    early = to_household_check(county, nth=1)
    case = warned(county)
    with clock.standing_at(june(12)):
        with pytest.raises(Blocked) as unwarned:
            county.take(early, "terminate", county.local("shenhe"), **TERMINATION)
        assert len(unwarned.value.reasons) == 1 and "书面告诫" in unwarned.value.reasons[0]
        county.take(case, "terminate", county.local("shenhe"), **TERMINATION)
        assert (case.stage, case.closed) == ("household_check", False)  # one officer ends nothing
        with pytest.raises(NotAllowed):
            county.take(case, "terminate", county.local("jingban"))
        county.take(case, "terminate", "xian_shenpi")
    assert (case.stage, case.closed) == ("terminated", True)
    letter, slip = (
        Paper.objects.filter(dossier=case.uuid, kind=kind).latest("pk") for kind in ("D53", "D50")
    )
    assert letter.issued_on == june(12) and TERMINATION["reason"] in str(letter.facts)
    assert letter.facts["remedies"]["petition"]
    assert slip.facts["delivered"]["number"] == letter.number
    children = case.children.values_list("procedure", "stage")
    assert {stage for kind, stage in children if kind == "household_check"} == {"cancelled"}
    assert not Task.objects.open().filter(case__in=[case, *case.children.all()]).exists()


def test_who_was_terminated_may_apply_and_gets_a_new_case_that_names_the_old(
    county: Rehearsal,
) -> None:
    """Scenario 8, its end. 终止以后又申请的，另立新案，写明前案编号，不带入前案的结论。"""
    old = warned(county)
    with clock.standing_at(june(12)):
        terminate(county, old)
    later = date(2026, 8, 3)
    with clock.standing_at(later):
        new = county.accept(county.warn(household(), channel="主动申请"))
        county.authorise(new)
        assert county.check(new).stage == "accepted"
    new.refresh_from_db()
    assert (new.facts["previous_case"], new.clock_on) == (old.number, later)
    assert new.number != old.number and "terminated" not in new.standing
    old.refresh_from_db()
    assert (old.stage, old.closed) == ("terminated", True)


def test_consent_refused_before_two_witnesses_ends_the_procedure(county: Rehearsal) -> None:
    """C3. 拒绝授权的，说明后果、两人见证，仍由县级决定终止。"""
    refusal: dict[str, Any] = {
        "explained_to": True, "refused_consent_on": june(2), "refusal_words": "不愿查存款。",
        "first_witness": "何桂花", "second_witness": "曾长庚",
    }  # fmt: skip
    with clock.standing_at(june(2)):
        case = county.accept(county.warn(household()))
        county.take(case, "assign", "xian_jingban")
        with pytest.raises(Blocked):
            county.take(case, "terminate", county.local("shenhe"), **TERMINATION)
        alone = refusal | {"second_witness": "何桂花"}
        with pytest.raises(Invalid) as one_witness:
            county.take(case, "refuse_consent", county.local("jingban"), **alone)
        assert set(one_witness.value.errors) == {"second_witness"}
        county.take(case, "refuse_consent", county.local("jingban"), **refusal)
        assert case.stage == "authorising"  # the refusal alone decides nothing
        terminate(county, case)
    assert case.stage == "terminated"
    assert not case.children.exists()  # nobody was asked about without authorisation


MOVE: dict[str, Any] = {
    "receiving": "邻县防贫办", "moved_on": june(5), "running": "无", "moved_note": "全户迁出。",
}  # fmt: skip


def test_a_household_that_moved_away_is_handed_over_against_a_receipt(county: Rehearsal) -> None:
    """C26. 迁出的移交迁入地；迁入地签收以前，仍由本县负责。"""
    case, sheet = to_public_notice(county)
    with clock.standing_at(june(5)):
        county.post(sheet)
        county.take(case, "move_out", "xian_jingban", **MOVE)
        sheet.refresh_from_db()
        assert (case.stage, case.closed, sheet.stage) == ("transferring", False, "coming_down")
        assert Task.objects.open().get(case=case).role == "handler"
    slip = Paper.objects.get(dossier=case.uuid, kind="D54-T").facts
    assert (slip["to"], slip["running"], slip["case"]["stage"]) == ("邻县防贫办", ["无"], "公示")
    filed = Paper.objects.filter(dossier=case.uuid, voided_on=None).exclude(kind="D54-T")
    listed = {one["title"] for one in slip["papers"]}
    assert {paper.title for paper in filed} <= listed
    with clock.standing_at(june(30)), pytest.raises(Invalid) as wrong:
        county.take(
            case, "taken_over", "xian_jingban", acknowledged_on=june(4),
            acknowledged_by="邻县防贫办 李某", acknowledgement="邻防贫函〔2026〕8号",
        )  # fmt: skip
    assert set(wrong.value.errors) == {"acknowledged_on"}
    with clock.standing_at(june(30)):
        case.refresh_from_db()
        assert case.stage == "transferring"  # silence of the other county hands nothing over
        county.take(
            case, "taken_over", "xian_jingban", acknowledged_on=june(29),
            acknowledged_by="邻县防贫办 李某", acknowledgement="邻防贫函〔2026〕8号",
        )  # fmt: skip
    assert (case.stage, case.closed) == ("transferred", True)


def test_what_the_other_county_sends_back_goes_on_where_it_was(county: Rehearsal) -> None:
    """C26, refused. 迁入地退回的，回到原来的环节继续办理，已有的结果仍然有效。"""
    case = to_household_check(county)
    with clock.standing_at(june(5)):
        county.take(case, "move_out", "xian_jingban", **MOVE)
    with clock.standing_at(june(8)):
        county.take(case, "not_taken", "xian_jingban", not_taken_because="户口未迁入。")
        assert case.stage == "household_check"
        county.check(case)
    case.refresh_from_db()
    assert case.stage == "department_co_check"


def test_a_split_household_registered_twice_becomes_one_case(county: Rehearsal) -> None:
    """C27. 分户重复立案的并入一案，两人签字，卷内留并案说明，原卷仍可查阅。"""
    village = household().village
    homes = Household.objects.filter(village=village).order_by("pk")[:2]
    with clock.standing_at(june(2)):
        kept, split = (county.accept(county.warn(home)) for home in homes)
        why: dict[str, Any] = {"merged_because": "父子分户，共同生活。"}
        with pytest.raises(Invalid) as itself:
            county.take(split, "merge", county.local("jingban"), into=split.number, **why)
        assert set(itself.value.errors) == {"into"}
        county.take(split, "merge", county.local("jingban"), into=kept.number, **why)
        assert not split.closed
        county.take(split, "merge", county.local("shenhe"))
    kept.refresh_from_db()
    assert (split.stage, split.closed, kept.closed) == ("merged", True, False)
    slip = Paper.objects.get(dossier=split.uuid, kind="D54")
    assert kept.number in str(slip.facts)
    assert Case.objects.visible_to(county.actor(county.local("jingban"))).filter(pk=split.pk)


def die(county: Rehearsal, case: Case, dead: Member, heir: Member | None = None) -> None:
    county.take(
        case, "death", county.local("jingban"), deceased=str(dead.pk), died_on=clock.today(),
        death_proof="死亡证明", head_name=str(heir.pk) if heir else "",
    )  # fmt: skip


def living(case: Case) -> tuple[Member, list[Member]]:
    """The head of the household and the others."""
    assert case.household is not None
    members = case.household.members.filter(died_on=None, left_on=None)
    return members.get(relation="head"), list(members.exclude(relation="head").order_by("pk"))


def test_a_member_dies_and_the_case_goes_on(county: Rehearsal) -> None:
    """C29. 成员死亡的登记在案，其余成员继续办理。"""
    case = to_household_check(county)
    head, others = living(case)
    with clock.standing_at(june(3)):
        die(county, case, others[0])
        assert (case.stage, case.facts["remaining"]) == ("household_check", len(others))
        assert case.head_name == head.name
        with pytest.raises(NotNow):
            county.take(case, "died_out", county.local("jingban"))
        with pytest.raises(Invalid):  # nobody dies twice
            die(county, case, others[0])


def test_the_head_dies_and_another_member_speaks_for_the_household(county: Rehearsal) -> None:
    """C29. 户主死亡的另推户主；没有选定新户主的不予登记。"""
    case = to_household_check(county)
    head, others = living(case)
    with clock.standing_at(june(3)):
        with pytest.raises(Invalid) as headless:
            die(county, case, head)
        assert set(headless.value.errors) == {"head_name"}
        die(county, case, head, others[0])
        assert case.head_name == others[0].name
        county.check(case)
        county.co_check(case)
        county.agree(case)
    case.refresh_from_db()
    assert (case.stage, case.head_name) == ("public_notice", others[0].name)


def test_when_the_sole_member_dies_the_procedure_ends(county: Rehearsal) -> None:
    """C29. 全户死亡的，经审核签字终止程序，公示上列名的同时撤下。迁出的不是本户成员。"""
    home = household()
    home.members.exclude(relation="head").update(left_on=june(1))
    case, sheet = to_public_notice(county)
    head, _ = living(case)
    asked = Paper.objects.filter(kind="D07").latest("pk").facts
    assert {one["name"] for one in asked["persons"]} == {head.name}
    with clock.standing_at(june(6)):
        die(county, case, head)
        assert (case.facts["remaining"], case.closed) == (0, False)
        county.take(case, "died_out", county.local("jingban"))
        assert case.stage == "public_notice"
        county.take(case, "died_out", county.local("shenhe"))
    assert (case.stage, case.closed) == ("terminated", True)
    assert sheet.entries.get(case=case).struck_on == june(6)


def test_an_objection_cut_short_by_a_withdrawal_is_taken_up_again_on_regret(
    county: Rehearsal,
) -> None:
    """C24. 撤回时异议随案取消；三日内反悔的，未办结的异议继续查处，不因此了结。"""
    case, _ = posted(county, june(3))
    objection = lodge(case, june(4), objector="罗某某", contact="13000000000")
    with clock.standing_at(june(5)):
        county.take(case, "withdraw", county.local("jingban"), statement="自愿撤回。")
        objection.refresh_from_db()
        assert objection.stage == "cancelled"
        county.take(case, "regret", county.local("jingban"), statement="反悔。")
    again = county.child(case, "objection")
    assert (again.round, again.stage) == (2, "lodged")
    assert again.answers["objector"] == "罗某某"
    investigate(county, again, june(5) + timedelta(days=1))
    assert again.stage == "deciding"
