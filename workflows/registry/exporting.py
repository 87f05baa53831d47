"""Lists that leave the house: every cell as text, marked with who took it when, and on record."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter

from documents.masking import mask_id, mask_phone
from workflows.registry.importing.columns import (
    ACCOUNT,
    COLUMNS,
    HOUSEHOLD,
    NOTES_SHEET,
    SOURCE_SHEET,
    Column,
)
from workflows.registry.models import Household, Member, YearAccount
from workflows.registry.money import FEN
from workflows.workdays import clock

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Below the limit of what is taken in again, so that a household is never torn between two sheets.
# Fewer than a sheet may have: whoever reads the workbook lays a whole sheet out in memory.
_SHEET_ROWS = 20_000
_READ_AT_ONCE = 500

Home = tuple[Household, Sequence[Member], YearAccount | None]


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands on every page of an export: whose it is, so that a leaked sheet leads back."""

    who: str
    at: datetime
    scope: str

    def __str__(self) -> str:
        return f"{self.who} {self.at:%Y-%m-%d %H:%M}导出 {self.scope} 含个人信息，不得外传"


def listed(title: str, heads: Sequence[str], rows: Iterable[Sequence[object]], mark: Mark) -> bytes:
    """A plain list as a workbook; amounts and numbers too are written as text, nothing computes."""
    with _Book(mark) as book:
        sheet = book.sheet(title, heads, [16] * len(heads))
        for number, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                if value not in ("", None):
                    sheet.write_string(number, place, str(value), book.text)
        return book.finish()


def register(homes: Iterable[Home], mark: Mark, *, uncovered: bool) -> bytes:
    """Households in the columns of the template, so that they can be taken in again.

    Unless `uncovered`, ID numbers and phones are masked.
    """
    with _Book(mark) as book:
        row, part, sheet = _SHEET_ROWS, 0, None
        for household, members, account in homes:
            if row + len(members) > _SHEET_ROWS:
                part, row = part + 1, 1
                sheet = _template_sheet(book, f"农户{part}")
            for place, member in enumerate(members):
                _write_person(book, sheet, row, member, uncovered=uncovered)
                if place == 0:
                    _write_home(book, sheet, row, household, account)
                row += 1
        if sheet is None:
            _template_sheet(book, "农户1")
        return book.finish()


class Blank(NamedTuple):
    """A column of an empty template; `choices` are offered to pick from, none for free text."""

    label: str
    width: int
    choices: Sequence[str] = ()


def blank(title: str, columns: Sequence[Blank], notes: Iterable[tuple[str, str]]) -> bytes:
    """An empty template with a sheet that says how each column is filled in."""
    with _Book(None) as book:
        heads, widths = [one.label for one in columns], [one.width for one in columns]
        sheet = book.sheet(title, heads, widths)
        for place, column in enumerate(columns):
            if column.choices:
                sheet.data_validation(
                    1, place, _SHEET_ROWS, place,
                    {"validate": "list", "source": list(column.choices),
                     "error_message": "请从列表中选择"},
                )  # fmt: skip
        told = book.sheet(NOTES_SHEET, ("列", "怎样填"), (18, 70))
        for number, (label, note) in enumerate(notes, start=1):
            told.write_string(number, 0, label)
            told.write_string(number, 1, note)
        return book.finish()


def template() -> bytes:
    """The empty template of the register with its notes."""
    columns = [
        Blank(one.label, one.width, list(dict.fromkeys(map(str, one.choices)))) for one in COLUMNS
    ]
    return blank("农户", columns, _notes())


def stored(households: Iterable[int]) -> Iterator[Home]:
    """Households by key, with who lives there now and the latest account; few statements."""
    waiting: list[int] = []
    for key in households:
        waiting.append(key)
        if len(waiting) == _READ_AT_ONCE:
            yield from _read(waiting)
            waiting = []
    if waiting:
        yield from _read(waiting)


def _read(keys: list[int]) -> Iterator[Home]:
    homes = Household.objects.in_bulk(keys)
    members: dict[int, list[Member]] = {key: [] for key in keys}
    living = Member.objects.filter(household__in=keys, died_on=None, left_on=None)
    for member in living.order_by("pk"):
        members[member.household_id].append(member)
    accounts: dict[int, YearAccount] = {}
    for account in YearAccount.objects.filter(household__in=keys).order_by("year"):
        accounts[account.household_id] = account
    for key in keys:
        first = sorted(members[key], key=lambda member: member.relation != Member.Relation.HEAD)
        if first:
            yield homes[key], first, accounts.get(key)


def _notes() -> Iterator[tuple[str, str]]:
    yield "一户几行", "每人一行，每户第一行是户主；农户和收支各列只在户主行填写。"
    yield "身份证号码", "先把整列设为“文本”再填；存成数字的末三位会丢失，整个文件将被退回。"
    yield "已在册的农户", "按身份证号码识别，不会重复登记；与登记册不一致的，由您逐户决定是否采用。"
    for column in COLUMNS:
        known = (
            "只能填：" + "、".join(dict.fromkeys(map(str, column.choices)))
            if column.choices
            else ""
        )
        said = "；".join(filter(None, ["必填" if column.must else "", column.note, known]))
        if said:
            yield column.label, said


def _template_sheet(book: _Book, name: str) -> Any:
    heads = [column.label for column in COLUMNS]
    return book.sheet(name, heads, [column.width for column in COLUMNS])


def _write_home(
    book: _Book, sheet: Any, row: int, household: Household, account: YearAccount | None
) -> None:
    for place, column in enumerate(COLUMNS):
        if column.of == HOUSEHOLD:
            key = "village_id" if column.key == "village" else column.key
            book.write(sheet, row, place, said(column, getattr(household, key)))
        elif column.of == ACCOUNT and account is not None:
            value = getattr(account, column.key)
            text = str(value) if column.key == "year" else _yuan(value)
            book.write(sheet, row, place, text)


def _write_person(book: _Book, sheet: Any, row: int, member: Member, *, uncovered: bool) -> None:
    numbered = bool(member.id_number)
    for place, column in enumerate(COLUMNS):
        if column.of in (HOUSEHOLD, ACCOUNT) or (numbered and column.key in ("sex", "born")):
            continue
        value = getattr(member, column.key)
        if not uncovered and column.key == "id_number":
            value = mask_id(value)
        elif not uncovered and column.key == "phone":
            value = mask_phone(value)
        book.write(sheet, row, place, said(column, value))


def said(column: Column, value: object) -> str:
    """A value in the words of its column."""
    if value in ("", None):
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if column.choices:
        return next((word for word, kept in column.choices.items() if kept == value), "")
    return str(value)


def _yuan(amount: int) -> str:
    whole, rest = divmod(abs(amount), FEN)
    return f"{'-' if amount < 0 else ''}{whole}" + (f".{rest:02d}" if rest else "")


class _Book:
    """A workbook written row by row into a folder that is gone with it."""

    def __init__(self, mark: Mark | None) -> None:
        self._mark = mark

    def __enter__(self) -> _Book:
        self._folder = tempfile.TemporaryDirectory(prefix="huan-export-")
        self._path = Path(self._folder.name) / "list.xlsx"
        options = {
            "constant_memory": True,
            "tmpdir": self._folder.name,
            "strings_to_formulas": False,
        }
        self._book = xlsxwriter.Workbook(str(self._path), options)
        self.text = self._book.add_format({"num_format": "@"})
        self._bold = self._book.add_format({"bold": True, "num_format": "@"})
        self._closed = False
        if self._mark:
            self._book.set_properties({"title": "户安导出", "comments": str(self._mark)})
        return self

    def __exit__(self, *_: object) -> None:
        if not self._closed:
            self._book.close()
        self._folder.cleanup()

    def sheet(self, name: str, heads: Sequence[str], widths: Sequence[int]) -> Any:
        """A sheet with its heads in the first row and the mark on every printed page."""
        sheet = self._book.add_worksheet(name)
        for place, (head, width) in enumerate(zip(heads, widths, strict=True)):
            sheet.set_column(place, place, width, self.text)
            sheet.write_string(0, place, head, self._bold)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        if self._mark:
            told = str(self._mark).replace("&", "&&")
            sheet.set_header(f"&L{told}")
            sheet.set_footer(f"&L{told}&R第&P页 共&N页")
        return sheet

    def write(self, sheet: Any, row: int, place: int, text: str) -> None:
        """A cell as text; an empty one is left out."""
        if text:
            sheet.write_string(row, place, text, self.text)

    def finish(self) -> bytes:
        """Close and read the file; the sheet that says where it comes from is the last."""
        if self._mark:
            source = self._book.add_worksheet(SOURCE_SHEET)
            source.set_column(0, 0, 80)
            source.write_string(0, 0, str(self._mark))
        self._book.close()
        self._closed = True
        return self._path.read_bytes()


def marked(who: str, scope: str) -> Mark:
    """The mark of an export taken now."""
    return Mark(who, clock.now(), scope)
