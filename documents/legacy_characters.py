"""Characters that old machines wrote as private ones, as the standard writes them today.

Until 2005 GB 18030 had no code in Unicode for some of its characters, and programs wrote them as
private-use ones: 䶮, of which many people's names are made, as U+E863. Such a name looks right on
the machine it comes from and empty everywhere else. Source: GB 18030-2005, rows FE50 to FEA0.
"""

_FIRST = 0xE815  # the private code point of FE50
_COUNT = 80
_HOLE = 0x7F  # no trail byte of the standard
# What Python's table of the year 2000 leaves private.
_SINCE_2005 = {
    0xE816: 0x20087, 0xE817: 0x20089, 0xE818: 0x200CC, 0xE81E: 0x9FB4, 0xE826: 0x9FB5,
    0xE82B: 0x9FB6, 0xE82C: 0x9FB7, 0xE831: 0x215D7, 0xE832: 0x9FB8, 0xE83B: 0x2298F,
    0xE843: 0x9FB9, 0xE854: 0x9FBA, 0xE855: 0x241FE, 0xE864: 0x9FBB,
}  # fmt: skip


def _standard(place: int) -> int:
    trail = 0x50 + place
    return ord(bytes((0xFE, trail + (trail >= _HOLE))).decode("gb18030"))


_MODERN = {_FIRST + place: _standard(place) for place in range(_COUNT)} | _SINCE_2005


def modern(text: str) -> str:
    """The text with such characters as the standard writes them; other private ones stay."""
    return text.translate(_MODERN)
