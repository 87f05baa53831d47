"""First letters of the pinyin of a name, with every reading of each character.

曾 is Zeng as a surname and Ceng in the dictionary; an officer who types the letter he says
must find the household, so all readings are kept as alternatives.
"""

from __future__ import annotations

import os
from functools import lru_cache

# Alternatives kept for one name; a name of three characters rarely has more than eight.
_MOST = 24
# Letters kept: more than a person types, and it bounds a long transliterated name.
_LONGEST = 8


def initials(name: str) -> str:
    """All spellings by first letters, separated and surrounded by blanks: " cxm zxm ".

    The surrounding blanks let a search for " zx" find the beginning of any alternative.
    A character without a reading is skipped.
    """
    letters = [choice for choice in map(_letters, name) if choice][:_LONGEST]
    if not letters:
        return ""
    first, *rest = letters
    usual = "".join(choice[0] for choice in rest)
    tails = dict.fromkeys([usual])
    for place, choice in enumerate(rest):
        tails.update(
            dict.fromkeys(usual[:place] + other + usual[place + 1 :] for other in choice[1:])
        )
    # The surname varies fastest: its readings must all survive the cut.
    spellings = dict.fromkeys(surname + tail for tail in tails for surname in first)
    return f" {' '.join(list(spellings)[:_MOST])} "


@lru_cache(maxsize=8192)
def _letters(character: str) -> tuple[str, ...]:
    """The different first letters of a character's readings, the commonest reading first."""
    if character.isascii():
        return (character.lower(),) if character.isalpha() else ()
    # Its dictionary takes 0.1 s to load, which only whoever registers a name should pay; that of
    # phrases, which single characters do not need, would take 44 MB more.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")
    from pypinyin import Style, pinyin  # noqa: PLC0415

    readings = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    if not readings:
        return ()
    return tuple(dict.fromkeys(reading[0] for reading in readings[0] if reading[:1].isalpha()))
