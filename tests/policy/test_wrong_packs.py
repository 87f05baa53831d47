"""A wrong pack is refused with the file, the key and what to write instead."""

from pathlib import Path

import pytest

from workflows.policy.packs import BadPack, load

from .conftest import HEAD, Write


def refusal(directory: Path) -> str:
    with pytest.raises(BadPack) as raised:
        load(directory)
    return str(raised.value)


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ('unit = "day"', 'unit = "week"', "单位 week 不认识，应为其中之一：day、workday、month"),
        ('unit = "day", ', "", "缺少 unit"),
        ('kind = "soft"', 'kind = "strict"', "kind 应为 hard 或 soft，而不是 strict"),
        ('citation = "某文件 一（一）"', 'citation = " "', "缺少 citation（出处）"),
        ('name = "核查时限"', "name = 3", "缺少 name"),
        ("value = 3", 'value = 3, note = "x", by = "y"', "有不认识的项：by、note（键名"),
        ("value = 3", 'value = 3, default = "yes"', "default 应为 true 或 false，而不是 'yes'"),
        ("value = 3, ", "", "须写 value；依据的文件没有规定的"),
        ("value = 3", "value = 3, applies = false", "须写 value；依据的文件没有规定的"),
        ("value = 3", 'value = 3, choices = ["a"]', "choices 须且仅须写在单位为 enum 的参数上"),
        ("value = 3", "value = 0", "值应为不小于 1 的整数，而不是 0"),
        ("value = 3", "value = true", "值应为不小于 1 的整数，而不是 True"),
        ("value = 3", "value = 3.5", "值应为不小于 1 的整数，而不是 3.5"),
    ],
)
def test_a_wrong_line_is_named(
    write: Write, limit: str, right: str, wrong: str, message: str
) -> None:
    said = refusal(write(limit.replace(right, wrong)))
    assert said.startswith(f"town.toml：check.limit：{message}")


@pytest.mark.parametrize(
    ("unit", "value", "message"),
    [
        ("persons", '"2"', "值应为不小于 1 的整数"),
        ("ratio", "0.4", '比例应写成字符串，如 "2/3" 或 "0.40"，而不是 0.4'),
        ("ratio", '"三分之二"', "值 '三分之二' 不是比例"),
        ("ratio", '"2/0"', "值 '2/0' 不是比例"),
        ("ratio", '"1.01"', "比例应在 0 与 1 之间"),
        ("multiple", "1.5", '小数应写成字符串，如 "0.20"，而不是 1.5'),
        ("multiple", "true", "小数应写成字符串"),
        ("multiple", '"一倍半"', "值 '一倍半' 不是数"),
        ("multiple", '"-1"', "值不能为负数或无穷大"),
        ("multiple", '"Infinity"', "值不能为负数或无穷大"),
        ("multiples", "[]", "应为倍数的数组"),
        ("multiples", '"1"', "应为倍数的数组"),
        ("yuan", '"6000.001"', "金额最多两位小数"),
        ("set", '"民政"', "应为字符串的数组"),
        ("set", "[1]", "应为字符串的数组"),
        ("set", "[]", "数组不能为空，也不能有重复"),
        ("set", '["民政", "民政"]', "数组不能为空，也不能有重复"),
        ("bool", '"true"', "value 应为 true 或 false"),
        ("text", '""', "缺少 value"),
    ],
)
def test_a_value_must_suit_its_unit(write: Write, unit: str, value: str, message: str) -> None:
    row = f'"k" = {{ name = "n", value = {value}, unit = "{unit}", kind = "hard", citation = "c" }}'
    assert refusal(write(row)).startswith(f"town.toml：k：{message}")


def test_right_values_of_every_unit_are_read(write: Write) -> None:
    values = {"text": '"某字"', "yuan": '"0.10"', "multiples": '["1", 2]', "year": "3"}
    rows = [
        f'"{unit}" = {{ name = "n", value = {value}, unit = "{unit}", kind = "soft", citation = "c" }}'
        for unit, value in values.items()
    ]
    pack = load(write(*rows)).packs[0]
    assert [str(pack[unit]) for unit in ("text", "yuan", "year")] == ["某字", "0.10", "3"]
    assert pack["multiples"] == (1, 2)


@pytest.mark.parametrize(("unit", "ends"), [("ratio", ("0", "1")), ("yuan", ("0", "0.01"))])
def test_nothing_and_all_of_it_are_values_too(write: Write, unit: str, ends: list[str]) -> None:
    rows = [
        f'"{end}" = {{ name = "n", value = "{end}", unit = "{unit}", kind = "soft", citation = "c" }}'
        for end in ends
    ]
    pack = load(write(*rows)).packs[0]
    assert [str(float(pack[end])) for end in ends] == [str(float(end)) for end in ends]


def test_a_value_outside_the_choices_is_refused(write: Write) -> None:
    row = (
        '"k" = { name = "n", value = "c", unit = "enum", choices = ["a", "b"],'
        ' kind = "hard", citation = "c" }'
    )
    assert refusal(write(row)) == "town.toml：k：值 'c' 不在 choices 之内：a、b"
    assert refusal(write(row.replace(', choices = ["a", "b"]', ""))).endswith("enum 的参数上")


def test_a_parameter_that_is_no_table_is_refused(write: Write) -> None:
    said = refusal(write('"check.limit" = 3'))
    assert said == "town.toml：check.limit：应写成 { name, value, unit, kind, citation } 的表"


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ('name = "核查时限", ', "缺少 name"),
        (', citation = "某文件 一（一）"', "缺少 citation（出处）"),
    ],
)
def test_a_word_left_out_is_named_and_a_source_explained(
    write: Write, limit: str, word: str, said: str
) -> None:
    assert refusal(write(limit.replace(word, ""))) == f"town.toml：check.limit：{said}"


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "[notes]",
        HEAD.replace("[parameters]", ""),
        "parameters = 3\n" + HEAD.replace("[parameters]", ""),
        "pack = 3\n[parameters]",
        "[parameters]",
    ],
)
def test_a_file_has_two_sections_and_no_other(write: Write, text: str) -> None:
    assert refusal(write(head=text)) == "town.toml：须有且仅有 [pack] 与 [parameters] 两节"


def test_a_key_without_quotes_is_explained(write: Write, limit: str) -> None:
    said = refusal(write(limit.replace('"check.limit"', "check.limit")))
    assert said == "town.toml：check：有不认识的项：limit（键名含点时须加引号）"


def test_a_parameter_written_twice_is_named_with_its_line(write: Write, limit: str) -> None:
    assert refusal(write(limit, limit)) == "town.toml 第 9 行（check.limit）：同一个键写了两次"


def test_a_section_written_twice_is_named_with_its_line(write: Write) -> None:
    assert refusal(write("[pack]")) == "town.toml 第 8 行（pack）：同一个键写了两次"


def test_what_is_not_toml_is_named_with_its_line(write: Write) -> None:
    assert refusal(write("，")).startswith("town.toml 第 8 行：不合 TOML 写法")
    assert refusal(write('x = """')).startswith("town.toml：不合 TOML 写法")


def test_a_file_in_another_encoding_is_refused_and_a_mark_at_its_head_is_not(
    write: Write, limit: str, tmp_path: Path
) -> None:
    (tmp_path / "town.toml").write_text(HEAD + limit, encoding="gb18030")
    assert refusal(tmp_path) == "town.toml：不是 UTF-8 编码，请另存为 UTF-8"
    (tmp_path / "town.toml").write_text(HEAD + limit, encoding="utf-8-sig")
    assert len(load(tmp_path).packs) == 1


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("[pack]", "[head]", "须有且仅有 [pack] 与 [parameters] 两节"),
        ("[parameters]", "[params]", "须有且仅有 [pack] 与 [parameters] 两节"),
        ('key = "town"', "key = 3", "key 应为小写英文，而不是 3"),
        ('key = "town"', 'key = "示例"', "key 应为小写英文，而不是 '示例'"),
        ('name = "示例镇"', "", "缺少 name"),
        ('name = "示例镇"', 'name = ""', "缺少 name"),
        (
            'name = "示例镇"',
            'name = "x"\nregions = [0]\ntowns = [0]',
            "[pack] 有不认识的项：regions、towns",
        ),
        ("2020-01-01", "2020-01-01T00:00:00", "effective_from 应为日期"),
        ("2020-01-01", '"2020-01-01"', "effective_from 应为日期"),
        ("2020-01-01", "2020-01-01\neffective_to = 2019-12-31", "effective_from 应为日期"),
        ("2020-01-01", '2020-01-01\neffective_to = "x"', "effective_from 应为日期"),
        ("[360799]", "360799", "jurisdictions 应为区划代码的数组"),
        ("[360799]", "[]", "jurisdictions 应为区划代码的数组"),
        ("[360799]", '["360799"]', "jurisdictions 应为区划代码的数组"),
        ("[360799]", "[36079]", "jurisdictions：36079 不是区划代码"),
    ],
)
def test_a_wrong_head_is_named(
    write: Write, limit: str, right: str, wrong: str, message: str
) -> None:
    said = refusal(write(limit, head=HEAD.replace(right, wrong)))
    assert said.startswith(f"town.toml：{message}")


def test_packs_that_answer_different_questions_are_refused(write: Write, limit: str) -> None:
    write(limit)
    other = HEAD.replace('"town"', '"other"').replace("360799", "0")
    said = refusal(write(limit.replace("check.limit", "check.days"), file="z.toml", head=other))
    assert said == "town.toml 与 z.toml 的参数不一致，只有一方写了：check.days、check.limit"


@pytest.mark.parametrize(
    ("right", "wrong", "fits"),
    [
        ('unit = "day"', 'unit = "workday"', True),
        ('unit = "day"', 'unit = "persons"', False),
        ('kind = "soft"', 'kind = "hard"', False),
    ],
)
def test_packs_agree_on_what_code_relies_on(
    write: Write, limit: str, right: str, wrong: str, fits: bool
) -> None:
    write(limit)
    other = HEAD.replace('"town"', '"other"').replace("360799", "0")
    directory = write(limit.replace(right, wrong), file="z.toml", head=other)
    if fits:
        assert len(load(directory).packs) == 2
    else:
        assert refusal(directory) == (
            "z.toml：check.limit：单位、kind 或 choices 与 town.toml 不一致"
        )


@pytest.mark.parametrize(
    ("right", "wrong"), [('"town"', '"other"'), ("360799", "0"), ("[360799]", "[36, 360799]")]
)
def test_two_packs_never_answer_at_once(write: Write, limit: str, right: str, wrong: str) -> None:
    write(limit)
    said = refusal(write(limit, file="z.toml", head=HEAD.replace(right, wrong)))
    assert said == "town.toml 与 z.toml 标识相同，或在同一区划同日施行"


def test_the_unit_of_notices_is_not_contradicted(write: Write, limit: str) -> None:
    unit = (
        '"notice.unit" = { name = "n", value = "workday", unit = "enum",'
        ' choices = ["calendar", "workday"], kind = "hard", citation = "c" }'
    )
    notice = limit.replace("check.limit", "notice.days")
    said = refusal(write(unit, notice))
    assert said == "town.toml：notice.days：单位应为 workday，与 notice.unit = workday 一致"
    assert load(write(unit, notice.replace('"day"', '"workday"'))).packs
    assert load(write(unit.replace('"workday", unit', '"calendar", unit'), notice)).packs


def test_a_directory_without_packs_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path).endswith("里没有政策包（*.toml）")


DELEGATED = '"county.delegated" = { name = "n", value = true, unit = "bool", kind = "hard", citation = "c" }'
BASIS = (
    '"county.delegation_basis" = { name = "n", %s, unit = "text", kind = "hard", citation = "c" }'
)


def test_power_is_not_delegated_without_a_paper(write: Write) -> None:
    """民发〔2021〕57号 第二条: every decision under a delegation names its paper."""
    message = "town.toml：county.delegation_basis：审批权委托乡镇的，须写明委托的文件"
    assert refusal(write(DELEGATED)) == message
    assert refusal(write(DELEGATED, BASIS % "applies = false")) == message
    named = write(DELEGATED, BASIS % 'value = "示例府发〔2026〕8号"')
    (pack,) = load(named).packs
    assert (pack["county.delegated"], pack["county.delegation_basis"]) == (
        True,
        "示例府发〔2026〕8号",
    )
