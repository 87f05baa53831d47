"""线下在办案件 as a list: template, check of every row, preview, opening by a worker, error workbook."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import pytest
import python_calamine
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.desk.conftest import SignedIn, text
from tests.fixtures.county import household
from tests.fixtures.transfer import Transfers
from workflows.engine.models import Case, Event
from workflows.procedures.intervention import paper_cases
from workflows.registry.importing.work import Imports
from workflows.registry.models import Household, ImportBatch
from workflows.workdays import clock

TODAY = date(2026, 6, 11)
LIST = "/desk/imports/"
CLERK = "zhen1_jingban"


@pytest.fixture(autouse=True)
def today() -> Any:
    with clock.standing_at(TODAY):
        yield


def row_of(home: Household, **more: str) -> dict[str, str]:
    """A right row of a household whose check was made on paper."""
    days = {"发现风险的日期": 10, "授权书签署日期": 9, "入户核查日期": 8, "最后一份反馈的日期": 5}
    return {
        "户编号": home.number, "户主姓名": home.head_name, "线下所处环节": "部门协查",
        "线索来源": "乡村预警", "线索提供单位": "石桥村委会", "风险类型": "因病、缺劳力",
        "风险情况": "户主住院。", "线下经办人员": "刘志强", "已询问近亲属关系": "是",
        "属近亲属备案户": "否", "已反馈部门": "民政，公安",
        **{label: (TODAY - timedelta(days=n)).isoformat() for label, n in days.items()}, **more,
    }  # fmt: skip


def book(rows: list[dict[str, str]], **dates: date) -> bytes:
    out = io.BytesIO()
    heads = list(dict.fromkeys(label for row in rows for label in row))
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        sheet = made.add_worksheet("线下在办案件")
        for place, head in enumerate(heads):
            sheet.write_string(0, place, head)
        for line, row in enumerate(rows, start=1):
            for head, value in row.items():
                sheet.write_string(line, heads.index(head), value)
        days = made.add_format({"num_format": "yyyy-mm-dd"})
        for head, day in dates.items():
            sheet.write_datetime(1, heads.index(head), day, days)
    return out.getvalue()


def upload(client: Any, data: bytes, name: str = "在办.xlsx") -> Any:
    return client.post(LIST, {"list": SimpleUploadedFile(name, data), "kind": paper_cases.KEY})


def cells(answer: Any) -> list[list[Any]]:
    read = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    return read.get_sheet_by_index(0).to_python()


def through(client: Any, data: bytes) -> ImportBatch:
    """Uploaded, checked, confirmed and gone through."""
    address = upload(client, data).url
    Imports().work_one("w")
    client.post(address, {"act": "confirm"})
    Imports().work_one("w")
    return ImportBatch.objects.latest("pk")


class TestFromUploadToTheCase:
    def test_right_rows_are_entered_and_wrong_ones_come_back(self, signed_in: SignedIn) -> None:
        client = signed_in(CLERK)
        right, wrong = household(nth=0), household(nth=1)
        rows = [row_of(right), row_of(wrong, 风险类型="穷", 入户核查日期="2026-06-30")]
        address = upload(client, book(rows)).url
        assert "正在检查" in text(client.get(address))
        Imports().work_one("w")
        preview = text(client.get(address))
        for told in ("可以转入", "下载错误表", "确认导入", "不能晚于今天", "只能填：因病"):
            assert told in preview
        assert "已在册" not in preview
        assert not Case.objects.filter(procedure="intervention").exists()
        titles, *back = cells(client.get(f"{address}errors/"))
        assert [one[titles.index("户编号")] for one in back] == [wrong.number]
        assert "入户核查日期" in back[0][titles.index("错误")]
        client.post(address, {"act": "confirm"})
        Imports().work_one("w")
        assert "已登记转入" in text(client.get(address))
        case = Case.objects.get(procedure="intervention")
        assert (case.household, case.stage, case.clock_on) == (
            right, "taking_over", TODAY - timedelta(days=10),
        )  # fmt: skip
        assert set(case.facts["replied"]) == {"民政", "公安"}
        assert case.private["risks"] == ["因病", "缺劳力"]
        event = Event.objects.get(case=case)
        assert event.officer and event.officer.username == CLERK and event.step == "take_over"

    def test_it_goes_on_to_its_stage(self, signed_in: SignedIn) -> None:
        through(signed_in(CLERK), book([row_of(household())]))
        county, case = Transfers(township=1), Case.objects.get(procedure="intervention")
        county.hand_in(case)
        county.take_in(case)
        assert case.stage == "department_co_check"

    def test_the_same_sheet_twice_makes_no_second_case(self, signed_in: SignedIn) -> None:
        client, data = signed_in(CLERK), book([row_of(household())])
        assert through(client, data).stored == 1
        address = upload(client, data).url
        Imports().work_one("w")
        again = ImportBatch.objects.latest("pk")
        assert (again.fresh, again.known, again.wrong) == (0, 1, 0)
        assert "不重复转入" in text(client.get(address))
        client.post(address, {"act": "confirm"})
        Imports().work_one("w")
        assert Case.objects.filter(procedure="intervention").count() == 1

    def test_a_case_opened_after_the_check_is_not_doubled_and_told(
        self, signed_in: SignedIn
    ) -> None:
        client, home = signed_in(CLERK), household()
        address = upload(client, book([row_of(home)])).url
        Imports().work_one("w")
        Transfers(township=1).take_over(home, reached="入户核查")
        client.post(address, {"act": "confirm"})
        Imports().work_one("w")
        assert ImportBatch.objects.latest("pk").stored == 0
        assert Case.objects.filter(procedure="intervention").count() == 1

    def test_a_clerk_whose_post_has_ended_opens_nothing(self, signed_in: SignedIn) -> None:
        client = signed_in(CLERK)
        address = upload(client, book([row_of(household())])).url
        Imports().work_one("w")
        client.post(address, {"act": "confirm"})
        batch = ImportBatch.objects.latest("pk")
        batch.officer.posts.update(ends_on=TODAY - timedelta(days=1))
        Imports().work_one("w")
        batch.refresh_from_db()
        assert (batch.state, batch.stored) == ("done", 0)
        assert batch.faults and not Case.objects.filter(procedure="intervention").exists()

    def test_a_day_kept_as_a_day_is_read(self, signed_in: SignedIn) -> None:
        found = TODAY - timedelta(days=12)
        through(signed_in(CLERK), book([row_of(household())], 发现风险的日期=found))
        assert Case.objects.get(procedure="intervention").clock_on == found


class TestWrongRows:
    @pytest.mark.parametrize(
        ("wrong", "column", "said"),
        [
            ({"户编号": "360799-0"}, "户编号", "没有这个户编号"),
            ({"户编号": ""}, "户编号", "须填户编号"),
            ({"户主姓名": "张冠"}, "户主姓名", "户主不同"),
            ({"线下所处环节": "已批准"}, "线下所处环节", "只能填：承诺授权"),
            ({"已询问近亲属关系": "问了"}, "已询问近亲属关系", "只能填：是、否"),
            ({"发现风险的日期": "六月"}, "发现风险的日期", "应填如2026-05-01"),
            ({"授权书签署日期": ""}, "授权书签署日期", "须填承诺授权的日期"),
            ({"风险情况": "多\n行"}, "风险情况", "看不见的字符"),
            ({"已反馈部门": "税务"}, "已反馈部门", "只能填：民政"),
        ],
    )
    def test_each_fault_names_its_column_and_what_to_write(
        self, signed_in: SignedIn, wrong: dict[str, str], column: str, said: str
    ) -> None:
        upload(signed_in(CLERK), book([row_of(household()) | wrong]))
        Imports().work_one("w")
        batch = ImportBatch.objects.latest("pk")
        assert (batch.fresh, batch.wrong) == (0, 1)
        assert [said in fault[3] for fault in batch.faults if fault[2] == column] == [True]

    def test_a_household_stands_once_in_a_list(self, signed_in: SignedIn) -> None:
        upload(signed_in(CLERK), book([row_of(household())] * 2))
        Imports().work_one("w")
        batch = ImportBatch.objects.latest("pk")
        assert (batch.fresh, batch.wrong) == (1, 1)

    def test_another_township_s_household_is_as_if_it_did_not_exist(
        self, signed_in: SignedIn
    ) -> None:
        upload(signed_in(CLERK), book([row_of(household(township=2))]))
        Imports().work_one("w")
        assert "您的辖区内没有" in ImportBatch.objects.latest("pk").faults[0][3]


class TestTemplate:
    def test_the_template_has_the_columns_of_the_form(self, signed_in: SignedIn) -> None:
        answer = signed_in(CLERK).get(f"{LIST}template/?kind={paper_cases.KEY}")
        titles = cells(answer)[0]
        assert titles[:3] == ["户编号", "户主姓名", "线下所处环节"]
        assert set(row_of(household())) <= set(titles)

    def test_a_list_of_the_other_kind_is_refused(self, signed_in: SignedIn) -> None:
        client = signed_in(CLERK)
        register = client.get(f"{LIST}template/").content
        answer = upload(client, register)
        assert answer.status_code == 422 and "首行缺少户主姓名" in text(answer)

    def test_only_a_clerk_sends_one(self, signed_in: SignedIn) -> None:
        client = signed_in("xian_jingban")
        assert "线下在办案件" not in text(client.get(LIST))
        assert client.get(f"{LIST}?kind={paper_cases.KEY}").status_code == 404
        assert upload(client, book([row_of(household())])).status_code == 404
        page = text(signed_in(CLERK).get(f"{LIST}?kind={paper_cases.KEY}"))
        assert "线下在办案件" in page and "一户一行" in page
