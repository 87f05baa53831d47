"""Packs on a scratch disk, one line of which can be spoilt."""

from collections.abc import Callable
from pathlib import Path

import pytest

HEAD = """\
[pack]
key = "town"
name = "示例镇"
jurisdictions = [360799]
effective_from = 2020-01-01

[parameters]
"""
LIMIT = 'name = "核查时限", value = 3, unit = "day", kind = "soft", citation = "某文件 一（一）"'

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a pack into the scratch directory, which is returned."""

    def write_pack(*rows: str, file: str = "town.toml", head: str = HEAD) -> Path:
        (tmp_path / file).write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
        return tmp_path

    return write_pack


@pytest.fixture
def limit() -> str:
    """A right line, to be changed in one place."""
    return f'"check.limit" = {{ {LIMIT} }}'
