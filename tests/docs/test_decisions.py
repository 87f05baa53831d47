"""Decision records: numbered without a gap, each with its question, answer and rejected ways."""

import re
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, text

RECORDS = sorted((DOCS / "decisions").glob("*.md"))


def test_they_are_numbered_one_after_the_other() -> None:
    assert [int(record.name[:4]) for record in RECORDS] == list(range(1, len(RECORDS) + 1))


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.name)
def test_each_says_what_was_rejected(record: Path) -> None:
    written = text(record)
    assert re.match(rf"# {int(record.name[:4])}\. ", written)
    assert "\nDecided " in written
    assert "\n## Rejected" in written
