"""What is shown in place of a name or number on a page or list that not everybody may read.

The last four places of an ID number or phone are the second factor of a villager's query
code, so no mask shows them.
"""

import re

_CHARACTER = re.compile(r".[\uFE00-\uFE0F\U000E0100-\U000E01EF]*", re.DOTALL)
_DOT = "·"
_SHORT_NAME = 2


def mask_name(name: str) -> str:
    """王小明 → 王*明, 王明 → 王*, 欧阳娜娜 → 欧**娜; the dot of 阿依古丽·买买提 stays."""
    characters: list[str] = _CHARACTER.findall(name.strip())
    places = [at for at, character in enumerate(characters) if character != _DOT]
    hidden = places[1:-1] if len(places) > _SHORT_NAME else places[-1:]
    for at in hidden:
        characters[at] = "*"
    return "".join(characters)


def mask_id(number: str) -> str:
    """The county code and the last two places: 360799199001011234 → 360799**********34."""
    return _between(number, 6, 2)


def mask_phone(number: str) -> str:
    """Three places and the last two: 13812345678 → 138******78."""
    return _between(number, 3, 2)


def mask_account(number: str) -> str:
    """The last four places of a bank account, as bank slips do: ***************1234."""
    return _between(number, 0, 4)


def _between(number: str, head: int, tail: int) -> str:
    plain = "".join(number.split())
    if len(plain) < 2 * (head + tail):  # too short to show anything without showing most of it
        return "*" * len(plain)
    return plain[:head] + "*" * (len(plain) - head - tail) + plain[-tail:]
