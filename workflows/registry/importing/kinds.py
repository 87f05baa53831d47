"""Kinds of lists: what a row is, what becomes of it, and in which words that is told.

The machinery is one for all: guard, reader, worker, lease, error workbook. A kind says the rest. One
that stands above the register (cases on paper) registers itself where it is defined.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from workflows.registry.codes import Range
from workflows.registry.models import ImportBatch

from .columns import FAULT
from .refusals import SheetRefused
from .sheets import Line

REGISTER = "register"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one cell or row; the message tells how to put it right."""

    sheet: str
    row: int
    column: str
    message: str


@dataclass(slots=True)
class Entry:
    """What a list has of one household: its rows as they came, and what is wrong with them."""

    lines: list[Line]
    titles: tuple[str, ...]
    faults: list[Fault] = field(default_factory=list, kw_only=True)

    def fault(self, line: Line, column: str, message: str) -> None:
        self.faults.append(Fault(line.sheet, line.number, column, message))

    @property
    def is_right(self) -> bool:
        return not self.faults


@dataclass(slots=True)
class Sorted:
    """What the entries of a slice are; those found wrong only now have gained a fault."""

    fresh: list[Any] = field(default_factory=list)
    known: list[Any] = field(default_factory=list)
    proposed: list[Any] = field(default_factory=list)
    wrong: list[Any] = field(default_factory=list)


class Words(NamedTuple):
    """How a kind calls what a check has found and a storing has done."""

    fresh: str
    known: str
    stored: str
    intro: str
    confirm: str


@dataclass(frozen=True)
class Kind:
    """One kind of list.

    `read` makes entries of rows in a thread that must not use the database: what it needs from there
    it looks up before it returns its iterator. `sort` judges entries against what is stored; `store`
    judges and stores them inside a slice's transaction and returns how many it stored and which it
    had to refuse after all. `slice` is how many entries one transaction takes.
    """

    key: str
    name: str
    words: Words
    read: Callable[[Iterator[Line], Sequence[Range]], Iterator[Any]]
    sort: Callable[[list[Any], ImportBatch], Sorted]
    store: Callable[[list[Any], ImportBatch], tuple[int, list[Any]]]
    template: Callable[[], bytes]
    slice: int


_known: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Make a kind known to the machinery."""
    _known[kind.key] = kind
    return kind


def kind_of(key: str) -> Kind:
    """The kind of a list. Raises KeyError for one nobody has registered."""
    return _known[key]


def titles_of(line: Line, known: Iterable[str], required: Iterable[str]) -> tuple[str, ...]:
    """The titles of a sheet's first row. Raises SheetRefused, naming what is missing or unknown."""
    known = set(known)
    titles = tuple(str(cell or "").strip().lstrip("*") for cell in line.cells)
    missing = [label for label in required if label not in titles]
    if missing:
        raise SheetRefused(
            f"工作表“{line.sheet[:20]}”不是本系统的模板：首行缺少{'、'.join(missing)}，"
            "请下载模板填写。"
        )
    unknown = [title for title in titles if title and title not in known and title != FAULT]
    if unknown:
        shown = "、".join(title[:10] for title in unknown[:5])
        raise SheetRefused(f"有不认识的列：{shown}，请删去后上传，不要改动模板的列名。")
    named = [title for title in titles if title in known]
    if len(set(named)) < len(named):
        raise SheetRefused("首行有重复的列名，请删去重复的列后上传。")
    return titles
