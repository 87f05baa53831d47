"""The list of settings is the list that the code reads."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.docs.pages import DOCS, ROOT, help_of_run, rows

OPERATIONS = DOCS / "operations"
READERS = {"text", "texts", "flag", "number", "path"}
VARIABLE = re.compile("[A-Z][A-Z_]+")
# Read by Django itself, and by ./run beside those its help names.
OTHERS = {"DJANGO_SETTINGS_MODULE", "CI"}


def read_in(file: Path) -> Iterator[str]:
    """The variables that a file of `config` asks the environment for."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            asked = str(node.args[0].value)
            if name in READERS and VARIABLE.fullmatch(asked):  # Django's path() is another
                yield asked


def read_by_the_code() -> set[str]:
    """Every variable, with those of ./run."""
    found = {name for file in (ROOT / "config").rglob("*.py") for name in read_in(file)}
    of_run = re.findall(r"^([A-Z][A-Z_]+)", help_of_run(), re.MULTILINE)
    return found | set(of_run) | OTHERS


def written_down() -> set[str]:
    """Every variable of the list."""
    return {row[0].strip("`") for row in rows(OPERATIONS / "settings.md") if row[0].startswith("`")}


def test_every_variable_is_written_down_and_no_other() -> None:
    assert written_down() == read_by_the_code()


def test_units_and_containers_set_only_variables_that_are_read() -> None:
    install = (OPERATIONS / "install.md").read_text(encoding="utf-8")
    compose = (OPERATIONS / "compose.yaml").read_text(encoding="utf-8")
    dockerfile = (OPERATIONS / "Dockerfile").read_text(encoding="utf-8")
    used = set(re.findall(r"^([A-Z][A-Z_]+)=", install, re.MULTILINE))
    used |= set(re.findall(r"^    ([A-Z][A-Z_]+): ", compose, re.MULTILINE))
    used |= set(re.findall(r"\b([A-Z][A-Z_]+)=\S", dockerfile))
    assert used - written_down() == set()


def test_the_environment_is_read_in_one_file_only() -> None:
    """Otherwise this list would not be the whole one."""
    readers = [
        file.relative_to(ROOT).as_posix()
        for folder in ("config", "documents", "vault", "workflows")
        for file in (ROOT / folder).rglob("*.py")
        if re.search(r"os\.(environ\b(?!\.setdefault)|getenv)", file.read_text(encoding="utf-8"))
    ]
    assert readers == ["config/env.py"]
