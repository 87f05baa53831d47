"""A program of its own: a workbook on standard input, its rows as JSON lines on standard output.

It may be killed, so that no workbook can hurt a worker or a web server: its memory, its time and
its faults are its own. It knows nothing of Django. Arguments: most bytes of memory, most rows a
sheet, most columns; with `--head`, the first rows of each sheet only.

Each line is `[sheet name, number of the first row, [[cell, …], …]]`; a cell is text, a number,
true or false. An exit code other than 0 says why: see the constants.
"""

from __future__ import annotations

import io
import json
import resource
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

UNREADABLE, TOO_LARGE, LOCKED = 3, 4, 5
_BLOCK = 400
_HEAD_ROWS = 3
_CPU_SECONDS = 60


def main(arguments: list[str]) -> int:
    """Read, print, and return the exit code."""
    memory, most_rows, most_columns = map(int, arguments[:3])
    head = "--head" in arguments
    data = sys.stdin.buffer.read()
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError  # noqa: PLC0415 - under the limits

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        del data
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            if sheet.total_height > most_rows + 1 or sheet.total_width > most_columns:
                return TOO_LARGE
            first = (sheet.start or (0, 0))[0]
            rows = islice(sheet.iter_rows(), _HEAD_ROWS) if head else sheet.iter_rows()
            _print(name, first, rows)
            del sheet, rows
    except PasswordError:
        return LOCKED
    except (MemoryError, OverflowError):
        return TOO_LARGE
    except (CalamineError, OSError, ValueError):
        return UNREADABLE
    return 0


def _print(name: str, first: int, rows: Iterator[list[Any]]) -> None:
    number = first + 1
    while block := list(islice(rows, _BLOCK)):
        line = json.dumps([name, number, block], ensure_ascii=False, default=_plain)
        sys.stdout.write(line + "\n")
        number += len(block)


def _plain(value: object) -> str:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value) if isinstance(value, timedelta) else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
