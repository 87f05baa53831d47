"""How light the village board is: bytes, requests and statements of a page, and how many a second.

The same village is asked for from the product, from a plain Django view that shows the same facts,
and as the exported file from nginx, which is unpacked for the measurement where it is not installed. All are asked by the same few
connections on loopback, in turns; a ratio is the median of the rounds' ratios.
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
from bench.village.peers import fetch_nginx

ROUNDS, REQUESTS = 9, 300


def measure(scale: float = 1.0) -> Figures:
    """The figures, on SQLite: a board page is read from one small database as from a large one."""
    if scale:
        fetch_nginx()
    rounds, requests = max(2, round(ROUNDS * scale)), max(20, round(REQUESTS * scale))
    with KINDS["sqlite"]() as places, tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "figures.json"
        environment = {**os.environ, **places, "DJANGO_SETTINGS_MODULE": "bench.settings"}
        subprocess.run(
            [sys.executable, "-m", "bench.village", str(rounds), str(requests), str(answer)],
            env=environment,
            check=True,
        )
        found: dict[str, Any] = json.loads(answer.read_text())
        return {"board": found}
