"""A household has one open intervention and no more, whichever way the second would come."""

import pytest

from tests.engine.ways import june, to_reviewing
from workflows.engine.family import Family
from workflows.engine.models import Case
from workflows.engine.offers import offers
from workflows.engine.refusals import Blocked, NotNow
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.registry.models import Household
from workflows.workdays import clock


@pytest.fixture
def withdrawn(county: Rehearsal) -> Case:
    """A case withdrawn on the 6th whose household may still regret it."""
    case = to_reviewing(county)
    with clock.standing_at(june(6)):
        county.take(case, "withdraw", county.local("jingban"), statement="不想申请了。")
    return case


def household_of(case: Case) -> Household:
    """The household a case is about."""
    assert case.household is not None
    return case.household


def offered(county: Rehearsal, case: Case) -> list[str]:
    """The steps the township's clerk sees on a case today."""
    case.refresh_from_db()
    family = Family.read(case, clock.today())
    return [
        offer.step.name for offer in offers(family, case, county.actor(county.local("jingban")))
    ]


def test_regret_is_refused_once_a_new_case_is_under_way(county: Rehearsal, withdrawn: Case) -> None:
    with clock.standing_at(june(6)):
        county.accept(county.warn(household_of(withdrawn)))
        with pytest.raises(Blocked) as refusal:
            county.take(withdrawn, "regret", county.local("jingban"), statement="还是要申请。")
    assert refusal.value.reasons == ("该户另有在办的防贫干预，不能撤销撤回",)


def test_a_clue_registered_before_regret_is_merged_and_not_accepted(
    county: Rehearsal, withdrawn: Case
) -> None:
    """C24, K3: the old case goes on, the later clue is one more source of it."""
    with clock.standing_at(june(7)):
        clue = county.warn(household_of(withdrawn), channel="主动申请")
        assert "accept" in offered(county, clue)
        assert "attach" not in offered(county, clue)
        county.take(withdrawn, "regret", county.local("jingban"), statement="还是要申请。")
        assert "attach" in offered(county, clue)
        assert "accept" not in offered(county, clue)
        with pytest.raises(NotNow):
            county.accept(clue)
        county.take(clue, "attach", county.local("jingban"))
    withdrawn.refresh_from_db()
    assert (clue.stage, clue.follows) == ("merged", withdrawn)
    assert [source["channel"] for source in withdrawn.facts["sources"]] == ["乡村预警", "主动申请"]
    assert withdrawn.facts["clue_on"] == "2026-06-01"


def test_a_clue_is_not_merged_into_a_case_that_has_just_ended(
    county: Rehearsal, withdrawn: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other case was withdrawn between the look and the writing: the clue must not be lost."""
    monkeypatch.setattr("workflows.procedures.intervention.clue.under_way", lambda matter: True)
    with clock.standing_at(june(7)):
        clue = county.warn(household_of(withdrawn))
        with pytest.raises(NotNow, match="刚刚办结"):
            county.take(clue, "attach", county.local("jingban"))
    clue.refresh_from_db()
    assert (clue.stage, clue.events.count()) == ("registered", 1)


def test_a_clue_the_other_case_cannot_take_is_not_registered_as_merged(
    county: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = to_reviewing(county)
    monkeypatch.setattr(case.table.steps["further_clue"], "sources", ())
    with clock.standing_at(june(7)), pytest.raises(NotNow):
        county.warn(household_of(case))
    assert Case.objects.filter(household=case.household, procedure="clue").count() == 1
