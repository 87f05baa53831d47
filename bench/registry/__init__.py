"""What a list of households costs on its way into the register, and a rule of screening over it.

Import: a synthetic county's own exported workbook, checked and stored by a worker on the embedded
SQLite, beside `get_or_create` row by row; `households_per_second` is the pass that validates every
row and stores it, `checked_per_second` the one before it that only looks. Screening: every rule over
a register made in the database, beside the same rule in a loop over the ORM's objects.
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

IMPORTED, SCREENED = 60_000, 1_000_000


def measure(scale: float = 1.0) -> Figures:
    """The import on SQLite, the screening on both databases."""
    return {
        "import": _run("bench.registry.importing", "sqlite", max(500, round(IMPORTED * scale))),
        "screening": {
            kind: _run("bench.registry.screening", kind, max(5_000, round(SCREENED * scale)))
            for kind in KINDS
        },
    }


def _run(module: str, kind: str, households: int) -> dict[str, Any]:
    """One measurement in a process of its own: one process stands on one database."""
    with KINDS[kind]() as places, tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "figures.json"
        environment = {**os.environ, **places, "DJANGO_SETTINGS_MODULE": "bench.settings"}
        subprocess.run(
            [sys.executable, "-m", module, str(households), str(answer)],
            env=environment,
            check=True,
        )
        figures: dict[str, Any] = json.loads(answer.read_text())
        return figures
