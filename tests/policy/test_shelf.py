"""Which pack holds where and when."""

from datetime import date
from pathlib import Path

import pytest

from workflows.policy.jurisdictions import Jurisdiction
from workflows.policy.packs import NoPack, NoSuchKey, NotALength, Shelf, load
from workflows.policy.parameters import Kind, Parameter

from .conftest import HEAD, Write

VILLAGE = 360799100201


def head(key: str, codes: str, since: str, until: str = "") -> str:
    text = HEAD.replace('"town"', f'"{key}"').replace("[360799]", codes)
    end = f"effective_to = {until}\n" if until else ""
    return text.replace("effective_from = 2020-01-01\n", f"effective_from = {since}\n{end}")


@pytest.fixture
def shelf(write: Write, limit: str) -> Shelf:
    """The nation, one province for a while, one county twice."""
    directory = Path()
    for key, codes, since, until in [
        ("nation", "[0]", "2015-01-01", ""),
        ("province", "[360000]", "2018-01-01", "2018-12-31"),
        ("county", "[3607, 360799]", "2020-01-01", ""),
        ("county", "[360799]", "2022-01-01", ""),
    ]:
        directory = write(limit, file=f"{key}-{since}.toml", head=head(key, codes, since, until))
    return load(directory)


@pytest.mark.parametrize(
    ("on", "chosen"),
    [
        (date(2015, 1, 1), "nation@2015-01-01"),
        (date(2017, 12, 31), "nation@2015-01-01"),
        (date(2018, 1, 1), "province@2018-01-01"),
        (date(2018, 12, 31), "province@2018-01-01"),
        (date(2019, 1, 1), "nation@2015-01-01"),
        (date(2021, 12, 31), "county@2020-01-01"),
        (date(2022, 1, 1), "county@2022-01-01"),
    ],
)
def test_the_narrowest_valid_pack_holds_and_among_those_the_latest(
    shelf: Shelf, on: date, chosen: str
) -> None:
    assert shelf.choose(VILLAGE, on).id == chosen


@pytest.mark.parametrize(
    ("region", "chosen"),
    [
        (360799000000, "county@2022-01-01"),
        (360799, "county@2022-01-01"),
        (360721000000, "county@2020-01-01"),
        (360700000000, "county@2020-01-01"),
        (360800000000, "nation@2015-01-01"),
        (360000000000, "nation@2015-01-01"),
        (510300000000, "nation@2015-01-01"),
    ],
)
def test_a_region_belongs_to_its_county_city_and_province(
    shelf: Shelf, region: int, chosen: str
) -> None:
    assert shelf.choose(region, date(2026, 3, 2)).id == chosen


def test_before_the_first_pack_there_is_none(shelf: Shelf) -> None:
    with pytest.raises(NoPack, match="区划 360799100201 在 2014-12-31 没有适用的政策包"):
        shelf.choose(VILLAGE, date(2014, 12, 31))


def test_a_bound_pack_is_found_again_and_a_missing_one_is_named(shelf: Shelf) -> None:
    assert shelf.get("county@2020-01-01").effective_from == date(2020, 1, 1)
    with pytest.raises(NoPack, match="没有政策包 county@2021-01-01"):
        shelf.get("county@2021-01-01")


@pytest.mark.parametrize("code", [-36, 3, 36079, 3607991002011])
def test_what_cannot_be_a_region_code_is_refused(shelf: Shelf, code: int) -> None:
    with pytest.raises(ValueError, match="不是区划代码"):
        shelf.choose(code, date(2026, 3, 2))


@pytest.mark.parametrize(
    ("code", "digits", "head_digits"),
    [
        (0, 0, 0),
        (36, 2, 36),
        (360000, 2, 36),
        (3607, 4, 3607),
        (360700000000, 4, 3607),
        (360799, 6, 360799),
        (360730, 6, 360730),
        (360799100, 9, 360799100),
        (360799100000, 9, 360799100),
        (VILLAGE, 12, VILLAGE),
        (360799100200, 12, 360799100200),
    ],
)
def test_padding_says_nothing_about_the_level(code: int, digits: int, head_digits: int) -> None:
    assert Jurisdiction.of(code) == Jurisdiction(digits, head_digits)


def test_a_pack_reads_like_a_mapping(shelf: Shelf) -> None:
    pack = shelf.get("nation@2015-01-01")
    assert (dict(pack), len(pack), "check.limit" in pack) == ({"check.limit": 3}, 1, True)
    assert pack.get("check.limits") is None
    with pytest.raises(NoSuchKey) as refusal:
        pack["check.limits"]
    assert str(refusal.value) == "政策包 nation@2015-01-01 没有参数 check.limits"


def test_a_pack_says_what_its_file_says(write: Write) -> None:
    row = (
        '"n" = { name = "某项", value = "b", unit = "enum", choices = ["a", "b"], kind = "hard",'
        ' citation = "某文件 二" }'
    )
    one_day = head("town", "[360799, 3608]", "2020-01-01", "2020-01-01")
    pack = load(
        write(row, row.replace('"n"', '"m"').replace("kind", "default = true, kind"), head=one_day)
    ).packs[0]
    assert (pack.name, pack.effective_from, pack.effective_to) == (
        "示例镇", date(2020, 1, 1), date(2020, 1, 1),
    )  # fmt: skip
    assert pack.jurisdictions == (Jurisdiction(6, 360799), Jurisdiction(4, 3608))
    assert pack.parameter("n") == Parameter(
        "n", "某项", "b", "enum", Kind.HARD, "某文件 二", False, ("a", "b")
    )
    assert (pack.is_default("n"), pack.is_default("m")) == (False, True)
    assert pack.citation("n") == "某文件 二"


def test_a_pack_is_a_value(write: Write, limit: str) -> None:
    pack, again = load(write(limit)).packs[0], load(write(limit)).packs[0]
    assert len({pack, again}) == 1
    edited = load(write(limit.replace("value = 3", "value = 4"))).packs[0]
    assert (edited.id, hash(edited)) == (pack.id, hash(pack))
    assert hash(load(write(limit, head=head("other", "[0]", "2020-01-01"))).packs[0]) != hash(pack)
    assert edited != pack
    assert edited.digest != pack.digest
    assert pack != "town@2020-01-01"


def test_a_period_that_no_paper_sets_has_no_length(write: Write, limit: str) -> None:
    pack = load(write(limit.replace("value = 3", "applies = false"))).packs[0]
    assert pack["check.limit"] is None
    with pytest.raises(NotALength, match=r"check\.limit 所依据的文件没有规定"):
        pack.length("check.limit")
