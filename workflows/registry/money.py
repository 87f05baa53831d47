"""Amounts kept as whole fen, so that a comparison with a line is exact."""

from __future__ import annotations

import re
from decimal import Decimal

FEN = 100
LARGEST = 10**11  # a thousand million yuan: whoever means more has mistyped

_DIGITS = 12  # more are too many, and are told so below
_AMOUNT = re.compile(r"-?[0-9]{1,3}(?:,?[0-9]{3})*(?:\.[0-9]{1,2}0*)?|-?[0-9]+(?:\.[0-9]{1,2}0*)?")


class BadAmount(ValueError):
    """Not an amount of money; the message is Chinese and says how to write one."""

    def __init__(self) -> None:
        super().__init__("金额应填数字，单位元，最多两位小数，如4001或4001.50。")


def fen(text: str) -> int:
    """The amount written in yuan, in fen; nothing written is 0. Raises BadAmount."""
    text = text.strip()
    if not text:
        return 0
    if text.isascii() and text.isdigit() and len(text) <= _DIGITS:
        amount = int(text) * FEN
    elif _AMOUNT.fullmatch(text):
        amount = int(Decimal(text.replace(",", "")) * FEN)
    else:
        raise BadAmount
    if abs(amount) > LARGEST:
        raise BadAmount
    return amount


def yuan(amount: int) -> str:
    """As people write it: 400100 is 4,001, 400150 is 4,001.50."""
    whole, rest = divmod(abs(amount), FEN)
    sign = "-" if amount < 0 else ""
    return f"{sign}{whole:,}.{rest:02d}" if rest else f"{sign}{whole:,}"
