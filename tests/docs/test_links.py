"""Links lead somewhere, and pictures are what they say."""

import re
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, ROOT, links, pages, text
from workflows.engine.draw import svg
from workflows.engine.procedure import newest

IMAGES = DOCS / "images"
PNG = b"\x89PNG\r\n\x1a\n"


def targets(page: Path) -> list[tuple[Path, str]]:
    """The files of the product that a page points to, with the heading if it names one."""
    inside = [link for link in links(page) if not re.match(r"[a-z]+:", link)]
    return [
        ((page.parent / link.partition("#")[0]).resolve() if link[0] != "#" else page, anchor)
        for link in inside
        for anchor in [link.partition("#")[2]]
    ]


def headings(page: Path) -> set[str]:
    """The anchors of a page's headings."""
    titles = re.findall(r"^#+ (.+)$", text(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def taken(link: Path) -> bool:
    """Whether it is a picture taken by hand: those are looked at below."""
    return link.parent == IMAGES and link.suffix == ".png"


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_to_something_that_is_there(page: Path) -> None:
    lost = [
        target
        for target, anchor in targets(page)
        if not taken(target)
        and not (target.exists() and (not anchor or anchor in headings(target)))
    ]
    assert lost == []


def test_the_picture_of_the_procedure_is_the_one_drawn_from_its_table() -> None:
    """Draw it again with: ./run manage draw intervention > docs/images/intervention.svg."""
    drawn = (IMAGES / "intervention.svg").read_text(encoding="utf-8")
    assert drawn.rstrip() == svg(newest("intervention")).rstrip()


def test_every_picture_is_shown_and_every_picture_shown_is_one() -> None:
    shown = {target for page in pages() for target, _ in targets(page) if taken(target)}
    there = set(IMAGES.glob("*.png"))
    assert there and shown == there
    assert [picture.name for picture in there if not picture.read_bytes().startswith(PNG)] == []


def test_every_page_is_reached_from_the_first_one() -> None:
    reached, waiting = set[Path](), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        reached.add(page)
        found = {target for target, _ in targets(page) if target.suffix == ".md"}
        waiting += [target for target in found - reached if target.exists()]
    assert [page for page in pages() if page not in reached] == []
