"""`python -m bench.lighthouse RUNS FILE`: measure in this process's own database."""

import json
import sys
from pathlib import Path

import django

django.setup()

from bench.lighthouse.pages import measured  # noqa: E402 - models can be imported now

if __name__ == "__main__":
    runs, file = sys.argv[1:]
    Path(file).write_text(json.dumps(measured(int(runs))))
