"""GB/T 9704-2012: the type area is 156 x 225 mm, 22 lines of 28 characters, 28 mm from the left."""

import re
import subprocess
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from tests.papers.reading import pages, printed, text

POINTS_PER_MM = 72 / 25.4
A4 = (210, 297)
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)<')


def words(pdf: bytes, folder: Path, page: int) -> list[tuple[float, float, float, float, str]]:
    """Left, top, right, bottom in mm, and text, of the words of one page."""
    (folder / "paper.pdf").write_bytes(pdf)
    command = ["pdftotext", "-bbox", "-f", f"{page}", "-l", f"{page}", "paper.pdf", "-"]
    told = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout
    size = re.search(r'<page width="([\d.]+)" height="([\d.]+)"', told)
    assert size is not None
    assert tuple(round(float(side) / POINTS_PER_MM) for side in size.groups()) == A4
    found = []
    for *box, word in WORD.findall(told):
        left, top, right, bottom = (float(edge) / POINTS_PER_MM for edge in box)
        found.append((left, top, right, bottom, word))
    return found


@pytest.fixture
def full_page(tmp_path: Path) -> list[tuple[float, float, float, float, str]]:
    """The second page of a letter whose first fact fills several pages."""
    pdf = printed("D21", {"found": ["国" * 28 * 60]}, demo=False)
    return [word for word in words(pdf, tmp_path, 2) if "国" in word[4]]


def test_a_line_holds_28_characters_and_a_page_22_lines(
    full_page: list[tuple[float, float, float, float, str]],
) -> None:
    assert Counter(len(word[4]) for word in full_page) == {28: 22}


def test_the_type_area_begins_28_mm_from_the_left_and_is_156_mm_wide(
    full_page: list[tuple[float, float, float, float, str]],
) -> None:
    assert [word[0] for word in full_page] == pytest.approx([28] * 22, abs=0.3)
    assert {round(word[2]) for word in full_page} == {184}
    assert max(word[2] for word in full_page) == pytest.approx(184, abs=0.3)


def test_lines_are_a_22nd_of_225_mm_apart(
    full_page: list[tuple[float, float, float, float, str]],
) -> None:
    tops = sorted(word[1] for word in full_page)
    assert {round(below - above, 1) for above, below in pairwise(tops)} == {10.2}
    assert (tops[-1] - tops[0]) / 21 == pytest.approx(225 / 22, abs=0.002)
    assert tops[0] >= 37


def test_the_red_head_begins_35_mm_below_the_top_of_the_type_area(tmp_path: Path) -> None:
    first = words(printed("D21", demo=False), tmp_path, 1)
    top = next(word[1] for word in first if word[4].startswith("示例县防贫"))
    assert top == pytest.approx(37 + 35, abs=5)  # the box of the glyphs is taller than they are


def test_the_name_on_a_letter_begins_30_mm_from_the_edge_of_the_paper(tmp_path: Path) -> None:
    first = words(printed("D07", demo=False), tmp_path, 1)
    top = next(word[1] for word in first if word[4].startswith("示例县防贫"))
    assert top == pytest.approx(30, abs=5)
    assert not any(word[4] == "—" for word in first)  # the first page bears no number


def test_lines_with_digits_end_flush_at_the_right(tmp_path: Path) -> None:
    sentence = "经入户核查，你户近十二个月人均纯收入5,230.00元，自2026年8月起务工收入中断。"
    pdf = printed("D21", {"found": [sentence * 40]}, demo=False)
    lines: dict[int, float] = {}
    for _, top, right, _, _ in words(pdf, tmp_path, 2):
        if top < 255:  # the page number stands below
            lines[round(top)] = max(right, lines.get(round(top), 0))
    inside = sorted(lines.values())
    assert len(inside) >= 20
    assert inside[1:] == pytest.approx([184] * (len(inside) - 1), abs=0.3)


@pytest.mark.parametrize(("page", "side"), [(1, "right"), (2, "left")])
def test_page_numbers_stand_outside_a_character_in_7_mm_below_the_type_area(
    page: int, side: str, tmp_path: Path
) -> None:
    foot = [word for word in words(printed("D21", demo=False), tmp_path, page) if word[1] > 262]
    dashes = [word for word in foot if word[4] in {"—", f"—{page}—", str(page)}]
    edge = max(word[2] for word in dashes) if side == "right" else min(word[0] for word in dashes)
    four = 14 / POINTS_PER_MM  # 4号
    assert edge == pytest.approx(184 - four if side == "right" else 28 + four, abs=0.6)
    middle = sum(dashes[0][1:4:2]) / 2
    assert middle == pytest.approx(262 + 7 + four / 2, abs=1.5)


@pytest.mark.parametrize("code", ["D21", "D22", "D41", "D47"])
def test_a_decision_of_usual_length_fits_one_sheet(code: str, tmp_path: Path) -> None:
    """版记 stands at the foot of the page where the text ends; nobody gets an empty page with it."""
    *_, last = pages(printed(code, demo=False))
    assert "监督电话" in last and "印发" in last
    assert "—2—" in last
    foot = [word for word in words(printed(code, demo=False), tmp_path, 2) if "印发" in word[4]]
    assert foot[0][3] == pytest.approx(262, abs=2)  # the foot of the type area


def test_twelve_months_stand_in_two_columns_and_are_read_in_order(tmp_path: Path) -> None:
    """A phase-out of a year fits one sheet, with a second rule cited and four figures a month too."""
    row = {"basic": "2345.67", "supplement": "1126.40", "total": "3472.07"}
    rows = [{"k": k, "month": f"2026-{k:02d}", **row} for k in range(1, 13)]
    basis = [
        "《甲实施方案》（甲发〔2020〕1号）二（一）6",
        "《乙确认办法》（乙发〔2021〕57号）第三十二条",
    ]
    pdf = printed("D41", {"rows": rows, "basis": basis}, demo=False)
    assert len(pages(pdf)) == 2
    found = words(pdf, tmp_path, 2)
    months = [word for word in found if re.fullmatch(r"2026年\d+月", word[4])]
    left, right = sorted({round(word[2]) for word in months})
    columns = [[word[4] for word in months if round(word[2]) == edge] for edge in (left, right)]
    assert columns == [[f"2026年{k}月" for k in half] for half in (range(1, 7), range(7, 13))]
    assert max(word[2] for word in found) < 184.2  # nothing beyond the type area


def test_an_odd_month_leaves_its_neighbour_empty() -> None:
    row = {"basic": "1.00", "supplement": "0.00", "total": "1.00"}
    rows = [{"k": k, "month": f"2026-{k:02d}", **row} for k in range(1, 8)]
    said = text(printed("D47", {"rows": rows}, demo=False))
    at = [said.index(f"2026年{k}月1.000.001.00") for k in (1, 5, 2, 6, 3, 7, 4)]
    assert at == sorted(at)
    assert "None" not in said


def test_a_long_decision_keeps_22_lines(
    full_page: list[tuple[float, float, float, float, str]],
) -> None:
    """Only what saves a sheet is set closer."""
    assert len(full_page) == 22
