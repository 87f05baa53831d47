"""Names as people have them, and the letters by which they are found."""

import pytest
from django.core.exceptions import ValidationError

from workflows.registry.initials import initials
from workflows.registry.names import clean_name


@pytest.mark.parametrize(
    "name",
    [
        "王明",
        "欧阳娜娜",
        "阿依努尔·吐尔逊",
        "张䶮",
        "李𬭎",
        "陈𠮷",
        "\uf900田",
        "葛\U000e0100城",
        "NGUYEN THI HOA",
        "扎西·次仁·多吉卓玛·旺堆·益西",
    ],
)
def test_a_name_is_stored_as_given(name: str) -> None:
    assert clean_name(name) == name


@pytest.mark.parametrize("dot", ["\u2022", "\u30fb", "\u2027", "\uff65", "\u00b7"])
def test_every_dot_people_type_becomes_the_one_of_the_register(dot: str) -> None:
    assert clean_name(f" 扎西{dot}次仁 ") == "扎西\u00b7次仁"


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("王\u202e明", "第2个字符（U\\+202E）是看不见的格式字符.*删去"),
        ("王\u200b明", "看不见的格式字符"),
        ("王\ufeff明", "看不见的格式字符"),
        ("王\ue001", "第2个字符（U\\+E001）是自造字"),
        ("王\U000f0001", "自造字"),
        ("王\x07明", "控制字符"),
        ("王\ud800明", "残缺的字符编码"),
        ("王 明", "中间有空格"),
        ("王\u3000明", "中间有空格"),
        ("王", "2至20个字，现为1个字"),
        ("", "现为0个字"),
        ("王" * 21, "现为21个字"),
        ("阿" * 40 + "·", "2至40个字"),
    ],
)
def test_a_name_that_cannot_be_seen_or_printed_is_refused_with_what_to_do(
    name: str, complaint: str
) -> None:
    with pytest.raises(ValidationError, match=complaint):
        clean_name(name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("曾小明", {"cxm", "zxm"}),
        ("单福生", {"dfs", "cfs", "sfs"}),
        ("仇犇", {"cb", "qb", "jb"}),
        ("解志明", {"jzm", "xzm"}),
        ("覃玥", {"ty", "qy", "yy"}),
    ],
)
def test_a_surname_is_found_by_each_of_its_readings(name: str, expected: set[str]) -> None:
    assert expected <= set(initials(name).split())


def test_initials_skip_the_dot_and_characters_without_a_reading() -> None:
    assert " zxcrdj " in initials("扎西·次仁多吉")
    assert "wm" in initials("王\U0002ebf0明").split()


def test_initials_of_the_longest_name_fit_their_column() -> None:
    assert len(initials("曾单仇覃解朴单曾仇覃解朴单曾仇覃解朴单曾")) <= 240
