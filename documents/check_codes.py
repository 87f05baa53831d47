"""Check codes: short enough to type from a wall, long enough that guessing finds nothing."""

import secrets
import unicodedata

# No I, L, O, U, 0, 1: 30 characters nobody mistakes for one another.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
# 59 bits: 8.6e8 guesses against a million live codes hit 0.0016 times; 8 characters hit 1,320.
LENGTH = 12
_GROUP = 4


def new() -> str:
    """A fresh random code of 12 characters, without separators."""
    number, code = secrets.randbelow(len(ALPHABET) ** LENGTH), ""
    for _ in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        code += ALPHABET[place]
    return code


def grouped(code: str) -> str:
    """The code as it is printed: ABCD-EFGH-JKMN."""
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def normalise(typed: str) -> str:
    """What somebody typed, without case, width, spaces and dashes; "" when it is no check code."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    code = "".join(character for character in plain if character.isalnum())
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""
