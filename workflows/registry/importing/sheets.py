"""The rows of a file that `guard` has let pass, one after another in bounded memory."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.conf import settings

from . import reader
from .guard import MIB, MOST_COLUMNS, MOST_ROWS, Format
from .refusals import SheetRefused

MOST_CSV_ROWS = 400_000
_LONGEST_CELL = 2_000
_CSV_SHEET = "CSV"
# What a reader needs beside the table itself, and how much of the file's size the table takes.
_READER_GROUND, _READER_TIMES = 192 * MIB, 12
_SILENT_SECONDS = 30.0

Cell = str | float | int | bool | None


class Line(NamedTuple):
    """One row of a sheet: the sheet's name, the row's number as the spreadsheet shows it."""

    sheet: str
    number: int
    cells: list[Cell]


def lines(data: bytes, form: Format, *, head: bool = False) -> Iterator[Line]:
    """Every row with anything in it; `head`: the first of each sheet only. Raises SheetRefused."""
    rows = _csv_lines(data, head) if form is Format.CSV else _book_lines(data, form, head)
    del data  # the reader has it now, and a county's list is 20 MB
    for line in rows:
        if any(line.cells) or any(cell not in ("", None) for cell in line.cells):
            yield line


def _book_lines(data: bytes, form: Format, head: bool) -> Iterator[Line]:
    memory = _READER_GROUND + _READER_TIMES * len(data)
    columns = MOST_COLUMNS if form is Format.XLSX else 256
    command = [
        sys.executable, "-m", reader.__name__, str(memory), str(MOST_ROWS), str(columns),
        *(["--head"] if head else []),
    ]  # fmt: skip
    with subprocess.Popen(  # noqa: S603 - our own program with numbers for arguments
        command, cwd=settings.BASE_DIR, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=False,
    ) as child:  # fmt: skip
        try:
            assert child.stdin is not None and child.stdout is not None
            _feed(child.stdin, data)
            del data
            while line := _awaited(child):
                yield from _unpacked(line)
            code = child.wait()
        finally:
            child.kill()
    if code:
        raise SheetRefused(_reason(code))


def _awaited(child: subprocess.Popen[bytes]) -> bytes:
    """The reader's next line; one that hangs is killed, and its pipe then ends.

    Only the reader's own time counts: whoever takes the rows may take as long as he likes.
    """
    assert child.stdout is not None
    watch = threading.Timer(_SILENT_SECONDS, child.kill)
    watch.start()
    try:
        line = child.stdout.readline()
    finally:
        watch.cancel()
    return line if line.endswith(b"\n") else b""


def _feed(pipe: Any, data: bytes) -> None:
    """Give the reader its workbook; one that has died reads none and says why by its code."""
    try:
        with pipe:
            pipe.write(data)
    except BrokenPipeError:
        return


def _unpacked(line: bytes) -> Iterator[Line]:
    sheet, first, rows = json.loads(line)
    for offset, cells in enumerate(rows):
        yield Line(sheet, first + offset, cells)


def _reason(code: int) -> str:
    if code == reader.TOO_LARGE:
        return (
            f"工作表过大：每张至多{MOST_ROWS}行、{MOST_COLUMNS}列，请分表，并删去多余的空行空列。"
        )
    if code == reader.LOCKED:
        return "工作簿设有密码，请取消密码后上传。"
    return "文件已损坏或不是真正的表格，无法读取；请在Excel或WPS中另存为.xlsx后上传。"


def _csv_lines(data: bytes, head: bool) -> Iterator[Line]:
    rows = csv.reader(io.StringIO(_decoded(data), newline=""))
    try:
        for number, cells in enumerate(rows, start=1):
            if number > MOST_CSV_ROWS:
                raise SheetRefused(f"文件至多{MOST_CSV_ROWS}行，请分成几个文件上传。")
            if len(cells) > MOST_COLUMNS or any(len(cell) > _LONGEST_CELL for cell in cells):
                raise SheetRefused(
                    f"第{number}行的列数或内容过长，请核对是否用英文逗号分列、引号是否成对。"
                )
            yield Line(_CSV_SHEET, number, list(cells))
            if head:
                return
    except csv.Error as error:
        raise SheetRefused("CSV格式有误，请核对引号是否成对，或改用.xlsx模板。") from error


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SheetRefused("文件既不是UTF-8也不是GB18030编码，请另存为“CSV UTF-8”后上传。")
