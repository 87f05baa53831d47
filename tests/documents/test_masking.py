"""What stands in place of a name or number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.masking import mask_account, mask_id, mask_name, mask_phone


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王小明", "王*明"),
        ("王明", "王*"),
        ("欧阳娜娜", "欧**娜"),
        ("王", "*"),
        ("", ""),
        (" 王明 ", "王*"),
        ("阿依古丽·买买提", "阿***·**提"),
        ("葛\U000e0100小明", "葛\U000e0100*明"),
        ("𬭎明", "𬭎*"),
    ],
)
def test_a_name_keeps_its_ends(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=3, max_size=20))
def test_the_inside_of_a_name_never_shows(name: str) -> None:
    masked = mask_name(name)
    assert len(masked) == len(name)
    assert set(masked[1:-1]) == {"*"}


def test_numbers_never_show_the_places_that_open_a_query() -> None:
    assert mask_id("360799199001011234") == "360799**********34"
    assert mask_phone("138 1234 5678") == "138******78"
    assert mask_account("6222021234567890123") == "***************0123"


@pytest.mark.parametrize("mask", [mask_id, mask_phone, mask_account])
@given(number=st.text("0123456789X", max_size=19))
def test_less_than_half_of_a_number_ever_shows(mask: object, number: str) -> None:
    masked = mask(number)  # type: ignore[operator]
    assert len(masked) == len(number)
    assert 2 * sum(character != "*" for character in masked) <= len(number)
