"""Log lines for a collector: one JSON object each, without anybody's data.

An exception's own words are left out: a database quotes the row it refused, a parser the line it
could not read. Its type and where it came from say enough to find it. Questions in addresses
(`?q=…`) are left out as well: they hold names.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
_QUESTION = re.compile(r"\?[^\s\"']+")

Caught = tuple[type[BaseException], BaseException, TracebackType | None]


class JsonLines(logging.Formatter):
    """Time (UTC), level, logger, message; of an exception its types and frames."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "process": record.process,
            "message": _QUESTION.sub("?…", record.getMessage()),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line["exception"] = list(_types(record.exc_info[1]))
            line["frames"] = list(_frames(record.exc_info[2]))
        status = getattr(record, "status_code", None)
        if status is not None:
            line["status"] = status
        return json.dumps(line, ensure_ascii=False)


def _types(error: BaseException | None) -> list[str]:
    """The exception and what it came of, by type alone."""
    found: list[str] = []
    while error is not None:
        found.append(f"{type(error).__module__}.{type(error).__qualname__}")
        error = error.__cause__ or error.__context__
    return found


def _frames(trace: TracebackType | None) -> list[str]:
    """File, line and function of each frame, the innermost last."""
    return [
        f"{_short(frame.filename)}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(trace)
    ]


def _short(name: str) -> str:
    file = Path(name)
    return str(file.relative_to(ROOT)) if file.is_relative_to(ROOT) else "/".join(file.parts[-3:])
