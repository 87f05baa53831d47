"""The house rules that no linter of ours knows: how long a file and a function may be."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

ROOMS = ("bench", "config", "documents", "tests", "vault", "workflows")
LONGEST_FILE, LONGEST_FUNCTION = 300, 50


def modules() -> Iterator[Path]:
    """Every module of the product, its tests and its measurements; migrations write themselves."""
    for room in ROOMS:
        for path in Path(settings.BASE_DIR, room).rglob("*.py"):
            if "migrations" not in path.parts:
                yield path


def test_no_file_is_too_long_to_be_read_at_one_sitting() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    assert len(lengths) > 100
    assert {path: long for path, long in lengths.items() if long > LONGEST_FILE} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    found = {}
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
                length = node.end_lineno - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    found[f"{path}:{node.name}"] = length
    assert found == {}
