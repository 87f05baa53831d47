"""How fast the engine moves a case, beside viewflow.workflow, a bare column, and SQL by hand.

One procedure in four shapes: opened, household check, five departments asked at once, notice of
seven days during which an objection may be made, approval, filing; ten human steps, one
transaction each. In each round every contender walks some households through it, in changing
order, on one database; a ratio is the median of the rounds' ratios. The budgets: docs/benchmarks.md.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.databases import KINDS
from bench.figures import Figures

ROUNDS, CASES = 24, 4


def measure(scale: float = 1.0) -> Figures:
    """The figures of both databases. `statements_per_step` is that of PostgreSQL, the last and the
    higher one: there the root's row is locked by a statement of its own.
    """
    rounds = max(2, round(ROUNDS * scale))
    found = {kind: measure_on(kind, rounds) for kind in KINDS}
    *_, counts = (figures.pop("main_line") for figures in found.values())
    return {
        "statements_per_step": sum(counts.values()) / len(counts),
        "statements_per_step_most": max(counts.values()),
        "statements_of_steps": counts,
        **found,
    }


def measure_on(kind: str, rounds: int) -> dict[str, Any]:
    """Measure in a process of its own: one process stands on one database."""
    with KINDS[kind]() as places, tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "figures.json"
        environment = {**os.environ, **places, "DJANGO_SETTINGS_MODULE": "bench.settings"}
        subprocess.run(
            [sys.executable, "-m", "bench.engine", str(rounds), str(CASES), str(answer)],
            env=environment,
            check=True,
        )
        figures: dict[str, Any] = json.loads(answer.read_text())
        return figures
