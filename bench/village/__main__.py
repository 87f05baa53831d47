"""`python -m bench.village ROUNDS REQUESTS FILE`: measure in this process's own database."""

import json
import sys
from pathlib import Path

import django

django.setup()

from bench.village.board import measured  # noqa: E402 - models can be imported now

if __name__ == "__main__":
    rounds, requests, file = sys.argv[1:]
    Path(file).write_text(json.dumps(measured(int(rounds), int(requests))))
