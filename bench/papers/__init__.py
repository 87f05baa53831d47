"""What a PDF costs in CPU time, beside the tools an office would take instead, on the same content.

A letter to a department with its annex, an approval form, and a notice with thirty households. In each round every
contender makes each of them once, in changing order, with content it has not seen; a ratio is the
median of the rounds' ratios. Contenders are processes kept warm, except where a tool is started for
each file by its nature. What cannot be installed here is reported and left out. The budgets:
docs/benchmarks.md.
"""

from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from bench.figures import Figures

from .content import KINDS, Sheet, sheets
from .long_list import ROWS, long_list
from .peers import Peer, peers
from .taking_turns import Made, in_turns

ROUNDS = 9
OURS = "huan"


def measure(scale: float = 1.0) -> Figures:
    """The figures of each kind of sheet; `absent` names the peers that could not be had, and why."""
    rounds = max(2, round(ROUNDS * scale))
    with TemporaryDirectory(prefix="huan-bench-") as folder:
        found, absent = peers(Path(folder))
        try:
            made = in_turns(found, [sheets(turn) for turn in range(rounds + 1)])
        finally:
            for peer in found:
                peer.close()
    return {
        **{kind: _figures(kind, made) for kind in KINDS},
        "long_list": long_list(max(300, round(ROWS * min(1.0, scale)))),
        "absent": absent,
        "rounds": rounds,
    }


def _figures(kind: str, made: dict[str, dict[str, list[Made]]]) -> dict[str, Any]:
    ours = made[OURS][kind]
    figures: dict[str, Any] = {
        "cpu_ms": median(one.cpu_ms for one in ours),
        "kilobytes": median(one.kilobytes for one in ours),
        "peak_mb": max(one.peak_mb for one in ours),
        "pages": ours[0].pages,
    }
    for name, by_kind in made.items():
        if name != OURS:
            figures[f"ratio_vs_{name}"] = ratio(ours, by_kind[kind])
            figures[f"of_{name}"] = {
                "cpu_ms": median(one.cpu_ms for one in by_kind[kind]),
                "kilobytes": median(one.kilobytes for one in by_kind[kind]),
                "peak_mb": max(one.peak_mb for one in by_kind[kind]),
                "pages": by_kind[kind][0].pages,
            }
    return figures


def ratio(ours: list[Made], theirs: list[Made]) -> float:
    """CPU time of ours for one of theirs: the median of the rounds' ratios."""
    return median(own.cpu_ms / other.cpu_ms for own, other in zip(ours, theirs, strict=True))


__all__ = ["Peer", "Sheet", "measure", "ratio"]
