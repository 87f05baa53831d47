"""Papers of the fictitious agencies can be told from real ones on every page."""

from pathlib import Path

import pytest

from documents.rendering import samples
from tests.papers.reading import pages, printed, sample_pdf


@pytest.mark.parametrize("code", samples.codes())
def test_every_page_of_a_demo_paper_says_that_it_is_void(code: str) -> None:
    sheets = pages(sample_pdf(code))
    assert ["演示样稿无效" in sheet for sheet in sheets] == [True] * len(sheets)


def test_a_real_paper_does_not_say_so() -> None:
    assert not any("演示样稿" in sheet for sheet in pages(printed("D21", demo=False)))


def test_no_template_and_no_layout_can_take_the_mark_away() -> None:
    papers = Path("templates/papers")
    sources = [*papers.glob("*.html"), *papers.glob("layouts/*")]
    others = [path for path in sources if path.name != "demo.css"]
    assert [path.name for path in others if "html::before" in path.read_text()] == []
