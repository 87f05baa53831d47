"""What hangs on the village board: five facts a household, and nothing that exposes it."""

from dataclasses import replace

import pytest

from documents import kinds, leaks
from documents.allow_list import admit
from documents.errors import IssueRefused
from tests.papers_of_cases.printed import Walk
from tests.papers_of_cases.walks import OBJECTOR

LINE = {"order", "name", "persons", "group", "opinion"}
POSTERS = ["D12", "D20"]


@pytest.mark.parametrize("code", POSTERS)
def test_a_line_holds_order_name_persons_group_and_opinion(ordinary: Walk, code: str) -> None:
    assert all(set(row) == LINE for row in ordinary.last(code).facts["rows"])


@pytest.mark.parametrize("code", POSTERS)
@pytest.mark.parametrize("stranger", ["id_number", "phone", "health", "per_capita", "risk"])
def test_a_further_fact_is_refused_at_issue(ordinary: Walk, code: str, stranger: str) -> None:
    facts = ordinary.last(code).facts
    rows = [{**row, stranger: "1"} for row in facts["rows"]]
    with pytest.raises(IssueRefused, match=rf"rows\.{stranger}"):
        admit(kinds.get(code), {**facts, "rows": rows})


@pytest.mark.parametrize("code", POSTERS)
def test_no_identifier_and_no_illness_can_be_read_out_of_the_file(
    ordinary: Walk, code: str
) -> None:
    poster = ordinary.last(code)
    values = [one[column] for one in ordinary.members for column in ("id_number", "phone")]
    assert [value for value in values if value and value in poster.everything] == []
    assert leaks.scan(poster.everything, forbidden=poster.forbidden) == []


@pytest.mark.parametrize("code", POSTERS)
def test_the_gate_is_told_every_identifier_of_the_households_listed(
    ordinary: Walk, code: str
) -> None:
    told = set(ordinary.last(code).forbidden)
    numbers = {one["id_number"] for one in ordinary.members}
    phones = {one["phone"] for one in ordinary.members} - {""}
    assert numbers | phones | {ordinary.number} <= told
    assert min(map(len, told)) >= 6


def test_who_withdrew_before_the_notice_was_signed_is_on_no_paper_but_the_letters(
    ordinary: Walk,
) -> None:
    early = ordinary.neighbours["early"]
    papers = {paper.code for paper in ordinary.papers if early in paper.everything}
    assert papers == {"D07"}  # the departments were asked about both by one letter


def test_who_left_while_it_hung_stands_on_the_notice_but_not_on_the_announcement(
    ordinary: Walk,
) -> None:
    late = ordinary.neighbours["late"]
    names = {code: [row["name"] for row in ordinary.last(code).facts["rows"]] for code in POSTERS}
    assert (late in names["D12"], late in names["D20"]) == (True, False)
    assert ordinary.last("D13").facts["struck"] == [
        {"name": late, "reason": "2026年6月8日因故撤下"}
    ]


def test_the_number_of_persons_is_that_of_the_check_then_of_the_correction(thorny: Walk) -> None:
    first, second = (poster.facts["rows"][0]["persons"] for poster in thorny.all("D12"))
    assert (first, second) == (len(thorny.members), 2)


def test_a_meeting_that_was_held_is_named_and_the_day_is_that_of_the_first_opinion(
    thorny: Walk,
) -> None:
    for poster in thorny.all("D12"):
        assert "民主评议和乡镇初审（2026年6月5日）" in poster.text


def test_an_end_on_a_rest_day_is_printed_as_the_working_day_it_moves_to(thorny: Walk) -> None:
    """13 June 2026 is a Saturday."""
    assert "公示期：2026年6月9日至2026年6月15日（共7天）" in thorny.last("D12").text


def test_a_poster_does_not_tell_that_somebody_objected(thorny: Walk) -> None:
    assert OBJECTOR not in thorny.last("D12").everything
    assert "人口数不对" not in thorny.last("D12").everything


def test_without_a_board_address_there_is_no_qr_code_but_the_check_code(ordinary: Walk) -> None:
    poster = ordinary.last("D12")
    plain = replace(poster, facts={**poster.facts, "verify_url": None, "online": None}, made=b"")
    assert "核对码" in plain.text
    assert "huan.example" not in plain.text
