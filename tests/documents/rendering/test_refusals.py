"""What cannot be printed rightly is refused, and the officer is told which character or fact."""

from typing import Any

import pytest

from documents.rendering import (
    MissingFacts,
    MissingGlyphs,
    NoTemplate,
    UnprintableText,
    render,
    samples,
)
from tests.papers import catalogue
from tests.papers.reading import printed, text


def named(name: str) -> dict[str, Any]:
    """Facts of a poster with one household of this name."""
    row = {"order": 1, "name": name, "persons": 1, "group": "一组", "opinion": "拟确认"}
    return {"rows": [row]}


def test_a_character_no_font_has_is_named() -> None:
    with pytest.raises(MissingGlyphs, match="U\\+323AF") as refused:
        printed("D12", named("王\U000323af"))
    assert refused.value.characters == ["\U000323af"]


def test_the_next_paper_is_not_blamed_for_the_last_one() -> None:
    with pytest.raises(MissingGlyphs):
        printed("D12", named("王\U000323af"))
    assert "王䶮" in text(printed("D12", named("王䶮")))


@pytest.mark.parametrize("char", ["\ue863", "\u202e", "\u200b", "\x00", "\ud800", "\ufeff"])
def test_characters_that_are_no_text_are_refused(char: str) -> None:
    with pytest.raises(UnprintableText, match=f"U\\+{ord(char):04X}"):
        printed("D12", named(f"王{char}明"))


def test_every_missing_fact_is_named_at_once() -> None:
    sample = samples.load("D12")
    facts = {name: fact for name, fact in sample.facts.items() if name not in {"basis", "days"}}
    with pytest.raises(MissingFacts, match="basis、days"):
        render(catalogue.kind("D12", "公示"), facts, sample.meta)


def test_a_fact_that_is_none_leaves_a_blank_and_no_word() -> None:
    assert "None" not in text(printed("D50", {"address": None, "remark": None}))


def test_a_kind_without_template_says_which_file_is_wanted() -> None:
    sample = samples.load("D12")
    with pytest.raises(NoTemplate, match=r"templates/papers/D99\.html"):
        render(catalogue.kind("D99", "没有模板"), sample.facts, sample.meta)
