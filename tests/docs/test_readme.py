"""The two READMEs say the same, and what they say of the code is so."""

import re
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, ROOT, kinds_of_papers, links, text
from tests.fixtures.county import COUNTY
from workflows.access.staffing import DEMO_PASSWORD, staff
from workflows.registry.loading import load_regions

ENGLISH, CHINESE = ROOT / "README.md", ROOT / "README.zh.md"
REGIONS = ROOT / "workflows/registry/data/regions_360799.csv"
TABLE = ROOT / "workflows/procedures/intervention/table.py"
ACCOUNT = re.compile(r"^\| `(\w+)` \| (\S+?),? ", re.MULTILINE)
PYTHON = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)

both = pytest.mark.parametrize("readme", [ENGLISH, CHINESE], ids=["English", "Chinese"])


def test_they_have_the_same_parts_pictures_and_links() -> None:
    parts = [re.findall(r"^(#+) ", text(readme), re.MULTILINE) for readme in (ENGLISH, CHINESE)]
    assert parts[0] == parts[1]
    there = [set(links(readme)) - {"README.md", "README.zh.md"} for readme in (ENGLISH, CHINESE)]
    assert there[0] == there[1]


@both
def test_every_account_is_there_with_its_role_and_password(readme: Path, db: None) -> None:
    load_regions(REGIONS)
    there = {account.username: account.role.label for account in staff(COUNTY)}
    told = dict(ACCOUNT.findall(text(readme)))
    assert told.items() <= there.items()
    assert len(told) == 9
    assert f"`{DEMO_PASSWORD}`" in text(readme)


@both
def test_the_lines_of_the_table_are_those_of_the_code(readme: Path) -> None:
    shown = PYTHON.findall(text(readme))[0]
    code = TABLE.read_text(encoding="utf-8")
    lines = [line.strip() for line in shown.splitlines() if line.strip()]
    assert [line for line in lines if line not in code] == []


def test_the_number_of_papers_is_right() -> None:
    count = len(kinds_of_papers())
    assert f"{count} kinds of papers" in text(ENGLISH)
    assert f"{count} 种文书" in text(CHINESE)


def test_the_handbook_calls_things_as_the_pages_do() -> None:
    """Whatever it quotes stands in a template, a form or a table."""
    quoted = set(re.findall("“([^”]+)”", text(DOCS / "handbook.zh.md")))
    sources = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "workflows").rglob("*.py")]
    shown = "\n".join(text(source) for source in sources)
    assert sorted(word for word in quoted if word not in shown) == []
