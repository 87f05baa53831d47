"""`manage.py startprocedure`: what it writes runs at once, in a copy of the product."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from workflows.management.scaffolding import BadPlan, Plan, free_code, free_letter, write

PRODUCT = ("config", "documents", "static", "templates", "tests", "vault", "workflows")
FILES = ("manage.py", "pyproject.toml")
BASIS = "示例县〔2026〕3号 二（一）"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the product with a new procedure in it."""
    root = tmp_path_factory.mktemp("product")
    leave_out = shutil.ignore_patterns("__pycache__")
    for folder in PRODUCT:
        shutil.copytree(settings.BASE_DIR / folder, root / folder, ignore=leave_out)
    for file in FILES:
        shutil.copy(settings.BASE_DIR / file, root / file)
    run(root, "manage.py", "startprocedure", "cold_relief", "寒潮救助", BASIS)
    return root


def run(root: Path, *command: str) -> str:
    """What a Python command says in the copy; fails where it fails."""
    environment = {name: value for name, value in os.environ.items() if "COV" not in name}
    done = subprocess.run(
        [sys.executable, *command],
        cwd=root,
        env={**environment, "DJANGO_SETTINGS_MODULE": "config.settings.test"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_new_procedure_passes_every_check_at_once(copy: Path) -> None:
    assert "no issues" in run(copy, "manage.py", "check", "--fail-level", "WARNING")


def test_the_new_procedure_needs_no_migration(copy: Path) -> None:
    assert "No changes detected" in run(copy, "manage.py", "makemigrations", "--check", "--dry-run")


def test_the_new_procedure_can_be_drawn(copy: Path) -> None:
    assert "乡镇审核" in run(copy, "manage.py", "draw", "cold_relief")


@pytest.mark.slow
def test_the_story_of_the_new_procedure_comes_true(copy: Path) -> None:
    story = "tests/stories/test_cold_relief.py"
    assert "4 passed" in run(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", story)


def test_the_new_files_are_in_the_style_of_the_house(copy: Path) -> None:
    written = ["workflows/procedures/cold_relief", "tests/stories/test_cold_relief.py"]
    run(copy, "-m", "ruff", "check", "--no-cache", *written)
    run(copy, "-m", "ruff", "format", "--no-cache", "--check", *written)


def test_the_new_template_is_in_the_style_of_the_house(copy: Path) -> None:
    run(copy, "-m", "djlint", "--quiet", "--check", "--lint", "templates/papers/D70.html")


def test_the_gallery_shows_the_new_paper_by_its_sample(copy: Path, tmp_path: Path) -> None:
    said = run(copy, "manage.py", "gallery", str(tmp_path), "--kind", "D70")
    assert "D70 寒潮救助决定书：" in said
    assert (tmp_path / "D70.pdf").read_bytes().startswith(b"%PDF")


def test_a_procedure_that_is_there_is_never_written_over() -> None:
    with pytest.raises(CommandError, match="程序 intervention 已经有了"):
        call_command("startprocedure", "intervention", "防贫干预", BASIS)


def test_letters_and_codes_in_use_are_refused() -> None:
    with pytest.raises(CommandError, match="编号字母 FP 已有程序使用"):
        call_command("startprocedure", "cold_relief", "寒潮救助", BASIS, "--letter", "FP")
    with pytest.raises(CommandError, match="文书代码 D12 已有文书使用"):
        call_command("startprocedure", "cold_relief", "寒潮救助", BASIS, "--paper", "D12")


def test_nothing_is_written_where_one_of_the_files_is_there(tmp_path: Path) -> None:
    there, new = tmp_path / "there", tmp_path / "new"
    there.touch()
    with pytest.raises(BadPlan, match="没有写任何文件"):
        write({new: "text", there: "text"})
    assert not new.exists()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"key": "Cold-Relief"}, "代号"),
        ({"key": "class"}, "代号"),
        ({"key": "x" * 25}, "代号"),
        ({"name": "救"}, "名称"),
        ({"basis": " "}, "依据"),
        ({"basis": 'a"b'}, "依据"),
        ({"letter": "ABC"}, "编号字母"),
        ({"code": "X1"}, "文书代码"),
    ],
)
def test_what_could_not_stand_in_the_files_is_refused(changed: dict[str, str], told: str) -> None:
    plan = {"key": "cold_relief", "name": "寒潮救助", "basis": BASIS, "edition": "2026"}
    with pytest.raises(BadPlan, match=told):
        Plan(**{**plan, "letter": "CO", "code": "D70", **changed})


def test_letters_are_the_procedures_own_as_long_as_there_are_any() -> None:
    assert free_letter("cold_relief", ["CO"]) == "CL"
    with pytest.raises(BadPlan):
        free_letter("ab", ["AB"])


def test_the_first_free_code_comes_after_the_catalogue() -> None:
    assert free_code(["D01", "D70", "D72"]) == "D71"
