"""Contenders in turns: what a neighbour on this machine costs, it costs all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from .content import Sheet


@dataclass(frozen=True)
class Made:
    """One PDF: CPU milliseconds, kilobytes, pages, and the memory its maker needed at most."""

    cpu_ms: float
    kilobytes: float
    pages: int
    peak_mb: float


class Contender(Protocol):
    """Something that makes a PDF of a sheet."""

    name: str

    def make(self, sheet: Sheet) -> Made:
        """Set one sheet and say what it cost."""


def in_turns(
    contenders: Sequence[Contender], rounds: Sequence[Sequence[Sheet]]
) -> dict[str, dict[str, list[Made]]]:
    """What each contender made of each kind of sheet, round by round.

    Each round begins with another contender; the first, in which everything is imported, opened
    and compiled, is not counted.
    """
    made: dict[str, dict[str, list[Made]]] = {one.name: {} for one in contenders}
    for turn, sheets in enumerate(rounds):
        first = turn % len(contenders)
        for contender in (*contenders[first:], *contenders[:first]):
            for sheet in sheets:
                one = contender.make(sheet)
                if turn:
                    made[contender.name].setdefault(sheet.kind, []).append(one)
    return made
