"""线下在办案件 as a list: one row is one running paper case, judged by the form of 线下转入.

A kind of list beside that of the register (registry/importing): the same upload, check, preview,
confirmation, worker and error workbook. A row names its household by the number and the head's name in
the register, both, so that a slip of one digit takes over nobody else's case. Each row is opened in a
transaction of its own, by the clerk who sent the list, under an id of the row: a list gone through
twice opens nothing twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid5

from django import forms

from workflows.access.officers import actor_of
from workflows.engine.door import start
from workflows.engine.models import Case
from workflows.engine.refusals import Invalid, Refusal
from workflows.registry import exporting
from workflows.registry.areas import within
from workflows.registry.codes import Range
from workflows.registry.importing.columns import FAULT, NOTES_SHEET, SOURCE_SHEET
from workflows.registry.importing.kinds import Entry, Kind, Sorted, Words, register, titles_of
from workflows.registry.importing.refusals import SheetRefused
from workflows.registry.importing.sheets import Line
from workflows.registry.importing.values import Wrong, text
from workflows.registry.models import Household, ImportBatch
from workflows.workdays import clock

from .forms.transfer import TakeOverForm
from .table import Intervention

KEY = "paper_cases"
NUMBER, HEAD = "户编号", "户主姓名"
_YES = {"是": "on", "否": "", "": ""}
_BETWEEN = re.compile(r"[、，,；;\s]+")
_MIDNIGHT = re.compile(r"T00:00:00$")
# Officers are known by their accounts: near relatives among them are named on the case's page.
_ON_THE_PAGE = ("relatives",)
_FIELDS: Mapping[str, forms.Field] = {
    name: one for name, one in TakeOverForm.base_fields.items() if name not in _ON_THE_PAGE
}
_BY_LABEL = {str(one.label): name for name, one in _FIELDS.items()}
_REQUIRED = (NUMBER, HEAD, *(str(one.label) for one in _FIELDS.values() if one.required))


@dataclass(slots=True)
class Row(Entry):
    """One row: its cells by column, and what was found for them."""

    cells: dict[str, str] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)
    household: Household | None = None

    @property
    def line(self) -> Line:
        return self.lines[0]


def _read(rows: Iterator[Line], areas: Sequence[Range]) -> Iterator[Row]:
    """Rows to entries, with what their cells alone tell. Raises SheetRefused for a wrong template."""
    sheet, titles, seen = "", tuple[str, ...](), set[str]()
    for line in rows:
        if line.sheet in (NOTES_SHEET, SOURCE_SHEET):
            continue
        if not titles or line.sheet != sheet:
            sheet, titles = line.sheet, titles_of(line, (NUMBER, HEAD, *_BY_LABEL), _REQUIRED)
            continue
        row = _row(line, titles)
        number = row.cells.get(NUMBER, "")
        if number and number in seen:
            row.fault(line, NUMBER, "这一户在本表前面已出现，请删去重复的一行。")
        seen.add(number)
        yield row
    if not titles:
        raise SheetRefused("表中没有内容，请用模板填写后上传。")


def _row(line: Line, titles: tuple[str, ...]) -> Row:
    row = Row([line], titles)
    for title, cell in zip(titles, line.cells, strict=False):
        if not title or title == FAULT:
            continue
        try:
            row.cells[title] = _MIDNIGHT.sub("", text(cell))
        except Wrong as wrong:
            row.fault(line, title, str(wrong))
    for title in (NUMBER, HEAD):
        if not row.cells.get(title):
            row.fault(line, title, f"须填{title}，与登记册一致。")
    for title, name in _BY_LABEL.items():
        _answer(row, title, name)
    return row


def _answer(row: Row, title: str, name: str) -> None:
    """What the form is given for a cell: several words apart, a yes as a tick."""
    written, asked = row.cells.get(title, ""), _FIELDS[name]
    if isinstance(asked, forms.MultipleChoiceField):
        row.answers[name] = [word for word in _BETWEEN.split(written) if word]
    elif isinstance(asked, forms.BooleanField):
        if written not in _YES:
            row.fault(row.line, title, f"“{title}”只能填：是、否。")
        row.answers[name] = _YES.get(written, "")
    else:
        row.answers[name] = written


def _sort(entries: list[Row], batch: ImportBatch) -> Sorted:
    """New, with a case already open, or wrong; two statements a slice."""
    numbers = [row.cells.get(NUMBER, "") for row in entries]
    area = within("village_id", [tuple(one) for one in batch.areas])
    homes = {home.number: home for home in Household.objects.filter(area, number__in=numbers)}
    open_cases = Case.objects.filter(
        procedure=Intervention.key, parent=None, closed=False, household__in=homes.values()
    )
    busy = set(open_cases.values_list("household_id", flat=True))
    result = Sorted()
    for row in entries:
        row.household = homes.get(row.cells.get(NUMBER, ""))
        _judge(row)
        if not row.is_right:
            result.wrong.append(row)
        elif row.household and row.household.pk in busy:
            result.known.append(row)
        else:
            result.fresh.append(row)
    return result


def _judge(row: Row) -> None:
    """Whose case it is, and whether its form would be taken on a page."""
    home = row.household
    if home is None:
        if row.cells.get(NUMBER):
            row.fault(row.line, NUMBER, "您的辖区内没有这个户编号，请核对，或先把这一户登记入册。")
    elif home.ended_on:
        row.fault(row.line, NUMBER, "这一户已经销户，请核对户编号。")
    elif row.cells.get(HEAD) != home.head_name:
        row.fault(row.line, HEAD, "与登记册上这一户的户主不同，请核对户编号和户主姓名。")
    form = TakeOverForm(data=row.answers)
    told = {fault.column for fault in row.faults}
    for name, errors in form.errors.as_data().items():
        label = str(form.fields[name].label)
        for error in errors if label not in told else ():
            row.fault(row.line, label, _said(form.fields[name], label, error))


def _said(asked: forms.Field, label: str, error: Any) -> str:
    """A message that says what to write, without quoting the cell."""
    if error.code == "invalid_choice":
        words = (str(word) for word, _ in getattr(asked, "choices", ()))
        return f"“{label}”只能填：{'、'.join(words)}。"
    if error.code == "required":
        return f"须填{label}。"
    if isinstance(asked, forms.DateField) and error.code == "invalid":
        return f"“{label}”应填如2026-05-01的日期。"
    return str(error.messages[0])


def _store(entries: list[Row], batch: ImportBatch) -> tuple[int, list[Row]]:
    """Open a case for each; what is refused now (a case opened meanwhile, a post ended) is told."""
    by, opened, refused = actor_of(batch.officer, clock.today()), 0, list[Row]()
    for row in _sort(entries, batch).fresh:
        command = uuid5(batch.uuid, f"{row.line.sheet}#{row.line.number}")
        try:
            start(
                Intervention, by=by, household=row.household, command_id=command,
                answers=row.answers,
            )  # fmt: skip
        except Refusal as refusal:
            said = refusal.message
            if isinstance(refusal, Invalid):
                said = "；".join(text for texts in refusal.errors.values() for text in texts)
            row.fault(row.line, NUMBER, said)
            refused.append(row)
        else:
            opened += 1
    return opened, refused


def template() -> bytes:
    """The empty template: the household's two columns, then those of the form."""
    columns = [exporting.Blank(NUMBER, 24), exporting.Blank(HEAD, 12)]
    notes = [
        ("一户几行", "一户一行；户编号、户主姓名照登记册填写，未入册的先登记入册。"),
        (
            "不用转入的",
            "已经批准或者不予确认的，不用转入。公示在系统里重新张贴，线下贴过的不计入公示期。",
        ),
        ("转入以后", "逐户附上纸质原件扫描件，录入核查和反馈结果，由另一人复核。"),
    ]
    for one in _FIELDS.values():
        words, several = _words(one), isinstance(one, forms.MultipleChoiceField)
        picked = () if several else words
        columns.append(exporting.Blank(str(one.label), 18, picked))
        how = ["必填" if one.required else "", str(one.help_text)]
        how += [
            f"{'可填几项，用顿号隔开' if several else '只能填'}：{'、'.join(words)}"
            if words
            else ""
        ]
        how += ["如2026-05-01" if isinstance(one, forms.DateField) else ""]
        notes.append((str(one.label), "；".join(filter(None, how))))
    return exporting.blank("线下在办案件", columns, [note for note in notes if note[1]])


def _words(asked: forms.Field) -> list[str]:
    if isinstance(asked, forms.BooleanField):
        return ["是", "否"]
    return [str(word) for word, _ in getattr(asked, "choices", ())]


PAPER_CASES = register(
    Kind(
        KEY, "线下在办案件",
        Words(
            fresh="可以转入", known="已有在办案件，不重复转入", stored="已登记转入",
            intro="一户一行，写明线下办到哪一步和各步的日期；填好后上传。上传后逐行检查，确认以前不会立案。",
            confirm="确认后逐户登记“线下转入”；登记以后还要附原件、录结果，由另一人复核才转入。",
        ),
        _read, _sort, _store, template, slice=1,
    )
)  # fmt: skip
