"""Races, kills and tampering at their full size, on both databases, with the peers beside them.

What is measured are the tests of `tests/trust` themselves, in the sizes of the table of goals
(docs/trust.md): each writes its figures down, and a test that fails ends the measurement. A figure
of several tests or databases is their sum; of those named `longest` it is the greatest.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.databases import KINDS, SERVER
from bench.figures import Figures

TESTS = "tests/trust"
# A server of its own is crashed once, in the lane of the database it is about.
CRASHES = f"{TESTS}/test_history.py::test_nothing_acknowledged_is_lost_when_the_server_crashes"
LANES = {"sqlite": [f"--deselect={CRASHES}"], "postgresql": []}


def measure(scale: float = 1.0) -> Figures:
    """The figures, grouped; `scale` below 1 leaves the tests at their everyday size."""
    lines: list[tuple[str, str, float]] = []
    for kind, chosen in LANES.items():
        lines += _lane(kind, chosen, full=scale >= 1)
    found = gathered(lines)
    with KINDS["postgresql"]() as places, tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "peers.json"
        environment = {**os.environ, **places, "DJANGO_SETTINGS_MODULE": "bench.settings"}
        cases = str(max(2, round(40 * min(1, scale))))
        command = [sys.executable, "-m", "bench.engine.peers.races", cases, str(answer)]
        subprocess.run(command, env=environment, check=True)
        return {**found, "peers": json.loads(answer.read_text())}


def gathered(lines: list[tuple[str, str, float]]) -> dict[str, dict[str, float]]:
    """Figures by group and name, of all databases together."""
    found: dict[str, dict[str, float]] = {}
    for _database, path, value in lines:
        group, _, name = path.partition(".")
        held = found.setdefault(group, {})
        if name.endswith("longest"):
            held[name] = max(held.get(name, 0), value)
        else:
            held[name] = held.get(name, 0) + value
    return found


def _lane(kind: str, chosen: list[str], *, full: bool) -> list[tuple[str, str, float]]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "figures"
        environment = {
            **os.environ,
            "TRUST_FIGURES": str(file),
            "TRUST_FULL": "yes" if full else "",
            "DATABASE_URL": "",
        }
        if kind == "postgresql":
            environment["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL") or SERVER
        marks = "bench or not bench" if full else "not bench"
        command = [sys.executable, "-m", "pytest", "-q", TESTS, "-m", marks, *chosen]
        subprocess.run(command, env=environment, check=True)
        return [tuple(json.loads(line)) for line in file.read_text().splitlines()]
