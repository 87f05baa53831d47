"""Citizen identity numbers: GB 11643-1999, with the check character of ISO 7064 MOD 11-2.

Own code because the library measured refuses real people: it demands that the county code
existed in the year of birth, while the code is that of the registration when the number was
given. An unknown county is therefore a warning, never an error.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from datetime import date
from operator import mul
from typing import NamedTuple

from django.core.exceptions import ValidationError

from workflows.workdays import clock

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"
_SHAPE = re.compile(r"[1-9][0-9]{16}[0-9X]")
_OLD_LENGTH = 15
_LENGTH = 18
_OLDEST_YEAR = 1880


def normalise(number: object) -> str:
    """The number without blanks, full-width digits made plain, a final x made X.

    ValidationError if it is not text: a spreadsheet keeps only 15 digits of a number, so
    the last three of a numeric cell are already lost.
    """
    if not isinstance(number, str):
        raise ValidationError(
            "身份证号码须按文本填写：数字单元格会丢失末三位，请把该列设为“文本”后重新录入。",
            code="id_not_text",
        )
    if _SHAPE.fullmatch(number):
        return number
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", number)).upper()


def check_character(first_seventeen: str) -> str:
    """The 18th character that belongs to seventeen digits."""
    if len(first_seventeen) != len(_WEIGHTS):
        raise ValueError("seventeen digits come before the check character")
    return _CHECK_CHARACTERS[sum(map(mul, _WEIGHTS, map(int, first_seventeen))) % 11]


class Identity(NamedTuple):
    """A number in stored form, and what follows from it."""

    number: str
    born: date
    is_male: bool


def validate(number: str) -> None:
    """Raise ValidationError, in Chinese and with what to do, unless the number can exist."""
    read(number)


def read(number: str) -> Identity:
    """The number as it is stored, with birth and sex, all in one pass.

    Raises ValidationError, in Chinese and with what to do, unless the number can exist.

    Length and characters, the date of birth, and the check character are held; the county
    code is not (see `warnings`).
    """
    number = normalise(number)
    if len(number) == _OLD_LENGTH and number.isdigit():
        raise ValidationError(
            "这是15位旧号码，2013年起已停止使用，请填写现在的18位身份证号码。", code="id_old"
        )
    if len(number) != _LENGTH:
        raise ValidationError(
            f"身份证号码应为18位，现为{len(number)}位，请对照身份证或户口簿核对。", code="id_length"
        )
    if not _SHAPE.fullmatch(number):
        raise ValidationError(
            "身份证号码只能是数字，仅最后一位可以是X，请核对。", code="id_characters"
        )
    born = _birth_date(number)
    if check_character(number[:17]) != number[17]:
        raise ValidationError(
            "身份证号码校验位不符，有一位写错或相邻两位颠倒，请对照证件逐位核对。", code="id_check"
        )
    return Identity(number, born, int(number[16]) % 2 == 1)


def warnings(number: str, counties: Container[int]) -> list[str]:
    """What an officer should look at again but may confirm, in Chinese.

    `counties` are the six-digit codes known here; codes of counties since renamed or merged,
    and of people registered elsewhere, are legitimately absent.
    """
    county = int(normalise(number)[:6])
    if county in counties:
        return []
    return [f"号码前六位{county}不在已载入的县级代码中，请核对；外地或旧区划的号码可以照填。"]


def compose(county: int, birth: date, sequence: int) -> str:
    """A number with its right check character, for synthetic people; sequence is 1 to 999."""
    first = f"{county:06d}{birth:%Y%m%d}{sequence:03d}"
    return first + check_character(first)


def _birth_date(number: str) -> date:
    try:
        birth = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise ValidationError(
            f"身份证号码第7至14位“{number[6:14]}”不是有效的出生日期，请核对。", code="id_date"
        ) from None
    if not birth.year >= _OLDEST_YEAR or birth > clock.today():
        raise ValidationError(
            f"身份证号码中的出生日期{birth:%Y-%m-%d}过早或晚于今天，请核对。", code="id_date"
        )
    return birth
