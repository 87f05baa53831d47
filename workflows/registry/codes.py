"""Arithmetic of region codes: twelve digits, province to village, as one integer.

The statistics bureau gives 2 digits to the province, 2 to the prefecture, 2 to the county,
3 to the township and 3 to the village. A shorter code is padded with zeros on the right, so
that everything below a region is one range of integers. Plain Python: no database.
"""

from __future__ import annotations

EVERYWHERE = (0, 10**12)

# Digits of a code at each level, and what one unit of that level spans.
WIDTHS = {1: 2, 2: 4, 3: 6, 4: 9, 5: 12}
SPANS = {number: 10 ** (12 - width) for number, width in WIDTHS.items()}

LEVEL_NAMES = {1: "省级", 2: "市级", 3: "县级", 4: "乡级", 5: "村级"}

Range = tuple[int, int]


class BadCode(ValueError):
    """A region code that is none; the message is Chinese and says what one looks like."""

    def __init__(self, text: object) -> None:
        super().__init__(f"“{text}”不是区划代码：应为2、4、6、9或12位数字，且不以0开头。")


def normalise(text: str) -> int:
    """The 12-digit integer of a code written with 2, 4, 6, 9 or 12 digits; BadCode otherwise."""
    stripped = text.strip()
    if not (stripped.isascii() and stripped.isdigit()) or len(stripped) not in WIDTHS.values():
        raise BadCode(text)
    if stripped.startswith("0"):
        raise BadCode(text)
    return int(stripped.ljust(12, "0"))


def level(code: int) -> int:
    """1 province, 2 prefecture, 3 county, 4 township, 5 village; BadCode if it is none of them."""
    if not 10**11 <= code < 10**12:
        raise BadCode(code)
    return next(number for number, span in SPANS.items() if code % span == 0)


def reach(code: int) -> Range:
    """All codes of a region and of what lies below it, as (low, high), high not included.

    A shorter code than 12 digits is padded first; 0 stands for the whole country.
    """
    if code == 0:
        return EVERYWHERE
    if code < 10**11:
        code = normalise(str(code))
    return code, code + SPANS[level(code)]


def ancestors(code: int) -> tuple[int, ...]:
    """The region itself and every region above it, from the province down."""
    return tuple(code - code % SPANS[number] for number in range(1, level(code) + 1))
