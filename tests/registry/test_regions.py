"""Region codes as integers: padding, levels, ranges and names."""

import csv
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from workflows.registry import regions
from workflows.registry.codes import ancestors
from workflows.registry.models import Region

from .conftest import DATA

GANZHOU = DATA / "regions_3607.csv"


def codes() -> st.SearchStrategy[int]:
    """Any code of the bureau's form, whatever its level."""
    groups = st.tuples(*(st.integers(1, last) for last in (99, 99, 99, 999, 999)))

    def at_level(chosen: tuple[tuple[int, ...], int]) -> int:
        (a, b, c, d, e), level = chosen
        text = f"{a:02d}{b:02d}{c:02d}{d:03d}{e:03d}"
        return int(text[: (2, 4, 6, 9, 12)[level - 1]].ljust(12, "0"))

    return st.tuples(groups, st.integers(1, 5)).map(at_level).filter(lambda code: code >= 10**11)


@pytest.mark.parametrize(
    ("written", "code", "level"),
    [
        ("36", 360000000000, 1),
        ("3607", 360700000000, 2),
        ("360721", 360721000000, 3),
        (" 360704100 ", 360704100000, 4),
        ("360704100200", 360704100200, 5),
        ("110000", 110000000000, 1),
    ],
)
def test_a_shorter_code_is_padded_on_the_right(written: str, code: int, level: int) -> None:
    assert regions.normalise(written) == code
    assert regions.level(code) == level


@pytest.mark.parametrize(
    "written", ["", "3", "36072", "36072x", "００３６", "³⁶", "00", "06", "-36", "3607041002001"]
)
def test_what_is_no_code_is_refused_in_chinese(written: str) -> None:
    with pytest.raises(regions.BadCode, match="不是区划代码"):
        regions.normalise(written)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (360721, (360721000000, 360722000000)),
        (360721000000, (360721000000, 360722000000)),
        (360704100000, (360704100000, 360704101000)),
        (360704100200, (360704100200, 360704100201)),
        (36, (360000000000, 370000000000)),
        (0, (0, 10**12)),
    ],
)
def test_a_region_reaches_from_its_code_to_the_next_of_its_level(
    code: int, expected: tuple[int, int]
) -> None:
    assert regions.reach(code) == expected


@given(codes(), codes())
def test_one_region_lies_in_anothers_reach_exactly_if_that_is_among_its_ancestors(
    one: int, other: int
) -> None:
    low, high = regions.reach(other)
    assert (low <= one < high) == (other in ancestors(one))


@given(codes())
def test_a_region_lies_in_the_reach_of_each_of_its_ancestors(code: int) -> None:
    for above in ancestors(code):
        low, high = regions.reach(above)
        assert low <= code < high


def test_a_village_is_named_from_the_province_down(county: int) -> None:
    assert regions.names(360799100200) == ("江西省", "赣州市", "示例县", "云桥镇", "上枫村委会")


def test_the_names_of_a_page_of_villages_take_one_statement_and_then_none(
    county: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    villages = list(Region.objects.filter(level=5).values_list("code", flat=True))
    with django_assert_num_queries(1):
        paths = regions.names_of(villages)
    with django_assert_num_queries(0):
        assert regions.names_of(villages) == paths
    assert len({path[-1] for path in paths.values()}) == 16


def test_a_name_not_loaded_yet_is_found_once_it_is(county: int) -> None:
    assert regions.names(360799300000) == ("江西省", "赣州市", "示例县")
    Region.objects.create(code=360799300000, name="竹溪镇", level=4)
    assert regions.names(360799300000)[-1] == "竹溪镇"


def test_the_condition_of_no_range_finds_nothing(county: int) -> None:
    assert not Region.objects.filter(regions.within("code", [])).exists()


def test_the_condition_of_two_ranges_finds_both_and_not_their_neighbour(county: int) -> None:
    ranges = [regions.reach(360799100), regions.reach(360799200001)]
    found = set(
        Region.objects.filter(regions.within("code", ranges)).values_list("name", flat=True)
    )
    assert {"云桥镇", "上枫村委会", "禾坪圩社区居委会"} <= found
    assert "禾坪乡" not in found
    assert len(found) == 10


@pytest.mark.django_db
class TestLoadRegions:
    """`manage.py load_regions FILE [--prefix]`."""

    def test_loads_every_region_of_the_file(self) -> None:
        call_command("load_regions", str(GANZHOU))
        with GANZHOU.open(encoding="utf-8") as file:
            assert Region.objects.count() == sum(1 for _ in csv.DictReader(file)) == 4411
        assert regions.names(360704100200) == ("江西省", "赣州市", "赣县区", "梅林镇", "章贡村委会")

    def test_loading_twice_changes_nothing_and_a_new_name_is_taken_over(
        self, tmp_path: Path
    ) -> None:
        call_command("load_regions", str(GANZHOU), prefix="360704")
        before = list(Region.objects.values())
        call_command("load_regions", str(GANZHOU), prefix="360704")
        assert list(Region.objects.values()) == before
        assert regions.names(360704000000)[-1] == "赣县区"
        renamed = tmp_path / "renamed.csv"
        renamed.write_text("code,name\n360704,新名区\n", encoding="utf-8")
        call_command("load_regions", str(renamed))
        assert regions.names(360704000000)[-1] == "新名区"
        assert Region.objects.count() == len(before)

    def test_a_prefix_takes_what_lies_below_and_above_it_only(self) -> None:
        call_command("load_regions", str(GANZHOU), prefix="360704")
        assert Region.objects.filter(level__lte=2).count() == 2
        assert Region.objects.filter(level=3).get().name == "赣县区"
        assert Region.objects.count() == 336

    def test_the_statements_do_not_grow_with_the_rows(
        self, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_max_num_queries(30):
            call_command("load_regions", str(GANZHOU))

    def test_a_file_saved_by_a_spreadsheet_in_gb18030_loads(self, tmp_path: Path) -> None:
        file = tmp_path / "gb.csv"
        file.write_text("code,name\n36,江西省\n", encoding="gb18030")
        call_command("load_regions", str(file))
        assert regions.names(360000000000) == ("江西省",)

    @pytest.mark.parametrize(
        ("content", "complaint"),
        [
            ("代码,名称\n36,江西省\n", "须有表头code,name"),
            ("code,name\n36,江西省\n3607x,赣州市\n", "第3行.*不是区划代码"),
            ("code,name\n36,\n", "第2行.*名称应为"),
            ("code,name\n36,江西省\n360000000000,江西\n", "第3行.*与第2行重复"),
            ("code,name\n", "没有可载入的区划代码"),
        ],
    )
    def test_a_bad_line_is_named_and_nothing_is_stored(
        self, tmp_path: Path, content: str, complaint: str
    ) -> None:
        file = tmp_path / "bad.csv"
        file.write_text(content, encoding="utf-8")
        with pytest.raises(CommandError, match=complaint):
            call_command("load_regions", str(file))
        assert not Region.objects.exists()

    def test_a_missing_file_and_a_bad_prefix_are_said_plainly(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="无法读取"):
            call_command("load_regions", str(tmp_path / "none.csv"))
        with pytest.raises(CommandError, match="前缀有误"):
            call_command("load_regions", str(GANZHOU), prefix="36x")


def test_the_demonstration_county_is_not_a_real_one() -> None:
    with GANZHOU.open(encoding="utf-8") as file:
        real = list(csv.DictReader(file))
    with (DATA / "regions_360799.csv").open(encoding="utf-8") as file:
        invented = [row for row in csv.DictReader(file) if row["code"].startswith("360799")]
    assert not [row for row in real if row["code"].startswith("360799")]
    assert not {row["name"] for row in invented} & {row["name"] for row in real}
    assert len([row for row in invented if len(row["code"]) == 9]) == 2
    assert len([row for row in invented if len(row["code"]) == 12]) >= 12
