"""Names of people: stored as given, refused when they hold what cannot be seen or printed.

No Unicode normalisation is applied: NFC would silently turn a compatibility ideograph of
somebody's registered name into another character.
"""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError

from documents.legacy_characters import modern

MIDDLE_DOT = "\u00b7"
# Bullet, katakana middle dot, hyphenation point, and the half-width katakana dot.
_DOT_VARIANTS = str.maketrans(dict.fromkeys("\u2022\u30fb\u2027\uff65", MIDDLE_DOT))

SHORTEST = 2
LONGEST = 20
# A transliterated name with its parts joined by dots runs longer than a Han name.
LONGEST_WITH_DOT = 40

_REFUSED = {
    "Cc": "控制字符",
    "Cf": "看不见的格式字符（如零宽字符、文字方向控制符）",
    "Cs": "残缺的字符编码",
    "Co": "自造字（私用区字符，换一台电脑即无法显示）",
    "Zl": "换行符",
    "Zp": "换段符",
}
# What nearly everybody is called: nothing in it to be changed or refused.
_PLAIN = re.compile(rf"[\u4e00-\u9fa5]{{{SHORTEST},{LONGEST}}}")
_LATIN_WITH_SPACES = re.compile(r"[A-Za-z'.\-]+(?: [A-Za-z'.\-]+)*")


def clean_name(text: str) -> str:
    """The name to store: outer blanks dropped, dot variants mapped to U+00B7, characters that old
    machines wrote as private ones as the standard writes them, else unchanged.

    ValidationError, in Chinese and with what to do, for an invisible, bidirectional, broken
    or private-use character, a blank inside a Chinese name, and a length outside 2 to 20
    characters (40 with a dot).
    """
    if _PLAIN.fullmatch(text):
        return text
    name = modern(text.strip()).translate(_DOT_VARIANTS)
    for place, character in enumerate(name, start=1):
        reason = _REFUSED.get(unicodedata.category(character))
        if reason:
            raise ValidationError(
                f"姓名第{place}个字符（U+{ord(character):04X}）是{reason}，请删去后重新输入；"
                "生僻字请用国家标准GB 18030收录的字。",
                code="name_character",
            )
    if any(character.isspace() for character in name) and not _LATIN_WITH_SPACES.fullmatch(name):
        raise ValidationError("姓名中间有空格，请删去空格后重新输入。", code="name_blank")
    _check_length(name)
    return name


def _check_length(name: str) -> None:
    # A variation selector picks the shape of the character before it and is none itself.
    length = sum(unicodedata.category(character) != "Mn" for character in name)
    longest = LONGEST_WITH_DOT if MIDDLE_DOT in name else LONGEST
    if not SHORTEST <= length <= longest:
        raise ValidationError(
            f"姓名应为{SHORTEST}至{longest}个字，现为{length}个字，请按户口簿填写全名。",
            code="name_length",
        )


def check_name(text: str) -> None:
    """The same rules for a model or form field, which keeps its own value."""
    clean_name(text)
