"""The register of issued numbers: every number of a series and year, voided ones with the reason."""

from datetime import date

import pytest
from django.db import transaction

from documents import numbering, registers
from documents.errors import IssueRefused
from documents.issuing import void
from documents.models import Rendition
from tests.documents.conftest import DAY, FORM, OFFICE, IssuePaper

SERIES = "示例防贫函"
TODAY = date(2026, 12, 31)

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(issue_paper: IssuePaper) -> None:
    """Three letters, of which the second was voided, and a form without number."""
    _, second, _ = (issue_paper() for _ in range(3))
    with transaction.atomic():
        void(second, reason="主送机关有误", on=DAY)
    issue_paper(FORM)


def test_each_number_is_listed_with_what_became_of_it(three: None) -> None:
    listed = registers.lines(SERIES, 2026)
    assert [line["number"] for line in listed] == [f"示例防贫函〔2026〕{n}号" for n in (1, 2, 3)]
    assert [line["note"] for line in listed] == ["", "2026年11月20日作废：主送机关有误", ""]


def test_a_number_that_no_paper_bears_stands_out(three: None) -> None:
    with transaction.atomic():
        numbering.take(SERIES, 2026)
    assert registers.lines(SERIES, 2026)[-1] == {
        "number": "示例防贫函〔2026〕4号",
        "title": "缺号",
        "issued_on": None,
        "note": "须查明原因",
    }


def test_a_register_is_frozen_and_owed_like_any_paper(three: None, issue_paper: IssuePaper) -> None:
    paper = registers.make(SERIES, 2026, today=TODAY)
    issue_paper()
    assert (paper.facts["given"], paper.facts["voided"], len(paper.facts["lines"])) == (3, 1, 3)
    assert Rendition.objects.get(paper=paper).state == "frozen"
    assert [one.pk for one in registers.made(SERIES, 2026)] == [paper.pk]
    assert registers.made(SERIES, 2025) == []


def test_a_series_without_numbers_has_no_register() -> None:
    with pytest.raises(IssueRefused, match="没有发过文号"):
        registers.make(SERIES, 2026, today=TODAY)


def test_an_agency_sees_the_series_under_its_own_code(three: None) -> None:
    assert [str(one) for one in registers.series_of([OFFICE.code])] == ["示例防贫函〔2026〕"]
    assert registers.series_of(["示例民", ""]) == []
