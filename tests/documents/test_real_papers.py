"""The product's own papers, by the real renderer: through the press, and past the leak gate."""

import copy
from typing import Any

import pytest

from documents import leaks, storage
from documents.check_codes import grouped
from documents.kinds import Kind
from documents.press import Press
from documents.printing import Printing, current_rendition
from documents.reading import read_text
from documents.rendering import render, samples
from tests.documents.conftest import IssuePaper
from workflows.procedures.intervention import kinds

POSTERS = [kind for kind in vars(kinds).values() if isinstance(kind, Kind) and kind.is_public]
ID = "360799199001011231"


@pytest.mark.django_db
def test_a_letter_goes_through_the_press(issue_paper: IssuePaper) -> None:
    paper = issue_paper(kinds.D07, samples.load("D07").facts)
    printing = Printing(Press())
    assert printing.work_one("甲")
    printing.close()
    made = current_rendition(paper)
    assert (made.state, made.reason) == ("rendered", "")
    assert made.file is not None
    text = "".join(read_text(storage.read(made.file)).split())
    assert paper.number in text
    assert "演示样稿" in text


def read_back(kind: Kind, facts: dict[str, Any]) -> str:
    return read_text(render(kind, facts, samples.load(kind.code).meta))


@pytest.mark.parametrize("kind", POSTERS, ids=lambda kind: kind.code)
class TestPosters:
    def test_a_clean_one_passes_the_gate_and_shows_its_code(self, kind: Kind) -> None:
        sample = samples.load(kind.code)
        text = read_back(kind, sample.facts)
        assert leaks.scan(text, static=[kind.title, *kind.static_phrases]) == []
        assert grouped(sample.meta.check_code) in text

    @pytest.mark.parametrize(
        ("value", "found"),
        [(ID, "身份证号码"), ("13812345678", "手机号码"), ("因病", "病残字样")],
    )
    def test_a_value_in_the_wrong_column_is_found_however_it_is_set(
        self, kind: Kind, value: str, found: str
    ) -> None:
        facts = copy.deepcopy(samples.load(kind.code).facts)
        if facts.get("rows"):
            facts["rows"][0]["group"] = value
        else:  # 更正公告, 公示撤下说明
            facts["village"] = value
        text = read_back(kind, facts).partition("\n{")[0]  # the page alone, without the record
        assert any(finding.startswith(found) for finding in leaks.scan(text))
