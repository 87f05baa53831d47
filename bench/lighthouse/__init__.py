"""What Lighthouse says of the villagers' pages, as a cheap phone on a slow line would load them.

The product is served as a small county would serve it, compressed by its own process, and each page
is loaded by Chromium under Lighthouse's mobile throttling. Lighthouse is installed for this
measurement alone; without Node and a browser the figures say why they are absent.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.databases import KINDS
from bench.figures import Figures

ROOT = Path(__file__).resolve().parent.parent.parent
INSTALLED = ROOT / "build" / "bench" / "lighthouse"
PACKAGE = "lighthouse@12"
RUNS = 3  # of which the quickest counts: other work on the machine only ever lowers the speed


def measure(scale: float = 1.0) -> Figures:
    """The least of each category over all public pages, and each page's speed."""
    absent = missing()
    if absent:
        return {"lighthouse": {"absent": absent}}
    with KINDS["sqlite"]() as places, tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "figures.json"
        environment = {**os.environ, **places, "DJANGO_SETTINGS_MODULE": "bench.lighthouse.served"}
        environment["STATIC_ROOT"] = str(Path(folder) / "static")
        subprocess.run(
            [
                sys.executable,
                "-m",
                "bench.lighthouse",
                str(max(1, round(RUNS * scale))),
                str(answer),
            ],
            env=environment,
            check=True,
        )
        found: dict[str, Any] = json.loads(answer.read_text())
        return {"lighthouse": found}


def missing() -> str:
    """What is not there to measure with, after what can be installed has been; "" when all is."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        return "no node (packages nodejs, npm)"
    if not browser():
        return "no chromium (package chromium)"
    if not command().exists():
        INSTALLED.mkdir(parents=True, exist_ok=True)
        quiet = ("--no-audit", "--no-fund", "--silent")
        subprocess.run(
            [npm, "install", *quiet, "--prefix", str(INSTALLED), PACKAGE],
            check=False,
            timeout=900,
        )
    return "" if command().exists() else f"{PACKAGE} cannot be installed"


def command() -> Path:
    """Lighthouse itself."""
    return INSTALLED / "node_modules" / ".bin" / "lighthouse"


def browser() -> str:
    """The browser it drives; "" where there is none."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
