"""The longest public list that is allowed, through the press under the limits of an office."""

import os
import time
from pathlib import Path
from typing import Any

from .content import CODES, rows_of

ROWS = 5000
_TICK = os.sysconf("SC_CLK_TCK")


def long_list(rows: int) -> dict[str, Any]:
    """What a notice of so many rows costs, read back as the leak gate reads it, and how often the
    page it had come to was told; django must be set up.
    """
    from documents import kinds  # noqa: PLC0415 - the settings come first
    from documents.press import Job, Press  # noqa: PLC0415
    from documents.rendering import samples  # noqa: PLC0415

    sample, kind = samples.load(CODES["notice"]), kinds.get(CODES["notice"])
    press = Press()
    press.print(Job(kind, sample.facts, sample.meta, read_back=True), beat=lambda: None)  # warm
    job = Job(kind, {**sample.facts, "rows": rows_of(rows, turn=0)}, sample.meta, read_back=True)
    told: list[float] = []
    cpu, begun = _cpu(press.pid), time.monotonic()
    sheet = press.print(
        job, beat=lambda: None, tell=lambda page: told.append(time.monotonic() - begun)
    )
    figures = {
        "rows": rows,
        "pages": sheet.pages,
        "seconds": time.monotonic() - begun,
        "cpu_seconds": _cpu(press.pid) - cpu,
        "megabytes": len(sheet.pdf) / 2**20,
        "peak_mb": _peak_mb(press.pid),
        "times_told": len(told),
        "first_told": told[0] if told else 0.0,
        "last_told": told[-1] if told else 0.0,
    }
    press.close()
    return figures


def _cpu(pid: int | None) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


def _peak_mb(pid: int | None) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
