"""How many of the bugs that a program puts into the pure core the narrow tests find (mutmut 3).

Each line of the judge, its plans and periods, the policy packs and the working days is changed in turn,
as `[tool.mutmut]` in pyproject.toml says; a change that no test notices has survived. mutmut is
installed by this measurement alone, into build/mutation, and works on a copy of the tree there.
"""

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from bench.figures import Figures

ROOT = Path(__file__).resolve().parents[2]
PLACE = ROOT / "build" / "mutation"
WANTED = "mutmut==3.8.1"
COPIED = (
    "bench", "config", "docs", "documents", "static", "templates", "tests", "vault", "workflows",
    "manage.py", "pyproject.toml",
)  # fmt: skip
# Without end, or slower than it may be: noticed as well.
FOUND = ("killed", "timeout", "segfault", "suspicious", "caught by type check")
GOAL_PERCENT = 90


class TooWeak(Exception):
    """The tests notice fewer of the changes than docs/trust.md promises."""


def measure(scale: float = 1.0) -> Figures:
    """The score and what survived; below 1 only the working days are tried. Raises TooWeak."""
    tools, tree = PLACE / "tools", PLACE / "tree"
    _install(tools)
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(parents=True)
    for name in COPIED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tree / name)
    command = [sys.executable, "-m", "mutmut"]
    environment = {**os.environ, "PYTHONPATH": str(tools), "DATABASE_URL": ""}
    chosen = ["workflows.workdays*"] if scale < 1 else []
    subprocess.run([*command, "run", *chosen], cwd=tree, env=environment, check=True)
    told = subprocess.run(
        [*command, "results", "--all", "true"], cwd=tree, env=environment, check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    return held(scored(told.stdout.splitlines()))


def held(figures: Figures) -> Figures:
    """The figures of tests that notice enough. Raises TooWeak, naming what they did not notice."""
    if figures["score_percent"] < GOAL_PERCENT:
        raise TooWeak(f"{figures['score_percent']:.1f} %: {', '.join(figures['survivors'])}")
    return figures


def scored(lines: Iterable[str]) -> Figures:
    """Figures from mutmut's list of results, one mutant a line: its name, a colon, what became of it."""
    by_module: dict[str, Counter[str]] = {}
    survivors = []
    for line in lines:
        name, colon, became = line.strip().rpartition(": ")
        if colon and "__mutmut_" in name and became != "not checked":
            by_module.setdefault(name.partition(".x")[0], Counter())[became] += 1
            survivors += [] if became in FOUND else [name]
    modules = {
        module: 100 * _found(counts) / counts.total() for module, counts in by_module.items()
    }
    every = sum(by_module.values(), Counter[str]())
    return {
        "mutants": every.total(),
        "found": _found(every),
        "survived": every["survived"],
        "untested": every["no tests"],
        "score_percent": 100 * _found(every) / max(1, every.total()),
        "modules": modules,
        "survivors": survivors,
    }


def _found(counts: Counter[str]) -> int:
    return sum(counts[word] for word in FOUND)


def _install(tools: Path) -> None:
    """Into a folder of its own: nothing else of the project needs it."""
    stamp = tools / "installed"
    if stamp.is_file() and stamp.read_text() == WANTED:
        return
    shutil.rmtree(tools, ignore_errors=True)
    pins = ROOT / "requirements" / "constraints.txt"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--target", str(tools), "-c", str(pins), WANTED],
        check=True,
    )  # fmt: skip
    stamp.write_text(WANTED)
