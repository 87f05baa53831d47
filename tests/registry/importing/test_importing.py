"""A list into the register: right rows stored, wrong ones named, nobody doubled."""

import io
from dataclasses import replace
from datetime import date

import pytest
import python_calamine
from django.core.exceptions import ValidationError

from tests.fixtures.lists import VILLAGE, head, number, person, text, xlsx
from tests.registry.importing.conftest import AREAS, Imported
from tests.registry.importing.old_books import xls
from workflows.registry import ids
from workflows.registry.importing import batches, kinds, work
from workflows.registry.importing.households import HOUSEHOLDS
from workflows.registry.importing.refusals import SheetRefused
from workflows.registry.models import (
    Household,
    ImportBatch,
    Member,
    MergeProposal,
    RegisterAccess,
    YearAccount,
)

ZENG = [
    head(
        "曾福生", 11, 村民小组="上屋组", 户类型="低保户", 建档立卡="是", 住房结构="土坯", 唯一住房="是",
        饮水安全="安全", 灾害隐患="在隐患点附近", 产业覆盖="无", 联系电话=19900000001,
        劳动能力="弱劳动力", 患病类别="大病", 健康状况="患有大病：尿毒症",
        收支年度=2025, 工资性收入="4,000.50", 转移性收入=4001, 自付医疗支出="12000",
    ),
    person("单桂花", "配偶", 22, 残疾类别等级="肢体二级"),
    person("曾𬭎", "之子", 出生日期="2019-09-01", 性别="男", 在校状况="小学"),
]  # fmt: skip
YANG = [head("杨·次仁", 33)]


def living() -> list[str]:
    return sorted(Member.objects.values_list("name", flat=True))


class TestStoring:
    @pytest.mark.parametrize(
        "data", [
            xlsx([*ZENG, *YANG]), xls([*ZENG, *YANG]), text([*ZENG, *YANG]),
            text([*ZENG, *YANG], "gb18030"),
        ],
        ids=["xlsx", "xls", "utf-8", "gb18030"],
    )  # fmt: skip
    def test_every_column_comes_into_the_register(self, imported: Imported, data: bytes) -> None:
        batch = imported(data)
        assert (batch.state, batch.fresh, batch.stored, batch.wrong) == ("done", 2, 2, 0)
        home = Household.objects.get(head_name="曾福生")
        assert (home.village_id, home.group_name, home.kind, home.carded, home.housing) == (
            int(VILLAGE), "上屋组", "dibao", True, "earth",
        )  # fmt: skip
        assert (home.only_house, home.water, home.hazard, home.industry) == (
            True, "safe", "near", False,
        )  # fmt: skip
        zeng, shan, boy = home.members.order_by("pk")
        assert (zeng.id_number, zeng.phone, zeng.labour, zeng.illness, zeng.health) == (
            number(11), "19900000001", "weak", "serious", "患有大病：尿毒症",
        )  # fmt: skip
        assert (shan.disability, boy.name, boy.born, boy.sex) == (
            "肢体二级", "曾𬭎", date(2019, 9, 1), "M",
        )  # fmt: skip
        account = YearAccount.objects.get()
        assert (account.year, account.wages, account.transfer, account.medical) == (
            2025, 400_050, 400_100, 1_200_000,
        )  # fmt: skip
        assert {period.kind for period in home.kind_periods.all()} == {"dibao", "carded"}

    def test_a_village_may_be_written_by_its_name(self, imported: Imported) -> None:
        imported(
            xlsx([head("曾福生", 11, 行政村="上枫村委会"), head("钟水生", 13, 行政村="上枫村")])
        )
        assert set(Household.objects.values_list("village_id", flat=True)) == {int(VILLAGE)}

    def test_numbers_of_new_households_follow_one_another(self, imported: Imported) -> None:
        imported(xlsx([head(f"曾生{word}", 2 * n + 1) for n, word in enumerate("一二三")]))
        numbers = sorted(Household.objects.values_list("number", flat=True))
        assert [int(one[-4:]) for one in numbers] == [1, 2, 3]

    def test_the_file_is_gone_when_it_is_done_and_the_import_is_on_record(
        self, imported: Imported, officer: int
    ) -> None:
        batch = imported(xlsx(YANG))
        assert batch.file is None and batch.finished_at is not None
        kept = RegisterAccess.objects.get()
        assert (kept.what, kept.officer_id) == ("import", officer)


class TestWrongRows:
    WRONG = (
        (head("曾福生", 身份证号码=number(11)[:17] + "0"), "身份证号码"),
        (head("曾福生", 身份证号码="360799700501001"), "身份证号码"),
        (head("曾福生", 身份证号码=ids.compose(360799, date(2999, 1, 1), 1)), "身份证号码"),
        (head("曾 福生", 11), "姓名"),
        (head("曾福生", 11, 行政村="360799100999"), "行政村"),
        (head("曾福生", 11, 行政村="别处村"), "行政村"),
        (head("曾福生", 11, 户类型="贫困户"), "户类型"),
        (head("曾福生", 11, 转移性收入="四千"), "转移性收入"),
        (head("曾福生", 11, 工资性收入="4000", 收支年度="85"), "收支年度"),
        (head("曾福生", 11, 工资性收入="4000"), "收支年度"),
        (head("曾福生", 出生日期="2999-01-01"), "出生日期"),
        (head("曾福生", 11, 健康状况="甲\n乙"), "健康状况"),
        ({"行政村": VILLAGE, "姓名": "曾福生", "与户主关系": "配偶"}, "与户主关系"),
        ({"姓名": "曾福生", "与户主关系": "户主"}, "行政村"),
        ({"行政村": VILLAGE, "与户主关系": "户主"}, "姓名"),
    )

    @pytest.mark.parametrize(("row", "column"), WRONG, ids=lambda one: str(one)[:20])
    def test_a_wrong_cell_is_named_by_row_and_column_and_the_right_household_stays(
        self, imported: Imported, row: dict[str, str], column: str
    ) -> None:
        batch = imported(xlsx([row, *YANG]))
        assert (batch.fresh, batch.wrong, batch.stored) == (1, 1, 1)
        assert [(number, label) for _, number, label, _ in batch.faults] == [(2, column)]
        assert living() == ["杨·次仁"]

    def test_a_household_with_one_wrong_row_comes_back_whole(self, imported: Imported) -> None:
        batch = imported(xlsx([*YANG, *ZENG[:1], person("单桂花", "配偶", 身份证号码="1")]))
        assert living() == ["杨·次仁"]
        sheet = python_calamine.CalamineWorkbook.from_filelike(
            io.BytesIO(batches.report(batch))
        ).get_sheet_by_index(0)
        titles, *rows = sheet.to_python()
        assert titles[-1] == "错误"
        names = [row[titles.index("姓名")] for row in rows]
        assert names == ["曾福生", "单桂花"]
        assert "随同户一并退回" in str(rows[0][-1]) and "18位" in str(rows[1][-1])

    def test_the_error_workbook_is_taken_again_as_it_stands(self, checked: Imported) -> None:
        wrong = checked(xlsx([head("曾福生", 11, 户类型="贫困户"), person("单桂花", "配偶", 22)]))
        again = checked(batches.report(wrong))
        assert (again.state, again.rows, again.wrong) == ("checked", 2, 1)
        assert again.faults[0][2] == wrong.faults[0][2] == "户类型"

    def test_nobody_stands_twice_in_one_list(self, imported: Imported) -> None:
        batch = imported(xlsx([head("曾福生", 11), head("钟水生", 11), head("李大"), head("李大")]))
        assert [(row, label) for _, row, label, _ in batch.faults] == [
            (3, "身份证号码"), (5, "身份证号码"),
        ]  # fmt: skip
        assert living() == ["曾福生", "李大"]

    def test_nothing_right_is_nothing_to_confirm(self, checked: Imported) -> None:
        batch = checked(xlsx([head("曾福生", 11, 户类型="贫困户")]))
        with pytest.raises(ValidationError, match="没有可以导入的农户"):
            batches.confirm(batch)


class TestKnownHouseholds:
    def test_the_same_list_again_changes_nothing(self, imported: Imported) -> None:
        data = xlsx([*ZENG, *YANG])
        imported(data)
        again = imported(data)
        assert (again.fresh, again.known, again.proposed, again.stored) == (0, 2, 0, 0)
        assert Household.objects.count() == 2 and Member.objects.count() == 4

    def test_what_differs_is_proposed_and_nothing_is_lost(self, imported: Imported) -> None:
        imported(xlsx(ZENG))
        changed = [{**ZENG[0], "住房结构": "砖混"}, *ZENG[1:], person("曾小红", "之女", 44)]
        batch = imported(xlsx(changed))
        proposal = MergeProposal.objects.get()
        assert (batch.proposed, batch.stored, proposal.why) == (1, 0, "number")
        assert "曾小红" not in living()
        batches.decide(proposal, MergeProposal.State.ACCEPTED, officer=batch.officer_id)
        home = Household.objects.get()
        assert home.housing == "brick" and "曾小红" in living()
        proposal.refresh_from_db()
        assert proposal.rows == {}
        with pytest.raises(ValidationError, match="已经处理过"):
            batches.decide(proposal, MergeProposal.State.ACCEPTED, officer=batch.officer_id)

    def test_declined_the_register_keeps_its_word(self, imported: Imported) -> None:
        imported(xlsx(ZENG))
        batch = imported(xlsx([{**ZENG[0], "住房结构": "砖混"}, *ZENG[1:]]))
        batches.decide(
            MergeProposal.objects.get(), MergeProposal.State.DECLINED, officer=batch.officer_id
        )
        assert Household.objects.get().housing == "earth"

    @pytest.mark.parametrize(
        ("decision", "homes"),
        [(MergeProposal.State.ACCEPTED, 1), (MergeProposal.State.SEPARATE, 2)],
    )
    def test_a_namesake_of_the_village_without_a_number_is_for_a_person_to_settle(
        self, imported: Imported, decision: MergeProposal.State, homes: int
    ) -> None:
        imported(xlsx([head("曾福生")]))
        batch = imported(xlsx([head("曾福生", 11)]))
        proposal = MergeProposal.objects.get()
        assert (proposal.why, Household.objects.count()) == ("name", 1)
        batches.decide(proposal, decision, officer=batch.officer_id)
        assert Household.objects.count() == homes
        assert Member.objects.filter(id_number__isnull=False).exclude(id_digest=None).count() == 1

    def test_two_men_of_one_name_with_two_numbers_are_two_households(
        self, imported: Imported
    ) -> None:
        imported(xlsx([head("曾福生", 11)]))
        imported(xlsx([head("曾福生", 13)]))
        assert Household.objects.filter(head_name="曾福生").count() == 2

    def test_a_family_registered_in_two_households_is_not_guessed_at(
        self, imported: Imported
    ) -> None:
        imported(xlsx([head("曾福生", 11), head("单桂花", 22)]))
        batch = imported(xlsx([*YANG, head("曾福生", 11), person("单桂花", "配偶", 22)]))
        assert batch.wrong == 1 and "分别登记在2户" in batch.faults[0][3]


class TestUnderWay:
    def test_the_same_file_is_taken_once_at_a_time(self, checked: Imported, officer: int) -> None:
        data = xlsx(YANG)
        batch = checked(data)
        with pytest.raises(SheetRefused, match="同一个文件正在导入"):
            batches.receive(data, "再传.xlsx", officer=officer, areas=AREAS)
        batches.cancel(batch)
        assert batches.receive(data, "再传.xlsx", officer=officer, areas=AREAS)
        assert Household.objects.count() == 0

    def test_an_import_goes_on_where_a_killed_worker_stopped(
        self, checked: Imported, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(kinds._known, "register", replace(HOUSEHOLDS, slice=2))
        batch = checked(xlsx([head(f"曾生{n}", 2 * n + 1) for n in range(7)]))
        batches.confirm(batch)
        batch.refresh_from_db()
        slices = iter(work._slices(batch))
        monkeypatch.setattr(work, "_slices", lambda batch, after=0: [next(slices), next(slices)])
        monkeypatch.setattr(batches, "finish", lambda batch: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            work.store(batch)
        assert Household.objects.count() == 4
        monkeypatch.undo()
        batch.refresh_from_db()
        work.store(batch)
        assert (Household.objects.count(), Member.objects.count()) == (7, 7)

    def test_a_wrong_template_deeper_in_the_book_refuses_the_batch_with_its_reason(
        self, checked: Imported
    ) -> None:
        rows = [head(f"曾生{n}", 2 * n + 1) for n in range(5)]
        batch = checked(xlsx([*rows, head("钟水生", 身份证号码=360799197005010114.0)]))
        assert batch.state == ImportBatch.State.REFUSED
        assert "末三位已丢失" in batch.refusal and batch.file is None
