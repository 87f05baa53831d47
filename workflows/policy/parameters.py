"""One parameter of a policy pack: its value typed by its unit, how binding it is, and its source.

day workday month year   a length; the value is an int, `Parameter.length` makes it count
persons times            an int
ratio                    Fraction, from 0 to 1: shares of people or of income
multiple multiples       Decimal, or a tuple of them: factors of an amount of money
yuan                     Decimal with at most two places
enum                     one of the choices written beside it
set                      tuple of words, in the order written
bool text
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from fractions import Fraction
from typing import Any

from workflows.workdays.lengths import MONTHS_A_YEAR, Length, days, months, workdays

Value = int | bool | str | Fraction | Decimal | tuple[str, ...] | tuple[Decimal, ...] | None

LENGTHS: dict[str, Callable[[int], Length]] = {
    "day": days,
    "workday": workdays,
    "month": months,
    "year": lambda n: months(n * MONTHS_A_YEAR),
}
FIELDS = {"name", "value", "unit", "kind", "citation", "default", "choices", "applies"}


class BadParameter(ValueError):
    """A parameter is written wrongly; the message says what to write instead."""


class Kind(StrEnum):
    """How binding a parameter is."""

    HARD = "hard"  # nobody may depart from it: steps are refused, branches decided by it
    SOFT = "soft"  # departing from it is reported or reminded of and has no effect by itself


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter as its pack states it; `value` is None where the pack's papers set none."""

    key: str
    name: str
    value: Value
    unit: str
    kind: Kind
    citation: str
    is_default: bool
    choices: tuple[str, ...]

    @property
    def length(self) -> Length | None:
        """The value as a length; None where it is none or is not set."""
        make = LENGTHS.get(self.unit)
        return make(self.value) if make and isinstance(self.value, int) else None

    @property
    def shape(self) -> tuple[str, Kind, tuple[str, ...]]:
        """What must be the same in every pack, so that code can rely on it.

        Packs may count the same length in other units: some counties post for working days.
        """
        return ("length" if self.unit in LENGTHS else self.unit, self.kind, self.choices)


def read(key: str, table: object) -> Parameter:
    """Make a parameter of its TOML table. Raises BadParameter."""
    if not isinstance(table, dict):
        raise BadParameter("应写成 { name, value, unit, kind, citation } 的表")
    if unknown := sorted(table.keys() - FIELDS):
        raise BadParameter(f"有不认识的项：{'、'.join(unknown)}（键名含点时须加引号）")
    unit, choices = _unit(table), _choices(table)
    return Parameter(
        key=key,
        name=_text(table, "name"),
        value=_value(table, unit, choices),
        unit=unit,
        kind=_kind(table),
        citation=_text(table, "citation"),
        is_default=_flag(table, "default", usually=False),
        choices=choices,
    )


def _text(table: Mapping[str, Any], field: str) -> str:
    text = table.get(field)
    if not isinstance(text, str) or not text.strip():
        raise BadParameter(f"缺少 {field}" + ("（出处）" if field == "citation" else ""))
    return text


def _flag(table: Mapping[str, Any], field: str, *, usually: bool) -> bool:
    return _bool(table.get(field, usually), field)


def _unit(table: Mapping[str, Any]) -> str:
    unit = _text(table, "unit")
    if unit not in LENGTHS and unit not in READERS:
        known = "、".join([*LENGTHS, *READERS])
        raise BadParameter(f"单位 {unit} 不认识，应为其中之一：{known}")
    return unit


def _kind(table: Mapping[str, Any]) -> Kind:
    kind = _text(table, "kind")
    if kind not in list(Kind):
        raise BadParameter(f"kind 应为 hard 或 soft，而不是 {kind}")
    return Kind(kind)


def _choices(table: Mapping[str, Any]) -> tuple[str, ...]:
    enumerated, given = table.get("unit") == "enum", "choices" in table
    if enumerated is not given:
        raise BadParameter("choices 须且仅须写在单位为 enum 的参数上")
    return _words(table["choices"]) if given else ()


def _value(table: Mapping[str, Any], unit: str, choices: tuple[str, ...]) -> Value:
    applies, given = _flag(table, "applies", usually=True), "value" in table
    if applies is not given:
        raise BadParameter("须写 value；依据的文件没有规定的，不写 value 而写 applies = false")
    if not given:
        return None
    value = table["value"]
    if unit == "enum" and value not in choices:
        raise BadParameter(f"值 {value!r} 不在 choices 之内：{'、'.join(choices)}")
    return _whole(value) if unit in LENGTHS else READERS[unit](value)


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise BadParameter(f"值应为不小于 1 的整数，而不是 {value!r}")
    return value


def _decimal(value: object) -> Decimal:
    # A float is refused: 0.1 is not a tenth, and money must come out to the cent.
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise BadParameter(f'小数应写成字符串，如 "0.20"，而不是 {value!r}')
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise BadParameter(f"值 {value!r} 不是数") from None
    if not number.is_finite() or number < 0:
        raise BadParameter(f"值不能为负数或无穷大：{value!r}")
    return number


def _yuan(value: object) -> Decimal:
    amount = _decimal(value)
    if amount != round(amount, 2):
        raise BadParameter(f"金额最多两位小数，而不是 {value!r}")
    return amount


def _ratio(value: object) -> Fraction:
    if not isinstance(value, str):
        raise BadParameter(f'比例应写成字符串，如 "2/3" 或 "0.40"，而不是 {value!r}')
    try:
        share = Fraction(value)
    except (ValueError, ZeroDivisionError):
        raise BadParameter(f"值 {value!r} 不是比例") from None
    if not 0 <= share <= 1:
        raise BadParameter(f"比例应在 0 与 1 之间，而不是 {value!r}")
    return share


def _words(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
        raise BadParameter(f"应为字符串的数组，而不是 {value!r}")
    if not value or len(set(value)) < len(value):
        raise BadParameter(f"数组不能为空，也不能有重复：{value!r}")
    return tuple(value)


def _multiples(value: object) -> tuple[Decimal, ...]:
    if not isinstance(value, list) or not value:
        raise BadParameter(f"应为倍数的数组，而不是 {value!r}")
    return tuple(_decimal(item) for item in value)


def _bool(value: object, field: str = "value") -> bool:
    if not isinstance(value, bool):
        raise BadParameter(f"{field} 应为 true 或 false，而不是 {value!r}")
    return value


def _word(value: object) -> str:
    return _text({"value": value}, "value")


READERS: dict[str, Callable[[object], Value]] = {
    "persons": _whole,
    "times": _whole,
    "ratio": _ratio,
    "multiple": _decimal,
    "multiples": _multiples,
    "yuan": _yuan,
    "enum": _word,
    "set": _words,
    "bool": _bool,
    "text": _word,
}
