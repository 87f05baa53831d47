"""Numbers of households: village, year and a counter that never gives one twice.

The form is our default; no source prescribes one.
"""

from __future__ import annotations

from documents.numbering import take_block


def next_number(village: int, year: int) -> str:
    """The number of the next household registered in a village; inside a transaction only."""
    return next_numbers(village, year, 1)[0]


def next_numbers(village: int, year: int, count: int) -> list[str]:
    """The numbers of the next households, by one statement."""
    block = take_block(f"{village}-H", year, count)
    return [f"{village}-{year % 100:02d}{number:04d}" for number in block]
