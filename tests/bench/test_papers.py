"""What a PDF costs is measured on the same content for all, and every figure is explained."""

from pathlib import Path
from statistics import median

import pytest
from django.conf import settings

import bench.papers
from bench.papers import ratio
from bench.papers.blocks import blocks_of
from bench.papers.content import KINDS, Sheet, sheets
from bench.papers.peers import NotHere, Peer, _browser, _office
from bench.papers.taking_turns import Made, in_turns


class Told:
    """A contender that writes down what it was asked for."""

    def __init__(self, name: str, asked: list[str]) -> None:
        self.name, self._asked = name, asked

    def make(self, sheet: Sheet) -> Made:
        self._asked.append(f"{self.name} {sheet.kind}")
        return Made(float(len(self._asked)), 1.0, 1, 1.0)


def test_contenders_take_turns_and_the_first_round_does_not_count() -> None:
    asked: list[str] = []
    sheet = Sheet("letter", "D07", {}, "", [])
    made = in_turns([Told("a", asked), Told("b", asked)], [[sheet], [sheet]])
    assert asked == ["a letter", "b letter", "b letter", "a letter"]
    assert [one.cpu_ms for one in made["a"]["letter"]] == [4.0]


def test_a_ratio_is_the_median_of_the_rounds_ratios() -> None:
    ours = [Made(cost, 1, 1, 1) for cost in (1.0, 2.0, 9.0)]
    theirs = [Made(cost, 1, 1, 1) for cost in (4.0, 4.0, 9.0)]
    assert ratio(ours, theirs) == median([0.25, 0.5, 1.0])


def test_every_round_has_other_content_of_the_same_kinds() -> None:
    first, second = sheets(1), sheets(2)
    assert [sheet.kind for sheet in first] == list(KINDS)
    assert all(one.html != other.html for one, other in zip(first, second, strict=True))
    assert all("<style>" in sheet.html and "asset:" not in sheet.html for sheet in first)


def test_a_page_is_told_as_paragraphs_and_cells_to_tools_without_html() -> None:
    page = (
        "<body><h1>题</h1><table><tr><th>名</th><td colspan=2>王<br>李</td></tr></table>末</body>"
    )
    assert blocks_of(page) == [
        {"text": "题", "look": "h1", "class": ""},
        {
            "rows": [
                [
                    {"text": "名", "span": 1, "head": True},
                    {"text": "王\n李", "span": 2, "head": False},
                ]
            ],
            "columns": 3,
        },
        {"text": "末", "look": "p", "class": ""},
    ]


def test_a_tool_that_is_not_here_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr("os.getuid", lambda: 1000)
    monkeypatch.delenv("CHROMIUM", raising=False)
    with pytest.raises(NotHere, match="chromium"):
        _browser()
    with pytest.raises(NotHere, match="soffice"):
        _office()


@pytest.mark.slow
def test_papers_are_measured_beside_stock_weasyprint_and_each_figure_is_explained(
    monkeypatch: pytest.MonkeyPatch,
) -> None:

    def two(folder: Path) -> tuple[list[Peer], dict[str, str]]:
        ours = Peer("huan", "huan", folder, more={"DJANGO_SETTINGS_MODULE": "bench.settings"})
        stock = Peer("stock_weasyprint", "weasyprint_stock", folder)
        return [ours, stock], {"typst": "not asked for"}

    monkeypatch.setattr(bench.papers, "peers", two)
    figures = bench.papers.measure(scale=0)
    assert figures["absent"] == {"typst": "not asked for"}
    assert set(KINDS) < set(figures)
    assert 0 < figures["letter"]["ratio_vs_stock_weasyprint"] < 1
    explained = (Path(settings.BASE_DIR) / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    assert (figures["long_list"]["rows"], figures["long_list"]["pages"]) == (300, 11)
    assert figures["long_list"]["cpu_seconds"] > 0
    named = {*figures, *figures["letter"], *figures["long_list"]}
    assert {name for name in named if f"`{name}`" not in explained} == set()
