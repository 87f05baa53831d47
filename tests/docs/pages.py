"""The documentation as the tests read it."""

import re
import subprocess
from pathlib import Path

from django.conf import settings

from documents.kinds import Kind, all_kinds

ROOT = Path(settings.BASE_DIR)
DOCS = ROOT / "docs"

_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_ROW = re.compile(r"^\| (.+) \|$", re.MULTILINE)


def pages() -> list[Path]:
    """Every Markdown page of the product."""
    top = [ROOT / name for name in ("README.md", "README.zh.md", "CONTRIBUTING.md", "SECURITY.md")]
    return [*top, *sorted(DOCS.rglob("*.md"))]


def kinds_of_papers() -> list[Kind]:
    """The catalogue's kinds (D…); those that tests define for themselves are named T…."""
    return [kind for kind in all_kinds() if kind.code.startswith("D")]


def text(page: Path) -> str:
    """A page as it is written."""
    return page.read_text(encoding="utf-8")


def links(page: Path) -> list[str]:
    """Where a page points to, pictures included; what stands in code is no link."""
    return _LINK.findall(_FENCE.sub("", text(page)))


def rows(page: Path) -> list[list[str]]:
    """The cells of every table row of a page."""
    return [[cell.strip() for cell in row.split(" | ")] for row in _ROW.findall(text(page))]


def written() -> str:
    """All pages in one text."""
    return "\n".join(map(text, pages()))


def help_of_run() -> str:
    """What `./run help` says."""
    done = subprocess.run(["./run", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout
