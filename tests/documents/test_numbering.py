"""Numbers are gap-free, whoever asks at once and whatever is rolled back."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date

import pytest
from django.db import IntegrityError, connection, connections, transaction

from documents import numbering
from documents.errors import IssueRefused
from documents.issuing import issue, void
from documents.kinds import Issuer
from documents.models import NumberSeries, Paper
from tests.documents.conftest import DAY, DOSSIER, FORM, LETTER, OFFICE, IssuePaper

SERIES = "示例防贫函"


@pytest.mark.django_db
class TestOneByOne:
    def test_numbers_of_a_series_count_up_from_one(self, issue_paper: IssuePaper) -> None:
        numbers = [issue_paper().number for _ in range(3)]
        assert numbers == [f"示例防贫函〔2026〕{n}号" for n in (1, 2, 3)]

    def test_each_agency_year_and_series_counts_for_itself(self, issue_paper: IssuePaper) -> None:
        issue_paper()
        other = Issuer("示例县民政局", "示例民")
        assert issue_paper(issuer=other).number == "示例民函〔2026〕1号"
        assert issue_paper(issued_on=date(2027, 1, 4)).number == "示例防贫函〔2027〕1号"
        assert issue_paper().number == "示例防贫函〔2026〕2号"

    def test_a_kind_without_series_bears_no_number(self, issue_paper: IssuePaper) -> None:
        paper = issue_paper(FORM)
        assert (paper.number, paper.serial, paper.year, paper.series) == ("", None, None, "")
        assert issue_paper(FORM).pk != paper.pk

    def test_a_refused_step_gives_its_number_back(self, issue_paper: IssuePaper) -> None:
        issue_paper()
        with suppress(ZeroDivisionError), transaction.atomic():
            issue(LETTER, {}, dossier=DOSSIER, issuer=OFFICE, issued_on=DAY, demo=True)
            _ = 1 // 0
        assert issue_paper().serial == 2
        assert numbering.gaps() == []

    def test_a_voided_number_is_listed_and_not_given_again(self, issue_paper: IssuePaper) -> None:
        first = issue_paper()
        with transaction.atomic():
            void(first, reason="主送机关有误", on=DAY)
        assert issue_paper().serial == 2
        assert numbering.voided(SERIES, 2026) == [(1, "主送机关有误")]
        assert numbering.gaps() == []

    def test_a_number_without_paper_is_found(self, issue_paper: IssuePaper) -> None:
        issue_paper()
        with transaction.atomic():
            numbering.take(SERIES, 2026)
        issue_paper()
        assert numbering.gaps() == ["示例防贫函〔2026〕2号"]

    def test_a_counter_is_named_as_its_numbers_are(self, issue_paper: IssuePaper) -> None:
        issue_paper()
        assert str(NumberSeries.objects.get()) == "示例防贫函〔2026〕"

    def test_numbers_of_other_things_are_no_gaps(self) -> None:
        with transaction.atomic():
            numbering.take("案件", 2026)
        assert numbering.gaps() == []

    def test_the_database_refuses_a_number_twice(self, issue_paper: IssuePaper) -> None:
        issue_paper()
        second = issue_paper()
        second.serial = 1
        with pytest.raises(IntegrityError), transaction.atomic():
            second.save()

    def test_the_database_refuses_half_a_number(self, issue_paper: IssuePaper) -> None:
        paper = issue_paper()
        paper.serial = None
        with pytest.raises(IntegrityError), transaction.atomic():
            paper.save()


def test_no_number_is_taken_outside_a_transaction(own_database: object) -> None:
    with pytest.raises(IssueRefused, match="同一事务"):
        numbering.take(SERIES, 2026)


def test_fifty_at_once_are_numbered_from_one_to_fifty(own_database: object) -> None:
    """Fifty officers sign at the same moment, and all of them may."""

    def sign(number: int) -> None:
        try:
            with transaction.atomic():
                facts = {"n": number}
                issue(LETTER, facts, dossier=DOSSIER, issuer=OFFICE, issued_on=DAY, demo=True)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=50) as officers:
        list(officers.map(sign, range(50)))
    assert sorted(paper.serial or 0 for paper in Paper.objects.all()) == list(range(1, 51))
    assert numbering.gaps() == []


def test_fifty_at_once_leave_no_gap_and_no_double(own_database: object) -> None:
    """Fifty officers sign at the same moment; every fifth of them is refused afterwards."""

    def sign(number: int) -> None:
        try:
            with suppress(ZeroDivisionError), transaction.atomic():
                issue(
                    LETTER, {"n": number}, dossier=DOSSIER, issuer=OFFICE, issued_on=DAY, demo=True
                )
                _ = 1 // (number % 5)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=16) as officers:
        list(officers.map(sign, range(50)))
    serials = sorted(paper.serial or 0 for paper in Paper.objects.all())
    assert serials == list(range(1, 41)), connection.vendor
