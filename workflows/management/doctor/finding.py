"""One line of the doctor's report."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Mark(Enum):
    """Well, worth knowing, or wrong; only what is wrong makes the command fail."""

    WELL = "✓"
    NOTE = "!"
    WRONG = "✗"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, and what to do about it."""

    mark: Mark
    what: str
    do: str = ""

    def __str__(self) -> str:
        return f"{self.mark.value} {self.what}" + (f" → {self.do}" if self.do else "")


def well(what: str) -> Finding:
    return Finding(Mark.WELL, what)


def note(what: str, do: str = "") -> Finding:
    return Finding(Mark.NOTE, what, do)


def wrong(what: str, do: str) -> Finding:
    return Finding(Mark.WRONG, what, do)
