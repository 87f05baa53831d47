"""Who signed, for whom, and where a paper takes the name from."""

from datetime import date

import pytest

from documents.models import Paper
from tests.papers_of_cases.walks import villagers
from workflows.access.models import Delegation, Officer
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock


@pytest.mark.django_db
def test_who_acts_under_a_delegation_signs_for_its_giver_and_answers_calls_himself() -> None:
    """An archivist stands in for the county's handler."""
    county = Rehearsal(1)
    (household,) = villagers(1)
    giver = Officer.objects.get(username="xian_jingban")
    taker = Officer.objects.get(username="xian_dangan")
    day = date(2026, 6, 1)
    Delegation.objects.create(
        giver=giver,
        taker=taker,
        role="handler",
        starts_on=day,
        ends_on=day,
        basis="示防贫〔2026〕1号",
    )
    with clock.standing_at(day):
        case = county.accept(county.warn(household))
        county.take(case, "assign", "xian_dangan")
    facts = Paper.objects.get(kind="D02").facts
    assert facts["opinion"]["signer"] == f"{taker.name}（代{giver.name}）"
    assert facts["handler"]["name"] == taker.name
