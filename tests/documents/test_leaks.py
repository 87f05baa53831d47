"""The leak gate finds what must not be posted, and leaves the words of the trade alone."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.leaks import scan
from documents.reading import read_text
from tests.documents.presses import pdf_of

ID = "360799199001011231"
CARD = "6222020200112233446"


def check_digit(seventeen: str) -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(seventeen, weights, strict=True))
    return "10X98765432"[total % 11]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"户主 {ID} 一组", ["身份证号码 1 处"]),
        (f"12{ID}号", ["身份证号码 1 处"]),
        (f"{ID[:9]}\n{ID[9:]}", ["身份证号码 1 处"]),
        (f"{ID[:6]} {ID[6:14]} {ID[14:]}", ["身份证号码 1 处"]),
        ("３６０７９９１９９００１０１１２３１", ["身份证号码 1 处"]),
        (f"{ID}、36079919880229001{check_digit('36079919880229001')}", ["身份证号码 2 处"]),
        ("旧证 360799900101123", ["身份证号码 1 处"]),
        ("电话 13812345678", ["手机号码 1 处"]),
        ("138-1234-5678", ["手机号码 1 处"]),
        ("+86 138 1234 5678", ["手机号码 1 处"]),
        ("8613812345678。", ["手机号码 1 处"]),
        ("1381234\n5678", ["手机号码 1 处"]),
        (f"账号{CARD}", ["银行卡号 1 处"]),
        ("6222 0202 0011 2233 446", ["银行卡号 1 处"]),
        ("患白血病，因病致贫", ["病残字样 2 处"]),
        ("肺\n癌", ["病残字样 1 处"]),
        ("hiv", ["病残字样 1 处"]),
        (f"{ID} 13812345678", ["身份证号码 1 处", "手机号码 1 处"]),
    ],
)
def test_personal_data_are_found_however_they_are_set(text: str, found: list[str]) -> None:
    assert scan(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "360799199001011232",  # wrong check digit
        f"36079919901301123{check_digit('36079919901301123')}",  # no such month
        f"99079919900101123{check_digit('99079919900101123')}",  # no such province
        f"36079918990101123{check_digit('36079918990101123')}",  # no such age
        "990799900101123",  # the same for the old numbers
        "360799901301123",
        "360799000000000",
        "监督电话 0797-1234567，12345，2026年11月20日至2026年11月26日",
        "示例防贫公〔2026〕13号 第1页 共15页",
        "6222020200112233447",  # Luhn fails
        "12345678901",
        "23812345678",
        "a13812345678b",  # part of an identifier
        "6ba7b810-9dad-41d1-80b4-00c04fd430c8",
        "集中风险排查，年度总结核查，丧失能力，居住院落，防止返贫，脱贫",
        "1 4 一组\n2 3 二组\n13 5 三组",
        "",
    ],
)
def test_what_only_looks_alike_is_left_alone(text: str) -> None:
    assert scan(text) == []


@given(st.dates(date(1930, 1, 1), date(2030, 12, 31)), st.integers(0, 999))
def test_every_right_id_number_is_found(born: date, order: int) -> None:
    stem = f"360799{born:%Y%m%d}{order:03}"
    assert scan(f"甲{stem}{check_digit(stem)}乙") == ["身份证号码 1 处"]


def test_forbidden_values_are_found_across_breaks_but_never_told() -> None:
    found = scan("备注：王 大\n锤 abc-1", forbidden=["王大锤", "ABC-1", "李四", "备"])
    assert found == ["不得公开的内容 2 项"]


def test_a_letter_written_wide_is_the_same_letter() -> None:
    assert scan("ＡＢ１２", forbidden=["ab12"]) == ["不得公开的内容 1 项"]


def test_fixed_wording_is_overlooked_and_nothing_else() -> None:
    text = "联系：示例县残疾人联合会；户情：肢体残疾"
    assert scan(text, static=["残疾人联合会", ""]) == ["病残字样 1 处"]


def test_the_office_phone_is_overlooked_unless_it_is_too_short_to_mean_one() -> None:
    assert scan("电话 13812345678", static=["13812345678"]) == []
    assert scan("电话 13812345678", static=["1381"]) == ["手机号码 1 处"]


def test_the_gate_reads_what_a_reader_of_the_pdf_reads() -> None:
    text = read_text(pdf_of(f"公示\n户主 {ID}"))
    assert "公示" in text
    assert scan(text) == ["身份证号码 1 处"]


def test_a_name_may_sound_like_an_illness_and_a_remark_beside_it_may_not() -> None:
    text = "1 高血压 三组 拟确认"
    assert scan(text) == ["病残字样 1 处"]
    assert scan(text, names=["高血压"]) == []
    assert scan("1 王小明（肝癌） 三组", names=["王小明（肝癌）"]) == ["病残字样 1 处"]
    assert scan(f"1 {ID} 三组", names=[ID]) == ["身份证号码 1 处"]


def test_a_minority_name_is_one_name() -> None:
    assert scan("阿依古丽·残疾 一组", names=["阿依古丽·残疾"]) == []
