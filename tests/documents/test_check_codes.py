"""Check codes can be typed from a wall and not be guessed."""

import math

from hypothesis import given
from hypothesis import strategies as st

from documents import check_codes


def test_a_code_has_more_than_fifty_eight_bits() -> None:
    assert check_codes.LENGTH * math.log2(len(set(check_codes.ALPHABET))) > 58


def test_no_two_characters_look_alike() -> None:
    assert not set(check_codes.ALPHABET) & set("01ILOU")


def test_codes_do_not_repeat() -> None:
    assert len({check_codes.new() for _ in range(1000)}) == 1000


@given(st.text(check_codes.ALPHABET, min_size=12, max_size=12))
def test_a_code_typed_as_printed_in_any_case_or_width_is_read(code: str) -> None:
    printed = check_codes.grouped(code)
    wide = "".join(chr(ord(character) + 0xFEE0) for character in printed)
    for typed in (code, printed, printed.lower(), f" {printed.replace('-', ' ')} ", wide):
        assert check_codes.normalise(typed) == code


def test_what_is_no_code_is_nothing() -> None:
    assert check_codes.normalise("示例防贫函〔2026〕1号") == ""
    assert check_codes.normalise("ABCD-EFGH") == ""
    assert check_codes.normalise("ABCD-EFGH-JKM0") == ""
