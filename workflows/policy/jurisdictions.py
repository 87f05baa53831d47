"""Where a pack holds: region codes compared by level, never as text."""

from dataclasses import dataclass

REGION_DIGITS = 12
LEVEL_DIGITS = (
    0,
    2,
    4,
    6,
    9,
    REGION_DIGITS,
)  # everywhere, province, city, county, township, village


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """A region code without its padding: `head` has `digits` digits; 0 digits is everywhere."""

    digits: int
    head: int

    @classmethod
    def of(cls, code: int) -> "Jurisdiction":
        """From a region code of any level, padded with zeros or not; 0 is everywhere.

        Raises ValueError for a number that cannot be a region code.
        """
        text = str(code) if code else ""
        if code < 0 or len(text) not in LEVEL_DIGITS:
            raise ValueError(f"{code} 不是区划代码，应为 2、4、6、9 或 12 位")
        bare = len(text.rstrip("0"))
        digits = next(level for level in LEVEL_DIGITS if level >= bare)
        return cls(digits, int(text[:digits] or 0))

    def contains(self, other: "Jurisdiction") -> bool:
        """Whether `other` is this region or lies inside it."""
        deeper = other.digits - self.digits
        return deeper >= 0 and other.head // 10**deeper == self.head
