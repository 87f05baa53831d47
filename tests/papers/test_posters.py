"""A poster stays readable whatever stands on the list."""

import io
from functools import cache
from typing import Any

import pytest
from pypdf import PdfReader

from documents.rendering import samples
from tests.papers.reading import pages, printed, sample_pdf, text


@cache
def sixty() -> list[str]:
    """The pages of a poster with sixty households."""
    return pages(printed("D12", {"rows": rows(60)}))


LONG = "阿不都热合曼·买买提依明·吾布力喀斯木江艾力"


def rows(count: int, name: str = "王小明") -> list[dict[str, Any]]:
    return [
        {"order": n, "name": name, "persons": 3, "group": "第三村民小组", "opinion": "拟确认"}
        for n in range(1, count + 1)
    ]


def test_sixty_rows_repeat_the_head_and_count_the_pages() -> None:
    sheets = sixty()
    listing = [sheet for sheet in sheets if "王小明" in sheet]
    assert len(listing) > 1
    assert all("序号户主姓名家庭人口数村民小组拟定意见" in sheet for sheet in listing)
    assert [f"第{n}页共{len(sheets)}页" in sheet for n, sheet in enumerate(sheets, 1)] == [
        True
    ] * len(sheets)
    assert sum(sheet.count("王小明") for sheet in sheets) == 60


@pytest.mark.slow
def test_a_long_list_comes_in_numbered_parts_each_on_sheets_of_its_own() -> None:
    sheets = pages(printed("D12", {"rows": rows(700)}))
    begun = [
        f"名单第{n}部分（共3部分），第{a}至{b}户"
        for n, a, b in ((1, 1, 300), (2, 301, 600), (3, 601, 700))
    ]
    where = [[n for n, sheet in enumerate(sheets) if words in sheet] for words in begun]
    assert [len(found) for found in where] == [1, 1, 1]
    assert where[1][0] > 5 and "301" in sheets[where[1][0]] and "300王" not in sheets[where[1][0]]
    assert sum(sheet.count("王小明") for sheet in sheets) == 700
    assert [f"第{n}页共{len(sheets)}页" in sheet for n, sheet in enumerate(sheets, 1)] == [
        True
    ] * len(sheets)
    assert "名单第" not in "".join(sixty())


def test_number_and_check_code_stand_on_every_sheet() -> None:
    for sheet in sixty():
        assert "云溪府公示〔2026〕7号" in sheet
        assert "7Q2M-K4XP-B9WT" in sheet


def test_the_period_and_the_last_moment_stand_on_the_first_sheet() -> None:
    first, *_ = sixty()
    assert "有不同意见，请在2026年11月14日24时以前提出" in first


def test_an_empty_list_says_so() -> None:
    said = text(printed("D12", {"rows": []}))
    assert "（本期无）" in said
    assert "本期没有拟确认的防贫干预对象" in said


def test_a_name_of_twenty_characters_is_not_cut() -> None:
    assert LONG in text(printed("D12", {"rows": rows(3, LONG)}))


def test_names_written_with_rare_characters_are_printed() -> None:
    said = text(printed("D12", {"rows": rows(1, "李𬭎䶮镕")}))
    assert "李𬭎䶮镕" in said


def test_six_households_fit_on_one_sheet() -> None:
    assert len(samples.load("D12").facts["rows"]) == 6
    assert len(pages(sample_pdf("D12"))) == 1


def test_a_poster_without_address_has_no_qr_code_but_its_check_code() -> None:
    said = text(printed("D12", {"verify_url": None}))
    assert "7Q2M-K4XP-B9WT" in said


@pytest.mark.parametrize(("count", "sheet"), [(20, (210, 297)), (21, (297, 420))])
def test_a_list_of_21_and_more_is_printed_on_a3(count: int, sheet: tuple[int, int]) -> None:
    poster = PdfReader(io.BytesIO(printed("D12", {"rows": rows(count)})))
    sizes = {
        tuple(round(float(side) / 72 * 25.4) for side in page.mediabox[2:]) for page in poster.pages
    }
    assert sizes == {sheet}


def test_a3_lists_three_hundred_households_on_ten_sheets() -> None:
    sheets = pages(printed("D12", {"rows": rows(300)}))
    assert len(sheets) <= 11
    assert sum(sheet.count("王小明") for sheet in sheets) == 300
    assert all("7Q2M-K4XP-B9WT" in sheet for sheet in sheets)
