"""What a person is offered on a case, in which order, and what he may see at all."""

from __future__ import annotations

from tests.engine.ways import june, to_household_check, to_public_notice
from workflows.access.actors import NOBODY, SYSTEM
from workflows.engine.family import Family
from workflows.engine.matter import Matter
from workflows.engine.models import Case, Task
from workflows.engine.offers import Offer, offer_of, offers
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock


def of(county: Rehearsal, case: Case, account: str) -> list[Offer]:
    return offers(Family.read(case, clock.today()), case, county.actor(account))


def test_the_main_line_comes_first_and_reasons_stand_beside_what_must_wait(
    county: Rehearsal,
) -> None:
    case, sheet = to_public_notice(county)
    with clock.standing_at(june(5)):
        county.post(sheet)
        found = of(county, case, county.local("jingban"))
    names = ["close", "amend", "object_", "recuse", "death", "withdraw"]
    assert [offer.step.name for offer in found] == names
    assert [offer.open for offer in found] == [False, True, True, True, True, True]
    assert found[0].reasons == (
        "公示尚未取下，或张贴、取下没有照片",
        "法定期间至2026年6月10日24时届满，2026年6月11日起方可办理。",
    )


def test_nobody_is_offered_what_happens_by_itself_or_is_anothers(county: Rehearsal) -> None:
    """Anybody who has the household before him may step aside; ending it is the reviewer's."""
    case, _ = to_public_notice(county)
    with clock.standing_at(june(5)):
        found = of(county, case, county.local("shenhe"))
        assert [offer.step.name for offer in found] == ["recuse", "order_recusal", "terminate"]
        assert of(county, case, "zhen2_jingban") == []


def test_one_offer_comes_with_what_its_form_reads(county: Rehearsal) -> None:
    case, _ = to_public_notice(county)
    with clock.standing_at(june(5)):
        family = Family.read(case, clock.today())
        clerk = county.actor(county.local("jingban"))
        found = offer_of(family, case, "withdraw", clerk)
        assert found is not None
        assert found[1].seat == found[0].seat
        assert offer_of(family, case, "confirm", clerk) is None


def test_a_second_signature_is_offered_as_such(county: Rehearsal) -> None:
    case, sheet = to_public_notice(county)
    with clock.standing_at(june(5)):
        county.post(sheet)
        county.take(case, "object_", county.local("jingban"), content="家里有轿车。")
        objection = county.child(case, "objection")
        county.take(objection, "refuse", county.local("jingban"), because="重复提出")
        (second,) = of(county, objection, county.local("shenhe"))
        again = of(county, objection, county.local("jingban2"))
    assert (second.step.name, second.countersign, second.open) == ("refuse", True, True)
    assert [offer.step.name for offer in again] == ["accept", "take_back_for"]


class TestReach:
    def test_a_department_sees_what_is_put_to_it_and_no_more(self, county: Rehearsal) -> None:
        case = to_household_check(county)
        with clock.standing_at(june(3)):
            seen = Case.objects.visible_to(county.actor("gongan_lianluo"))
            assert {(each.procedure, each.key) for each in seen} == {
                ("co_check", "公安"), ("request_letter", "公安"),
            }  # fmt: skip
            assert not seen.filter(pk=case.pk).exists()

    def test_an_auditor_sees_everything_of_his_area_and_a_stranger_nothing(
        self, county: Rehearsal
    ) -> None:
        case = to_household_check(county)
        family = Case.objects.filter(root=case)
        assert family.visible_to(county.actor("xian_shenji")).count() == family.count() == 7
        assert not family.visible_to(county.actor("zhen2_jingban")).exists()
        assert not Case.objects.visible_to(NOBODY).exists()

    def test_the_engine_has_no_inbox(self, county: Rehearsal) -> None:
        to_household_check(county)
        assert Task.objects.open().exists()
        assert not Task.objects.for_actor(SYSTEM).exists()
        assert not Task.objects.for_actor(NOBODY).exists()


class TestMatter:
    def test_the_newest_round_of_each_child_speaks(self, county: Rehearsal) -> None:
        case, sheet = to_public_notice(county)
        with clock.standing_at(june(6)):
            county.take(case, "withdraw", county.local("jingban"), statement="不想申请了。")
            family = Family.read(case, clock.today())
            matter = Matter(family, family.cases[case.pk], SYSTEM)
            assert len(matter.children("co_check")) == 6
            assert matter.sheet("notice") is None
            county.take(case, "regret", county.local("jingban"), statement="还是要申请。")
            again = Family.read(case, clock.today())
            found = Matter(again, again.cases[case.pk], SYSTEM).sheet("notice")
        assert found == county.sheet(case, "notice")
        assert sheet != county.sheet(case, "notice")
