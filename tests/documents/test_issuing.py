"""Issuing freezes facts, numbers them and leaves the PDF owed, all in the caller's transaction."""

from datetime import date
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from documents.errors import IssueRefused
from documents.issuing import issue, void
from documents.kinds import Issuer
from documents.models import Paper, Rendition
from documents.printing import current_rendition
from tests.documents.conftest import DAY, DOSSIER, FORM, LETTER, OFFICE, POSTER, IssuePaper

pytestmark = pytest.mark.django_db

ROWS = [{"head": "张三丰", "group": "一组"}, {"head": "李四光", "group": "二组"}]


def test_a_paper_keeps_what_was_true_on_its_day(issue_paper: IssuePaper) -> None:
    issued = issue_paper(LETTER, {"reply_by": date(2026, 12, 1)}, entry="case-7/3")
    paper = Paper.objects.get(pk=issued.pk)
    assert paper.facts == {"reply_by": "2026-12-01"}
    assert paper.is_intact
    assert paper.entry == "case-7/3"
    assert paper.dossier == DOSSIER
    meta = paper.meta
    assert meta.issuer == OFFICE
    assert (meta.number, meta.title, meta.issued_on) == (paper.number, LETTER.title, DAY)
    assert meta.check_code == paper.check_code
    assert (meta.identifier, meta.is_demo) == (paper.uuid, True)
    assert str(paper) == f"{LETTER.title} {paper.number}"
    assert current_rendition(paper).state == "frozen"


def test_the_facts_are_sealed_in_the_database(issue_paper: IssuePaper) -> None:
    paper = issue_paper(LETTER, {"name": "CANARY"}, forbidden=["TELLTALE"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT facts, forbidden FROM documents_paper WHERE id = %s", [paper.pk])
        stored = b"".join(bytes(value) for value in cursor.fetchone())
    assert b"CANARY" not in stored
    assert b"TELLTALE" not in stored


def test_changed_facts_are_noticed(issue_paper: IssuePaper) -> None:
    paper = issue_paper()
    paper.facts = {"note": "改过"}
    assert not paper.is_intact


def test_the_same_facts_have_the_same_digest(issue_paper: IssuePaper) -> None:
    one, two = issue_paper(LETTER, {"a": 1, "b": 2}), issue_paper(LETTER, {"b": 2, "a": 1})
    assert one.facts_digest == two.facts_digest
    assert one.check_code != two.check_code
    assert one.uuid != two.uuid


def test_issuing_costs_three_statements(issue_paper: IssuePaper) -> None:
    with transaction.atomic(), CaptureQueriesContext(connection) as statements:
        issue(LETTER, {}, dossier=DOSSIER, issuer=OFFICE, issued_on=DAY, demo=True)
    said = [each["sql"] for each in statements if "SAVEPOINT" not in each["sql"]]
    assert len(said) == 3, said


def test_short_and_empty_forbidden_values_are_left_out(issue_paper: IssuePaper) -> None:
    assert issue_paper(forbidden=["张", " ", "甲 乙", "甲 乙"]).forbidden == ["甲 乙"]


class TestPublicPapers:
    def test_listed_facts_are_let_through(self, issue_paper: IssuePaper) -> None:
        facts = {"village": "甲村", "rows": ROWS, "note": ""}
        assert issue_paper(POSTER, facts).facts == facts

    def test_an_empty_list_of_listed_rows_is_let_through(self, issue_paper: IssuePaper) -> None:
        assert issue_paper(POSTER, {"rows": []}).facts == {"rows": []}
        assert issue_paper(POSTER, {}).facts == {}

    @pytest.mark.parametrize(
        ("facts", "named"),
        [
            ({"income": 1}, "income"),
            ({"rows": [{"head": "张", "phone": "1"}]}, "rows.phone"),
            ({"rows": ["张"]}, "rows"),
            ({"village": {"code": 1}}, "village.code"),
            ({"people": []}, "people"),
            ({"rows": [{"head": {}, "illness": {}}]}, "rows.illness"),
            ({"rows": [[{"head": "张", "x": 1}]]}, "rows.x"),
        ],
    )
    def test_any_other_fact_is_refused_by_name(
        self, issue_paper: IssuePaper, facts: dict[str, object], named: str
    ) -> None:
        with pytest.raises(IssueRefused, match=rf"不得包含下列事实：{named}\.?。"):
            issue_paper(POSTER, facts)
        assert not Paper.objects.exists()

    def test_other_papers_may_hold_them(self, issue_paper: IssuePaper) -> None:
        assert issue_paper(LETTER, {"income": 1}).facts == {"income": 1}

    def test_more_than_five_thousand_rows_are_refused(self, issue_paper: IssuePaper) -> None:
        issue_paper(POSTER, {"rows": ROWS * 2500})
        with pytest.raises(IssueRefused, match="最多列 5000 行"):
            issue_paper(POSTER, {"rows": [*ROWS * 2500, ROWS[0]]})


class TestVoiding:
    def test_a_voided_paper_keeps_its_number_and_owes_no_pdf(self, issue_paper: IssuePaper) -> None:
        paper = issue_paper()
        with transaction.atomic():
            voided = void(paper, reason=" 误发 ", on=DAY)
        assert (voided.voided_on, voided.voided_reason) == (DAY, "误发")
        assert voided.number == paper.number
        assert current_rendition(paper).state == "voided"
        assert not Rendition.owed().exists()

    def test_voiding_twice_or_without_reason_is_refused(self, issue_paper: IssuePaper) -> None:
        paper = issue_paper()
        with transaction.atomic():
            with pytest.raises(IssueRefused, match="原因"):
                void(paper, reason=" ", on=DAY)
            void(paper, reason="误发", on=DAY)
            with pytest.raises(IssueRefused, match="已于 2026-11-20 作废"):
                void(paper, reason="再次", on=DAY)

    def test_the_database_refuses_a_voiding_without_reason(self, issue_paper: IssuePaper) -> None:
        paper = issue_paper()
        paper.voided_on = DAY
        with pytest.raises(IntegrityError), transaction.atomic():
            paper.save()


class TestCorrection:
    def test_a_correction_points_to_what_it_corrects(self, issue_paper: IssuePaper) -> None:
        wrong = issue_paper()
        right = issue_paper(replaces=wrong)
        assert Paper.objects.get(pk=wrong.pk).superseded_by == right

    def test_a_paper_is_corrected_once(self, issue_paper: IssuePaper) -> None:
        wrong = issue_paper()
        issue_paper(replaces=wrong)
        with pytest.raises(IssueRefused, match="已被更正"):
            issue_paper(replaces=wrong)

    def test_a_voided_paper_is_not_corrected(self, issue_paper: IssuePaper) -> None:
        wrong = issue_paper()
        with transaction.atomic():
            void(wrong, reason="误发", on=DAY)
        with pytest.raises(IssueRefused, match="已作废"):
            issue_paper(replaces=wrong)


def test_an_issuer_needs_no_phone(issue_paper: IssuePaper) -> None:
    assert (
        issue_paper(FORM, issuer=Issuer("甲村", "甲"), dossier=UUID(int=5)).meta.issuer.phone == ""
    )
