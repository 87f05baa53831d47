"""The measuring process: `python -m bench.phase_out PHASE_OUTS FILE`, database by environment."""

import json
import sys
from pathlib import Path

import django


def main(phase_outs: int, answer: Path) -> None:
    """Measure on the database of this process and write the figures down."""
    django.setup()
    # Models can be imported only now.
    from bench.phase_out.course import run  # noqa: PLC0415

    answer.write_text(json.dumps(run(phase_outs)))


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
