"""What a poster must not say of the households that stand on it, and what it may."""

import pytest

from documents.models import Paper
from tests.fixtures.county import household, settle
from workflows.engine.models import Case
from workflows.engine.private_words import SHORTEST, private_words
from workflows.procedures.intervention.demonstration import walk
from workflows.procedures.intervention.rehearsal import Rehearsal


@pytest.fixture
def case(db: None) -> Case:
    """A case whose notice hangs."""
    settle()
    home = household()
    home.address = "石桥组后山12号"
    home.save()
    walk(Rehearsal(township=1), home, "township")
    return Case.objects.get(household=home, procedure="intervention", parent=None)


def test_identifiers_address_and_long_personal_answers_are_private(case: Case) -> None:
    words = private_words([case], [])
    assert case.household is not None
    member = case.household.members.first()
    assert member is not None
    assert {case.number, case.household.number, "石桥组后山12号", member.id_number} <= set(words)
    assert all(len(word) >= SHORTEST for word in words)
    children = Case.objects.filter(root=case)
    said = [
        event.personal.text
        for child in children
        for event in child.events.all()
        if hasattr(event, "personal")
    ]
    assert any(word in text for word in words for text in said)


def test_what_the_poster_prints_anyway_is_not_private(case: Case) -> None:
    poster = Paper.objects.filter(kind="D12").latest("pk")
    (row,) = [one for one in poster.facts["rows"] if one["name"] == case.head_name]
    printed = [*map(str, row.values()), *(c["phone"] for c in poster.facts["contacts"])]
    assert [word for word in poster.forbidden if word in printed] == []
    assert case.number in poster.forbidden
