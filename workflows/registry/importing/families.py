"""From rows to households: one row a person, a household begins with each head.

A household with any fault is returned whole, so that no half of one is ever stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError

from documents import rows
from workflows.registry.codes import BadCode, normalise
from workflows.registry.models import Household, Member, YearAccount

from .columns import (
    ACCOUNT,
    BY_LABEL,
    HOUSEHOLD,
    MEMBER,
    NOTES_SHEET,
    REQUIRED,
    SOURCE_SHEET,
    Column,
)
from .kinds import Entry, titles_of
from .refusals import SheetRefused
from .sheets import Cell, Line
from .values import Wrong, number_text, read

MOST_PERSONS = 30
_HEAD_WORDS = ("户主", "本人")
_SKIPPED = (NOTES_SHEET, SOURCE_SHEET)
_DIGITS_KEPT = 15


@dataclass(slots=True)
class Family(Entry):
    """The rows of one household and what became of them; `household` is None if it has faults."""

    household: Household | None = None
    members: list[Member] = field(default_factory=list)
    account: YearAccount | None = None
    # What was filled in, by key: an empty cell says nothing about what the register has.
    home: dict[str, object] = field(default_factory=dict)
    people: list[dict[str, object]] = field(default_factory=list)


class Heading(NamedTuple):
    """Which column stands where: on a head's row all are read, on a member's row his own."""

    titles: tuple[str, ...]
    of_head: tuple[tuple[int, Column], ...]
    of_member: tuple[tuple[int, Column], ...]
    relation: int


class Villages:
    """The villages a list may name: those in the officer's areas, by code and by unique name."""

    def __init__(self, named: Iterable[tuple[int, str]]) -> None:
        self.codes: set[int] = set()
        self._names: dict[str, int | None] = {}
        for code, name in named:
            self.codes.add(code)
            self._names[str(code)] = code
            for written in {name, name.removesuffix("委会"), name.removesuffix("村委会")}:
                self._names[written] = None if written in self._names else code

    def find(self, text: str) -> int:
        """The village written as a code or a name. Raises Wrong."""
        known = self._names.get(text)
        if known is not None:
            return known
        if text.isdigit():
            try:
                code = normalise(text)
            except BadCode as error:
                raise Wrong(str(error)) from None
        else:
            named = self._names.get(text, 0)
            if named is None:
                raise Wrong("您的辖区内有几个村同名，请改填12位区划代码。")
            code = named
        if code not in self.codes:
            raise Wrong("您的辖区内没有这个村，请核对村名或区划代码。")
        return code


def families(lines: Iterable[Line], villages: Villages) -> Iterator[Family]:
    """Every household of the sheets, in order. Raises SheetRefused for a wrong template."""
    heading: Heading | None = None
    sheet, gathered = "", list[Line]()
    for line in lines:
        if line.sheet in _SKIPPED:
            continue
        if heading is None or line.sheet != sheet:
            if heading and gathered:
                yield build(gathered, heading, villages)
            sheet, gathered, heading = line.sheet, [], header(line)
            continue
        if gathered and _begins(line, heading):
            yield build(gathered, heading, villages)
            gathered = []
        gathered.append(line)
    if heading is None:
        raise SheetRefused("表中没有内容，请用模板填写后上传。")
    if gathered:
        yield build(gathered, heading, villages)


def header(line: Line) -> Heading:
    """Which column stands where. Raises SheetRefused, naming what is missing or unknown."""
    titles = titles_of(line, BY_LABEL, REQUIRED)
    columns = [(place, BY_LABEL[title]) for place, title in enumerate(titles) if title in BY_LABEL]
    return Heading(
        titles,
        tuple(columns),
        tuple((place, column) for place, column in columns if column.of == MEMBER),
        next(place for place, column in columns if column.key == "relation"),
    )


def build(lines: list[Line], heading: Heading, villages: Villages) -> Family:
    """The household of these rows, with every fault found at once."""
    family = Family(lines, heading.titles)
    members, home, account = [], dict[str, object](), dict[str, object]()
    columns = heading.of_head  # repeated on a member's row: the head's row rules
    for line in lines:
        person: dict[str, object] = {}
        parts = {HOUSEHOLD: home, MEMBER: person, ACCOUNT: account}
        cells, width = line.cells, len(line.cells)
        for index, column in columns:
            cell = cells[index] if index < width else None
            if cell is None or cell == "":
                continue
            if isinstance(cell, str) and cell in column.choices:
                parts[column.of][column.key] = column.choices[cell]
            else:
                _take(family, line, column, cell, parts[column.of])
        members.append((line, person))
        columns = heading.of_member
    _check_whole(family, home, members)
    _resolve_village(family, home, villages)
    people = [_member(family, line, person) for line, person in members]
    family.people = [person for _, person in members]
    if family.is_right:
        _assemble(family, home, account, people)
    return family


def _take(family: Family, line: Line, column: Column, cell: Cell, into: dict[str, object]) -> None:
    if column.key == "id_number":
        _refuse_lost_digits(line, cell)
    try:
        into[column.key] = read(column, cell)
    except Wrong as wrong:
        family.fault(line, column.label, str(wrong))


def _refuse_lost_digits(line: Line, cell: Cell) -> None:
    """A number cell keeps 15 digits: the last three of every number of the column are lost."""
    lost = isinstance(cell, int | float) and len(number_text(cell)) > _DIGITS_KEPT
    if lost or (isinstance(cell, str) and "E+" in cell.upper()):
        raise SheetRefused(
            f"工作表“{line.sheet[:20]}”第{line.number}行的身份证号码存成了数字，末三位已丢失，"
            "无法恢复：请把整列的单元格格式设为“文本”，从原始资料重新录入后上传。"
        )


def _check_whole(
    family: Family, home: Mapping[str, object], members: list[tuple[Line, dict[str, object]]]
) -> None:
    first = family.lines[0]
    if members[0][1].get("relation") != Member.Relation.HEAD:
        family.fault(first, "与户主关系", "每户第一行须是户主，请把户主放在该户第一行。")
    if len(members) > MOST_PERSONS:
        family.fault(first, "与户主关系", f"一户超过{MOST_PERSONS}人，请核对是否漏填了户主。")
    if "village" not in home and not any(one.column == "行政村" for one in family.faults):
        family.fault(first, "行政村", "户主行须填行政村。")
    for line, person in members:
        for label, key in (("姓名", "name"), ("与户主关系", "relation")):
            if key not in person and not any(
                (one.row, one.column) == (line.number, label) for one in family.faults
            ):
                family.fault(line, label, f"须填{label}。")


def _resolve_village(family: Family, home: dict[str, object], villages: Villages) -> None:
    if "village" not in home:
        return
    try:
        home["village"] = villages.find(str(home["village"]))
    except Wrong as wrong:
        family.fault(family.lines[0], "行政村", str(wrong))


def _member(family: Family, line: Line, person: dict[str, object]) -> Member:
    """The member with what follows from his number; its faults are the row's."""
    member = rows.new(Member, person)
    try:
        if "name" in person:
            member.derive()
        _check_birth(member)
    except ValidationError as error:
        told = getattr(error, "code", "") or ""
        label = "身份证号码" if told.startswith("id_") else "出生日期"
        family.fault(line, "姓名" if told.startswith("name_") else label, error.messages[0])
    return member


def _check_birth(member: Member) -> None:
    born = member.born
    if isinstance(born, date) and not member.id_number:
        born_too_early = born.year < 1880  # noqa: PLR2004 - as `ids` has it for numbers
        if born_too_early:
            raise ValidationError("出生日期过早，请核对。", code="born_early")


def _assemble(
    family: Family, home: dict[str, object], account: dict[str, object], people: list[Member]
) -> None:
    village = home.pop("village")
    assert isinstance(village, int)
    named = {"village_id": village, "head_name": people[0].name}
    household = rows.new(Household, {**home, **named})
    household.derive()
    family.household, family.members = household, people
    family.home = home
    if account.keys() - {"year"}:
        if "year" not in account:
            family.fault(family.lines[0], "收支年度", "填了收支金额的须填收支年度，如2025。")
            return
        family.account = rows.new(YearAccount, account)


def _begins(line: Line, heading: Heading) -> bool:
    cell = line.cells[heading.relation] if heading.relation < len(line.cells) else ""
    return isinstance(cell, str) and cell.strip() in _HEAD_WORDS
