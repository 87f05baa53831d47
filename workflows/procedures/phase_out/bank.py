"""The bank's file: the list as a workbook, and what the bank sends back. The first row names columns."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from workflows.registry.importing.guard import inspect
from workflows.registry.importing.refusals import SheetRefused
from workflows.registry.importing.sheets import lines

from .models import Instalment

KEY, RESULT, REASON = "笔号", "处理结果", "失败原因"
COLUMNS = (
    KEY, "户主姓名", "身份证号码", "行政村", "月份", "类别", "人数", "渐退金", "增发", "合计",
    RESULT, REASON,
)  # fmt: skip
PAID, FAILED = "成功", "失败"


class BadFile(ValueError):
    """Not a file that was sent back for this list; the message is Chinese and names the row."""


@dataclass(frozen=True, slots=True)
class Returned:
    """What the bank says: how many payments it answers for, and which failed, with the reason."""

    count: int
    failed: tuple[tuple[int, str], ...]


def workbook(
    title: str, rows: Iterable[Instalment], ids: dict[int, str], places: dict[int, str]
) -> bytes:
    """The list as a workbook with totals; `ids` are the heads' ID numbers by household."""
    # Importing it costs a tenth of a second, and only this page needs it.
    from xlsxwriter import Workbook  # noqa: PLC0415

    held = io.BytesIO()
    with Workbook(held, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("发放清册")
        money, bold = book.add_format({"num_format": "#,##0.00"}), book.add_format({"bold": True})
        sheet.set_column(1, 3, 20)
        sheet.write_row(0, 0, COLUMNS, bold)
        number, cents = 0, 0
        for number, row in enumerate(rows, start=1):
            household, due = row.grant.household, row.due
            sheet.write_row(
                number, 0,
                (row.pk, household.head_name, ids.get(household.pk, ""),
                 places.get(household.village_id, ""), f"{row.month:%Y-%m}",
                 row.get_kind_display(), row.persons),
            )  # fmt: skip
            for column, amount in enumerate((due.basic, due.supplement, due.total), start=7):
                sheet.write_number(number, column, float(amount), money)
            cents += row.basic + row.each * row.eligible
        sheet.write_row(number + 1, 0, ("合计", title, f"共{number}笔"), bold)
        sheet.write_number(number + 1, 9, cents / 100, money)
    return held.getvalue()


def read(data: bytes, expected: set[int]) -> Returned:
    """What a returned file says of a list's payments: each of them once, 成功 or 失败.

    Reads .xlsx, .xls and CSV. Raises BadFile with the row and what to do.
    """
    seen: dict[int, int] = {}
    failed: list[tuple[int, str]] = []
    for number, row in _rows(data):
        key = _key(row.get(KEY), number)
        if key is None:
            continue
        if key not in expected:
            raise BadFile(f"第{number}行：笔号{key}不在本清册待回盘的款项中，请核对是否用错文件。")
        if key in seen:
            raise BadFile(f"第{number}行：笔号{key}与第{seen[key]}行重复，请删去一行。")
        seen[key] = number
        result = str(row.get(RESULT) or "").strip()
        if result not in (PAID, FAILED):
            raise BadFile(f"第{number}行：{RESULT}应填“{PAID}”或“{FAILED}”，现为“{result}”。")
        if result == FAILED:
            failed.append((key, str(row.get(REASON) or "").strip()[:200] or "银行未写明原因"))
    if missing := sorted(expected - seen.keys()):
        raise BadFile(f"回盘文件缺少{len(missing)}笔，如笔号{missing[0]}；请向银行索取全部结果。")
    return Returned(len(seen), tuple(failed))


def _key(value: Any, number: int) -> int | None:
    """The payment's number; None for the row of totals and empty rows."""
    text = str(value if value is not None else "").strip().removesuffix(".0")
    if text in ("", "合计"):
        return None
    if not text.isdigit():
        raise BadFile(f"第{number}行：笔号应为数字，现为“{text}”。")
    return int(text)


def _rows(data: bytes) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows by column, read as any uploaded list is: guarded, and in bounded memory."""
    try:
        rows = lines(data, inspect(data))
        first = next(rows, None)
        head = [str(cell).strip() for cell in first.cells] if first else []
        if not {KEY, RESULT} <= set(head):
            raise BadFile(f"第1行须有表头“{KEY}”和“{RESULT}”，请用系统导出的清册填写结果。")
        for line in rows:
            yield line.number, dict(zip(head, line.cells, strict=False))
    except SheetRefused as error:
        raise BadFile(str(error)) from error
