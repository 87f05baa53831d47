"""Numbers of households: village, year and a counter that never gives one twice.

The form is our default; no source prescribes one.
"""

from __future__ import annotations

from documents.numbering import take


def next_number(village: int, year: int) -> str:
    """The number of the next household registered in a village; inside a transaction only."""
    return f"{village}-{year % 100:02d}{take(f'{village}-H', year):04d}"
