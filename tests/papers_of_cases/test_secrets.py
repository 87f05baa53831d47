"""What a paper may not hold, whoever reads it: the whole file is searched, embedded facts too."""

from tests.papers_of_cases.printed import Printed, Walk
from tests.papers_of_cases.walks import (
    CAR,
    DISABILITY,
    ILLNESS,
    OBJECTOR,
    OBJECTORS_PHONE,
)


def holding(walk: Walk, value: str) -> set[str]:
    """Codes of the papers out of whose file a value can be read."""
    return {paper.code for paper in walk.papers if value in paper.everything}


def test_id_numbers_stand_on_the_authorisation_and_the_annex_alone(ordinary: Walk) -> None:
    for one in ordinary.members:
        assert holding(ordinary, one["id_number"]) == {"D03", "D07"}


def test_the_letter_itself_holds_none(ordinary: Walk) -> None:
    *letter, annex = ordinary.last("D07").pages
    numbers = [one["id_number"] for one in ordinary.members]
    assert all(number in annex for number in numbers)
    assert not any(number in page for page in letter for number in numbers)


def test_the_households_phone_stands_only_where_it_is_called(ordinary: Walk) -> None:
    """The departments are not among them, nor is the approval form."""
    phone = next(one["phone"] for one in ordinary.members if one["phone"])
    assert holding(ordinary, phone) == {"D01", "D03", "D05", "D23"}


def test_illness_and_disability_stand_on_the_check_form_alone(
    ordinary: Walk, thorny: Walk, refused: Walk
) -> None:
    for walk in (ordinary, thorny, refused):
        assert holding(walk, ILLNESS) == holding(walk, DISABILITY) == {"D05"}


def test_the_objector_stands_on_the_register_and_on_his_own_letters_alone(
    thorny: Walk,
) -> None:
    assert holding(thorny, OBJECTOR) == {"D14", "D15", "D16"}
    assert holding(thorny, OBJECTORS_PHONE) == {"D14"}


def test_a_departments_answer_is_seen_by_no_other_department(thorny: Walk) -> None:
    holders = [paper for paper in thorny.papers if CAR in paper.everything]
    assert {paper.key for paper in holders if paper.code == "D08"} == {"公安"}
    assert {paper.code for paper in holders} == {"D08", "D10", "D17", "D18"}


def test_a_department_is_asked_its_own_items_and_no_other(ordinary: Walk) -> None:
    items = {
        paper.key: {item["what"] for item in paper.facts["items"]} for paper in ordinary.all("D07")
    }
    for letter in ordinary.all("D07"):
        others = set().union(*(asked for key, asked in items.items() if key != letter.key))
        assert not any(what in letter.everything for what in others - items[letter.key])


def test_a_letter_is_addressed_to_one_department(ordinary: Walk) -> None:
    letters: list[Printed] = ordinary.all("D07")
    assert len({letter.facts["to"] for letter in letters}) == len(letters) == 6


def test_income_stands_on_no_paper_that_a_department_or_the_public_reads(ordinary: Walk) -> None:
    income = ordinary.last("D05").facts["income"]["per_capita"]
    assert holding(ordinary, f"{income}") & {"D07", "D08", "D12", "D13", "D20"} == set()
