"""Names from old machines are the same names."""

import unicodedata

import pytest

from documents.legacy_characters import modern


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("王\ue863", "王䶮"),
        ("\ue81a", "㑳"),
        ("\ue816\ue864", "\U00020087\u9fbb"),
        ("王小明", "王小明"),
        ("\ue000", "\ue000"),
    ],
)
def test_a_private_character_of_the_old_standard_is_the_one_of_the_new(old: str, new: str) -> None:
    assert modern(old) == new


def test_all_eighty_have_a_place_and_none_is_private() -> None:
    made = [modern(chr(0xE815 + place)) for place in range(80)]
    assert len(set(made)) == 80
    assert {unicodedata.category(char) for char in made} <= {"Lo", "So"}
