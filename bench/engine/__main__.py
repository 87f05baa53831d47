"""The measuring process: `python -m bench.engine ROUNDS CASES FILE`, database by environment."""

import json
import sys
from pathlib import Path

import django


def main(rounds: int, cases: int, answer: Path) -> None:
    """Measure on the database of this process and write the figures down."""
    django.setup()
    # Models can be imported only now.
    from bench.engine.course import run  # noqa: PLC0415

    answer.write_text(json.dumps(run(rounds, cases)))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
