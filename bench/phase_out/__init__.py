"""The monthly run for many active phase-outs: seconds and memory, on both databases.

Every household has a grant of twelve months and another rule, base and family; the run lets one
month fall due, reckons each amount, and puts all of them on one list. A second run is timed too:
it must find the list and change nothing. Memory is what the process grew by, at its peak.
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

PHASE_OUTS = 100_000


def measure(scale: float = 1.0) -> Figures:
    """The figures of both databases; a server that is not there leaves a line that says so."""
    return {kind: measure_on(kind, max(100, round(PHASE_OUTS * scale))) for kind in KINDS}


def measure_on(kind: str, phase_outs: int) -> dict[str, Any]:
    """Measure in a process of its own: one process stands on one database."""
    with KINDS[kind]() as places, tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "figures.json"
        environment = {**os.environ, **places, "DJANGO_SETTINGS_MODULE": "bench.settings"}
        subprocess.run(
            [sys.executable, "-m", "bench.phase_out", str(phase_outs), str(answer)],
            env=environment,
            check=True,
        )
        figures: dict[str, Any] = json.loads(answer.read_text())
        return figures
