"""Papers are made while the case is locked: what they look up does not grow with what they list."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.models import Paper
from tests.papers_of_cases.walks import ready, villagers
from workflows.procedures.intervention.rehearsal import Rehearsal, photo
from workflows.registry.models import Household
from workflows.registry.regions import names_of
from workflows.workdays import clock


def spent(step: Callable[[], object]) -> int:
    """Statements a step sends, but for the engine's looks at the holiday table."""
    with CaptureQueriesContext(connection) as sent:
        step()
    return sum("calendarday" not in query["sql"] for query in sent.captured_queries)


def signing(county: Rehearsal, households: int, village: int) -> tuple[int, int, int]:
    """Statements of signing a notice, of stating its result, and of signing the announcement."""
    cases = ready(county, villagers(households, village))
    with clock.standing_at(date(2026, 6, 5)):
        for case in cases:
            sheet = county.agree(case)
        county.take(
            sheet, "submit", county.local("jingban"), post_on=clock.today(), place="村务公开栏",
            screened=True,
        )  # fmt: skip
        notice = spent(lambda: county.take(sheet, "approve", county.local("shenhe")))
        county.take(sheet, "post", county.village(sheet), {"posted_photo": photo()})
    with clock.standing_at(date(2026, 6, 11)):
        county.take_down(sheet)
        for case in cases:
            result = spent(partial(county.take, case, "close", county.local("jingban")))
        for case in cases:
            county.decide(case)
        told = county.sheet(cases[0], "announcement")
        announcement = spent(lambda: county.take(told, "approve", county.local("shenhe")))
    rows = [len(Paper.objects.get(dossier=sheet.uuid, kind="D12").facts["rows"])]
    rows.append(len(Paper.objects.get(dossier=told.uuid, kind="D20").facts["rows"]))
    assert rows == [households, households]
    return notice, result, announcement


@pytest.mark.django_db
def test_papers_of_three_households_cost_no_more_than_those_of_one() -> None:
    county = Rehearsal(1)
    villagers(1)
    names_of(
        Household.objects.values_list("village_id", flat=True)
    )  # a process asks for names once
    one = signing(county, 1, village=0)
    three = signing(county, 3, village=1)
    assert [more <= few for more, few in zip(three, one, strict=True)] == [True] * 3, (one, three)
