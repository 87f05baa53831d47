"""县级抽查: which cases the county visits. Drawn by number, so that nobody chooses and anybody can check."""

from __future__ import annotations

from fractions import Fraction
from hashlib import sha256

# The draw: the number and this word are hashed; the first eight bytes are the lot.
_LOT = "抽查"
_LOTS = 2**64


def drawn(number: str, ratio: Fraction) -> bool:
    """Whether the case of this number is among the share to be visited (民发〔2012〕220号, 30%).

    Case numbers are given out without a gap and in order, so no office can pick one that is not
    drawn; the lot follows from the number alone, so an auditor draws the same.
    """
    lot = int.from_bytes(sha256(f"{_LOT} {number}".encode()).digest()[:8])
    return lot < ratio * _LOTS
