"""What would break a page meets the worker of an office: its paper is set aside with a reason to
read, no other row is touched, and the worker goes on to the next.
"""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django import Settings

from documents import storage
from documents.errors import IssueRefused
from documents.models import Paper, Rendition
from documents.press import Press
from documents.printing import MOST_ATTEMPTS, Printing, current_rendition
from documents.reading import read_text
from documents.rendering import samples
from tests.documents import presses
from tests.documents.conftest import IssuePaper
from tests.documents.test_hostile import BOMBS, MARKUP, URLS
from workflows.procedures.intervention import kinds

pytestmark = pytest.mark.django_db

SPENT, NESTED = "秒处理器时间，已中止", "层层相套过深"
MEMORY = "所需内存超过上限，已中止"
OUTSIDE = "不允许的外部资源"
# Markup, and why its paper is set aside; what no template lets through is written raw.
ENDS: dict[str, tuple[str, str]] = {
    "colspan": (BOMBS[0], MEMORY),
    "use": (BOMBS[1], SPENT),
    "br": ("<br>" * 20_000, SPENT),
    "div": ("<div>" * 500 + "x" + "</div>" * 500, NESTED),
    "br in div": ("<div>" * 400 + "<br>" * 2000 + "</div>" * 400, NESTED),
    "table": ("<table><tr><td>" * 60 + "x" + "</td></tr></table>" * 60, NESTED),
    "list": ("<ol><li>" * 300 + "x", NESTED),
    "file": (URLS[0], OUTSIDE),
    "address": (URLS[2], OUTSIDE),
}


class Unescaped(Printing):
    """The real typesetter under its limits, handed markup as no template would; less time than
    an office gives, so that the test ends.
    """

    def __init__(self) -> None:
        super().__init__(Press(presses.unescaped, cpu_seconds=3))


Work = Callable[[str], None]


@pytest.fixture
def work(settings: Settings) -> Work:
    """The worker's command, for one kind of owed work, until nothing is due."""

    def once(kind: str) -> None:
        settings.OWED_WORK = [kind]
        Rendition.objects.update(attempts=MOST_ATTEMPTS - 1)  # without waiting hours for the last
        call_command("worker", "--once", stdout=StringIO())

    return once


def poster(issue_paper: IssuePaper, names: list[str]) -> Paper:
    """A notice of the product with households of these names."""
    rows = [
        {"order": place, "name": name, "persons": 1, "group": "一组", "opinion": "拟确认"}
        for place, name in enumerate(names, start=1)
    ]
    facts: dict[str, Any] = {**samples.load("D12").facts, "rows": rows}
    return issue_paper(kinds.D12, facts)


@pytest.mark.slow
def test_bombs_are_set_aside_each_with_its_reason_and_the_next_paper_is_made(
    issue_paper: IssuePaper, work: Work
) -> None:
    bombs = {name: issue_paper(facts={"markup": ENDS[name][0]}) for name in ENDS}
    harmless = issue_paper(facts={"markup": "<p>王小明</p>"})
    before = list(Paper.objects.order_by("pk").values())
    work(f"{__name__}.Unescaped")
    for name, paper in bombs.items():
        ended = current_rendition(paper)
        assert (ended.state, ended.file) == ("parked", None), name
        assert ENDS[name][1] in ended.reason, name
    assert current_rendition(harmless).state == "rendered"
    assert list(Paper.objects.order_by("pk").values()) == before
    assert not Rendition.owed().exists()
    audit = storage.audit()
    assert audit.is_sound and audit.checked == 1


def test_addresses_and_markup_in_names_are_printed_by_the_offices_own_worker(
    issue_paper: IssuePaper, work: Work
) -> None:
    paper = poster(issue_paper, [*URLS, *MARKUP])
    work("documents.printing.Printing")
    made = current_rendition(paper)
    assert (made.state, made.reason) == ("rendered", "")
    assert made.file is not None
    said = "".join(read_text(storage.read(made.file)).split())
    assert all("".join(name.split())[:30] in said for name in [*URLS, *MARKUP])
    assert "root:" not in said


def test_names_that_turn_the_line_or_show_nothing_are_set_aside(
    issue_paper: IssuePaper, work: Work
) -> None:
    papers = [
        poster(issue_paper, [name]) for name in ("\u202e王", "\x1b[31m", "\ufeff", "\U000f0000")
    ]
    sound = poster(issue_paper, ["王小明"])
    work("documents.printing.Printing")
    for paper in papers:
        ended = current_rendition(paper)
        assert ended.state == "parked"
        assert "不能打印的字符" in ended.reason
    assert current_rendition(sound).state == "rendered"


@pytest.mark.parametrize("half", ["\ud800", "王\udfff", "王\x00"])
def test_what_no_database_stores_is_refused_when_the_paper_is_issued(
    issue_paper: IssuePaper, half: str
) -> None:
    with pytest.raises(IssueRefused, match=r"rows.*不成字的代码"):
        poster(issue_paper, [half])
    assert not Paper.objects.exists()
