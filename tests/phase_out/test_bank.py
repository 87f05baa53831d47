"""The bank's file: written with totals, read back row by row, refused with the row and what to do."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from tests.phase_out.walks import granted, month, states
from workflows.engine.refusals import Invalid
from workflows.procedures.phase_out.bank import BadFile, Returned, read, workbook
from workflows.procedures.phase_out.payments import on_list
from workflows.procedures.phase_out.rehearsal import APPROVER, PAYER, PhaseOutCast
from workflows.registry.models import Household
from workflows.workdays import clock


def csv(*lines: str) -> bytes:
    return "\n".join(("笔号,处理结果,失败原因", *lines)).encode()


def xlsx(*rows: tuple[object, ...]) -> bytes:
    held = io.BytesIO()
    with Workbook(held) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((("笔号", "处理结果", "失败原因"), *rows)):
            sheet.write_row(number, 0, row)
    return held.getvalue()


def test_each_payment_is_answered_for_once() -> None:
    told = read(csv("7,成功,", "8,失败,户名不符", "合计,,"), {7, 8})
    assert told == Returned(2, ((8, "户名不符"),))


def test_a_workbook_reads_like_text() -> None:
    told = read(xlsx((7, "成功", ""), (8.0, "失败", "")), {7, 8})
    assert told == Returned(2, ((8, "银行未写明原因"),))


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (("7,成功,",), "缺少1笔，如笔号8"),
        (("7,成功,", "8,成功,", "9,成功,"), "第4行：笔号9不在本清册"),
        (("7,成功,", "7,成功,", "8,成功,"), "第3行：笔号7与第2行重复"),
        (("7,成功,", "8,不详,"), "第3行：处理结果应填“成功”或“失败”，现为“不详”"),
        (("7,成功,", "八,成功,"), "第3行：笔号应为数字"),
    ],
)
def test_what_is_wrong_is_said_with_its_row(lines: tuple[str, ...], why: str) -> None:
    with pytest.raises(BadFile, match=why):
        read(csv(*lines), {7, 8})


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "文件是空的"),
        (b"a,b\n1,2\n", "第1行须有表头"),
        (b"\xff\xfe\x00", "表格文件"),
        (b"PK no workbook", "表格文件"),
    ],
)
def test_a_file_that_is_none_is_said_to_be_none(content: bytes, why: str) -> None:
    with pytest.raises(BadFile, match=why):
        read(content, {7})


def test_the_list_is_a_workbook_with_totals(cast: PhaseOutCast, home: Household) -> None:
    case = granted(cast, home)
    with clock.standing_at(month(1)):
        pay_list = cast.run(case)
    assert pay_list is not None
    rows = on_list(pay_list)
    book = workbook("2026年10月", rows, {home.pk: "ID"}, {home.village_id: "某村"})
    table = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert table[0][:4] == ["笔号", "户主姓名", "身份证号码", "行政村"]
    assert table[1][1:10] == [
        home.head_name, "ID", "某村", "2026-10", "渐退金", 3, 313.0, 126.4, 439.4,
    ]  # fmt: skip
    assert (table[2][0], table[2][9]) == ("合计", 439.4)


def test_a_wrong_file_settles_nothing(cast: PhaseOutCast, home: Household) -> None:
    case = granted(cast, home)
    with clock.standing_at(month(1)):
        pay_list = cast.run(case)
        assert pay_list is not None
        cast.take(pay_list, "confirm", APPROVER, checked=True)
        wrong = SimpleUploadedFile("a.csv", csv("999999,成功,"))
        with pytest.raises(Invalid) as refused:
            cast.take(
                pay_list, "settle", PAYER, files={"returned_file": wrong}, paid_on=clock.today()
            )
    assert refused.value.errors.keys() == {"returned_file"}
    assert states(case)[0] == "confirmed"
