"""The workbook of what was wrong: the rows as they came with a column 错误, to be corrected and sent again."""

from __future__ import annotations

import io
from collections import defaultdict
from typing import Any

import xlsxwriter

from .columns import FAULT
from .kinds import Entry

# More than that nobody corrects row by row; the rest comes out when the first are right.
MOST_ROWS = 5_000
_FAULT_WIDTH = 60


class ErrorBook:
    """Gathers wrong entries; `finish` gives the file."""

    def __init__(self) -> None:
        self._families: list[Entry] = []
        self._rows = 0
        self.left_out = 0

    def add(self, family: Entry) -> None:
        """Take in a wrong entry with all its rows."""
        if self._rows + len(family.lines) > MOST_ROWS:
            self.left_out += len(family.lines)
            return
        self._rows += len(family.lines)
        self._families.append(family)

    def __bool__(self) -> bool:
        return bool(self._families)

    def finish(self) -> bytes:
        """The workbook: one sheet, every cell as text, so that nothing in it is ever computed."""
        out = io.BytesIO()
        book = xlsxwriter.Workbook(out, {"in_memory": True})
        sheet = book.add_worksheet("待更正")
        titles = self._titles()
        text = book.add_format({"num_format": "@"})
        bold = book.add_format({"bold": True})
        red = book.add_format({"font_color": "#97121f", "text_wrap": True})
        sheet.set_column(0, len(titles) - 1, 14, text)
        sheet.set_column(len(titles), len(titles), _FAULT_WIDTH, red)
        for place, title in enumerate([*titles, FAULT]):
            sheet.write_string(0, place, title, bold)
        row = 1
        for family in self._families:
            row = self._write(sheet, row, family, titles, text, red)
        if self.left_out:
            sheet.write_string(row, 0, f"其余{self.left_out}行未列出，请先更正以上各行再导入。")
        sheet.freeze_panes(1, 0)
        book.close()
        return out.getvalue()

    def _titles(self) -> list[str]:
        named = dict.fromkeys(t for family in self._families for t in family.titles if t)
        return [title for title in named if title != FAULT]

    def _write(
        self, sheet: Any, row: int, family: Entry, titles: list[str], text: Any, red: Any
    ) -> int:
        told: dict[tuple[str, int], list[str]] = defaultdict(list)
        for fault in family.faults:
            told[fault.sheet, fault.row].append(f"{fault.column}：{fault.message}")
        place = {title: index for index, title in enumerate(titles)}
        for line in family.lines:
            for title, cell in zip(family.titles, line.cells, strict=False):
                if title in place and cell not in ("", None):
                    sheet.write_string(row, place[title], _shown(cell), text)
            why = told.get((line.sheet, line.number)) or ["本行无误，随同户一并退回。"]
            sheet.write_string(row, len(titles), "；".join(why), red)
            row += 1
        return row


def _shown(cell: object) -> str:
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
