"""The leak gate: reads what a public paper really says, before anybody else can.

The allow-list keeps personal data out of a template; this is the second lock, for the value
that stands where it should not: an ID number typed into the field for the village group.
What it finds is named by kind and count only, so that the finding leaks nothing itself.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date

_PROVINCES = {
    *("11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37"),
    *("41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54"),
    *("61", "62", "63", "64", "65", "71", "81", "82", "83", "91"),
}
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"

# Neither digit nor letter beside it: hashes and identifiers are full of digits too.
_ALONE = r"(?<![0-9A-Za-z]){}(?![0-9A-Za-z])"
# A window, not a whole run: the cell to its left may hold digits as well.
_ID_18 = re.compile(r"(?=(\d{17}[\dXx]))")
_ID_15 = re.compile(_ALONE.format(r"(\d{15})"))
_MOBILE = re.compile(_ALONE.format(r"((?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4})"))
_CARD = re.compile(_ALONE.format(r"([3-69]\d{3}(?:[ -]?\d){12,15})"))
# Whole words of illness only: 中风 stands in 集中风险, 结核 in 总结核查, 失能 in 丧失能力.
_ILLNESS = re.compile(
    "癌|肿瘤|白血病|尿毒症|透析|化疗|精神病|精神障碍|精神分裂|抑郁症|癫痫|艾滋|HIV|肝炎|肺结核|梅毒"
    "|糖尿病|高血压|冠心病|心脏病|脑梗|脑瘫|脑卒中|脑中风|偏瘫|瘫痪|残疾|智障|智力障碍|失能人员"
    "|吸毒|戒毒|患病|病史|病情|重病|大病|慢性病|住院治疗|因病|因残",
    re.IGNORECASE,
)
_SHORTEST_STATIC_NUMBER = 7
_ILL = "病残字样"
# 王小明, 欧阳娜娜, 阿依古丽·买买提: no brackets, digits or spaces, as the register demands.
_HAN = "\u3400-\u9fff\U00020000-\U000323af"
_NAME = re.compile(rf"[{_HAN}]{{2,6}}|[{_HAN}]+(?:·[{_HAN}]+)+")
_EARLIEST_BIRTH = 1900
_ID_LENGTH = 18


def scan(
    text: str,
    *,
    forbidden: Iterable[str] = (),
    static: Iterable[str] = (),
    names: Iterable[str] = (),
) -> list[str]:
    """What the text of a paper must not hold, as Chinese phrases; [] when it may be posted.

    `forbidden` are values that must not occur (two characters or more count). `static` are
    fixed wordings, or the office's own phone, that are overlooked. `names` are those in the
    paper's column of names: a person may be called 高血, and no illness is looked for in them, as
    long as they are written as names are. The text is also read with line breaks and all spaces
    taken out: a narrow column breaks a number in two.
    """
    plain = unicodedata.normalize("NFKC", text)
    readings = [plain, plain.replace("\n", ""), _tight(plain)]
    for phrase in sorted({_tight(words) for words in static} - {""}, key=len, reverse=True):
        if phrase.isascii() and len(phrase) < _SHORTEST_STATIC_NUMBER:
            continue
        readings = [reading.replace(phrase, "|") for reading in readings]
    called = sorted({name for name in map(_tight, names) if _NAME.fullmatch(name)}, key=len)
    nameless = [_without(reading, called[::-1]) for reading in readings]
    findings = [
        f"{what} {count} 处"
        for what, find in _SEARCHES.items()
        if (count := max(find(each) for each in (nameless if what == _ILL else readings)))
    ]
    values = {_tight(value).casefold() for value in forbidden}
    told = sum(len(value) > 1 and value in readings[-1].casefold() for value in values)
    return [*findings, f"不得公开的内容 {told} 项"] if told else findings


def _without(text: str, words: Iterable[str]) -> str:
    for word in words:
        text = text.replace(word, "|")
    return text


def _tight(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _is_id_18(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    right = _CHECK_CHARACTERS[total % 11] == number[-1].upper()
    return right and number[:2] in _PROVINCES and _is_day(number[6:14])


def _is_id_15(number: str) -> bool:
    """The numbers given until 1999 have no check digit; county and birthday must do."""
    return number[:2] in _PROVINCES and _is_day(f"19{number[6:12]}")


def _is_day(digits: str) -> bool:
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return day.year > _EARLIEST_BIRTH


def _is_card(number: str) -> bool:
    """Luhn's check, which every bank card number passes, and one ID number in ten."""
    plain = "".join(character for character in number if character.isdigit())
    if len(plain) == _ID_LENGTH and _is_id_18(plain):
        return False
    digits = [int(digit) for digit in plain]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _count(pattern: re.Pattern[str], holds: Callable[[str], bool]) -> Callable[[str], int]:
    return lambda text: sum(1 for found in pattern.findall(text) if holds(found))


_id_18, _id_15 = _count(_ID_18, _is_id_18), _count(_ID_15, _is_id_15)
_SEARCHES: dict[str, Callable[[str], int]] = {
    "身份证号码": lambda text: _id_18(text) + _id_15(text),
    "手机号码": _count(_MOBILE, bool),
    "银行卡号": _count(_CARD, _is_card),
    _ILL: _count(_ILLNESS, bool),
}
