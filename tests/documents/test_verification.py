"""Anybody may ask about a paper; no answer ever calls it genuine."""

import pytest
from django.db import transaction

from documents.check_codes import grouped
from documents.issuing import void
from documents.models import Paper
from documents.verification import Standing, look_up
from tests.documents.conftest import DAY, FORM, OFFICE, POSTER, IssuePaper

pytestmark = pytest.mark.django_db


def test_a_check_code_finds_its_paper_however_it_is_typed(issue_paper: IssuePaper) -> None:
    paper = issue_paper()
    answer = look_up(f" {grouped(paper.check_code).lower()} ")
    assert answer.standing is Standing.EXISTS
    assert answer.identifier == paper.uuid
    assert (answer.title, answer.number, answer.issued_on) == (paper.title, paper.number, DAY)
    assert (answer.issuer, answer.is_demo) == (OFFICE.name, True)
    assert "逐项核对" in answer.advice


@pytest.mark.parametrize(
    "typed",
    [
        "示例防贫公〔2026〕1号",
        "示例防贫公[2026]1号",
        "示例防贫公（２０２６）１号",
        " 示例防贫公【2026】 1 号",
    ],
)
def test_the_number_of_a_poster_finds_it_with_any_brackets(
    issue_paper: IssuePaper, typed: str
) -> None:
    poster = issue_paper(POSTER, {})
    assert look_up(typed).identifier == poster.uuid


def test_letters_cannot_be_counted_through_by_number(issue_paper: IssuePaper) -> None:
    letter = issue_paper()
    assert look_up(letter.number).standing is Standing.UNKNOWN
    assert look_up(letter.check_code).identifier == letter.uuid


@pytest.mark.parametrize("typed", ["", "   ", "ABCDEFGHJKMN", "示例防贫公〔2026〕99号", "'; --"])
def test_what_nobody_issued_is_not_found(issue_paper: IssuePaper, typed: str) -> None:
    issue_paper(FORM)
    answer = look_up(typed)
    assert answer.standing is Standing.UNKNOWN
    assert answer.identifier is None
    assert "查无此号" in answer.advice


@pytest.mark.parametrize("standing", [Standing.ON_NOTICE, Standing.TAKEN_DOWN])
def test_the_caller_says_how_a_notice_stands(issue_paper: IssuePaper, standing: Standing) -> None:
    poster = issue_paper(POSTER, {})
    answer = look_up(poster.number, standing_of=lambda paper: standing)
    assert answer.standing is standing
    assert answer.advice


def _not_asked(paper: Paper) -> Standing:
    raise AssertionError("a voided or corrected paper has no other standing")


def test_a_voided_paper_says_so_first(issue_paper: IssuePaper) -> None:
    paper = issue_paper()
    with transaction.atomic():
        void(paper, reason="误发", on=DAY)
    assert look_up(paper.check_code, standing_of=_not_asked).standing is Standing.VOIDED


def test_a_corrected_paper_names_its_correction(issue_paper: IssuePaper) -> None:
    wrong = issue_paper(POSTER, {})
    right = issue_paper(POSTER, {}, replaces=wrong)
    answer = look_up(wrong.number, standing_of=_not_asked)
    assert answer.standing is Standing.CORRECTED
    assert answer.corrected_by == right.number
    assert look_up(right.number).standing is Standing.EXISTS


def test_a_correction_without_number_is_named_by_its_code(issue_paper: IssuePaper) -> None:
    wrong = issue_paper(FORM)
    right = issue_paper(FORM, replaces=wrong)
    assert look_up(wrong.check_code).corrected_by == grouped(right.check_code)


def test_no_answer_calls_a_paper_genuine(issue_paper: IssuePaper) -> None:
    poster = issue_paper(POSTER, {})
    answers = [look_up(poster.number, standing_of=lambda paper: each) for each in Standing]  # noqa: B023
    for answer in answers:
        said = f"{answer.standing}{answer.advice}"
        assert not any(word in said for word in ("真实", "真伪", "属实", "有效文书", "验证通过"))
