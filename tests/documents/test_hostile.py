"""Whatever stands in a fact, the worker lives, the case is untouched, and nothing foreign is read.

Through the product's own press: the real renderer in a child under its limits.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from documents.press import Job, Press, PressError, Sheet, Unprintable
from documents.rendering import samples
from tests.documents import presses
from tests.papers import catalogue

URLS = [
    '<img src="file:///etc/passwd">',
    '<link rel="attachment" href="file:///etc/hostname">',
    '<style>@import "http://127.0.0.1:9/x.css"</style>',
    '<object data="file:///etc/hostname"></object>',
    '<svg><image href="file:///etc/hostname"/></svg>',
    '<iframe src="http://127.0.0.1:9/"></iframe>',
    "url(file:///etc/hostname)",
]
MARKUP = [
    '<td colspan="1000000000">',
    "<br>" * 50,
    "<div>" * 50,
    '"><script>alert(1)</script>',
    "{{ paper.issuer }}{% debug %}",
    "<!--",
    "]]>",
    "&#x202e;",
]
# What the processor and the memory are eaten by.
BOMBS = [
    '<table><tr><td colspan="1000000000">x</td></tr></table>',
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><defs><g id="a0"><path d="M0 0h9"/></g>'
    + "".join(f'<g id="a{n}">' + f'<use href="#a{n - 1}"/>' * 10 + "</g>" for n in range(1, 10))
    + '</defs><use href="#a9"/></svg>',
]
WRITTEN = ["a" * 2000, "国" * 2000, "é" + "\u0301" * 500, "👨‍👩‍👧"]
NO_TEXT = ["\u202e王", "\ud800", "\x00", "\x1b[31m", "\ufeff", "\U000f0000"]


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    """The product's press."""
    running = Press()
    yield running
    running.close()


@pytest.fixture
def unescaped() -> Iterator[Press]:
    """The real typesetter without templates, under a tighter limit of time."""
    running = Press(presses.unescaped, cpu_seconds=4)
    yield running
    running.close()


def raw(markup: str) -> Job:
    """A page with this markup as it stands."""
    sample = samples.load("D12")
    kind = catalogue.kind("D12", "公示")
    return Job(kind, {"markup": markup}, sample.meta, read_back=True)


@pytest.fixture(autouse=True)
def _empty_register(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("documents.kinds._registered", {})


def named(name: str) -> Job:
    """A poster with one household of this name."""
    sample = samples.load("D12")
    row = {"order": 1, "name": name, "persons": 1, "group": "一组", "opinion": "拟确认"}
    kind = catalogue.kind("D12", "公示")
    facts: dict[str, Any] = {**sample.facts, "rows": [row]}
    return Job(kind, facts, sample.meta, read_back=True)


def test_markup_and_addresses_in_a_name_are_printed_as_letters(press: Press) -> None:
    for name in URLS + MARKUP:
        sheet = press.print(named(name), beat=lambda: None)
        said = "".join(sheet.text.split())
        assert "".join(name.split())[:30] in said
        assert "root:" not in said


def test_what_is_too_long_or_strange_ends_in_a_sheet_or_a_chinese_reason(press: Press) -> None:
    for name in WRITTEN:
        try:
            ended: Sheet | str = press.print(named(name), beat=lambda: None)
        except PressError as error:
            ended = str(error)
        assert isinstance(ended, Sheet) or "字" in ended


def test_what_is_no_text_is_refused_for_good(press: Press) -> None:
    for name in NO_TEXT:
        with pytest.raises(Unprintable, match="不能打印的字符"):
            press.print(named(name), beat=lambda: None)


class TestMarkupPastTheTemplates:
    """Were a template to mark a name as safe: the fetcher and the limits are the second wall."""

    @pytest.mark.parametrize("markup", URLS[:3])
    def test_an_address_stops_the_paper_for_good(self, unescaped: Press, markup: str) -> None:
        with pytest.raises(Unprintable, match="不允许的外部资源"):
            unescaped.print(raw(markup), beat=lambda: None)

    @pytest.mark.slow
    @pytest.mark.parametrize("bomb", BOMBS, ids=["colspan", "use"])
    def test_a_bomb_costs_the_child_and_the_next_paper_is_made(
        self, unescaped: Press, bomb: str
    ) -> None:
        try:
            ended: Sheet | str = unescaped.print(raw(bomb), beat=lambda: None)
        except PressError as error:
            ended = str(error)
        assert isinstance(ended, Sheet) or "已中止" in ended or "出错" in ended
        assert unescaped.print(raw("<p>王小明</p>"), beat=lambda: None).pages == 1


def test_after_all_of_it_the_next_paper_is_made(press: Press) -> None:
    assert press.print(named("王小明"), beat=lambda: None).pages == 1
