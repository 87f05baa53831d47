"""Identity numbers: what GB 11643 says about length, date and check character."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from workflows.registry import ids

# The numbers GB 11643-1999 itself gives as examples.
PRINTED_IN_THE_STANDARD = ["11010519491231002X", "440524188001010014"]


@st.composite
def numbers(draw: st.DrawFn) -> str:
    """Any number that can exist under the demonstration county's code."""
    birth = date(1900, 1, 1) + timedelta(days=draw(st.integers(0, 45_000)))
    return ids.compose(360799, birth, draw(st.integers(1, 999)))


def refused(number: str) -> bool:
    """Whether the number is refused."""
    try:
        ids.validate(number)
    except ValidationError:
        return True
    return False


@pytest.mark.parametrize("number", PRINTED_IN_THE_STANDARD)
def test_the_examples_of_the_standard_are_accepted(number: str) -> None:
    ids.validate(number)


@given(numbers())
def test_a_composed_number_is_valid(number: str) -> None:
    ids.validate(number)


class TestTheCheckCharacter:
    """GB 11643-1999 4.2.4: the check character makes a slip of the pen show."""

    @given(numbers(), st.integers(0, 17), st.sampled_from("0123456789X"))
    def test_finds_every_single_wrong_character(self, number: str, place: int, other: str) -> None:
        wrong = number[:place] + other + number[place + 1 :]
        assert refused(wrong) == (wrong != number)

    @given(numbers(), st.integers(0, 16))
    def test_finds_every_swap_of_neighbours(self, number: str, place: int) -> None:
        swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        assert refused(swapped) == (swapped != number)


@pytest.mark.parametrize(
    ("number", "complaint"),
    [
        ("360799491231002", "15位旧号码"),
        ("36079919491231002", "应为18位，现为17位"),
        ("", "应为18位，现为0位"),
        ("36079919491231O026", "只能是数字"),
        ("3607991949123X0026", "只能是数字"),
        ("360799194902300021", "19490230”不是有效的出生日期"),
        ("360799194912310021", "校验位不符"),
    ],
)
def test_a_refusal_says_in_chinese_what_is_wrong(number: str, complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        ids.validate(number)


def test_a_numeric_cell_is_refused_because_its_last_digits_are_lost() -> None:
    with pytest.raises(ValidationError, match="须按文本填写"):
        ids.validate(360799194912310026)  # type: ignore[arg-type]  # as a spreadsheet gives it


@time_machine.travel("2026-11-20 23:30:00 +0000")
def test_a_birth_today_in_china_is_accepted_and_tomorrow_is_not() -> None:
    ids.validate(ids.compose(360799, date(2026, 11, 21), 1))
    with pytest.raises(ValidationError, match="晚于今天"):
        ids.validate(ids.compose(360799, date(2026, 11, 22), 1))


def test_full_width_digits_blanks_and_a_small_x_are_read_as_meant() -> None:
    assert ids.normalise(" １１０１０５ 19491231 002ｘ ") == "11010519491231002X"
    ids.validate("１１０１０５ 19491231 002x")


@pytest.mark.parametrize("birth", [date(1949, 12, 31), date(1995, 6, 1), date(2010, 6, 1)])
def test_a_county_that_is_not_loaded_is_a_warning_and_no_error(birth: date) -> None:
    """A code renamed or merged since, or of another province, belongs to a real person."""
    number = ids.compose(362121, birth, 12)
    ids.validate(number)
    assert "362121不在已载入的县级代码中" in ids.warnings(number, {360799})[0]
    assert ids.warnings(number, {360799, 362121}) == []


def test_birth_and_sex_are_read_from_the_number() -> None:
    assert ids.read("11010519491231002x") == ("11010519491231002X", date(1949, 12, 31), False)
    assert ids.read(ids.compose(360799, date(1980, 2, 29), 1)).is_male
