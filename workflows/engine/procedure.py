"""A procedure: the class whose body is the table, compiled once when it is imported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from workflows.access.actors import Role
from workflows.registry.codes import ancestors

from .snapshot import Snapshot
from .words import Condition, Limit, SheetIn, Stage, Step

ACTING = (Role.VILLAGE, Role.CLERK, Role.REVIEWER, Role.HANDLER, Role.APPROVER, Role.ARCHIVIST)

_known: dict[str, dict[str, type[Procedure]]] = {}


class UnknownProcedure(LookupError):
    """A case names a procedure or edition that no installed package declares."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Children a stage or step opens: one, or one for each key the snapshot yields.

    `apart_from` names duties: whoever had one of them on this family of cases is barred from
    the new child (another round by other persons). `handing` names answers of the step that go
    to the child alone: the parent's file does not keep them (who objects, for one).
    """

    procedure: type[Procedure]
    keys: Callable[[Snapshot], Iterable[str]] | None = None
    apart_from: tuple[str, ...] = ()
    afresh: bool = False
    handing: tuple[str, ...] = ()

    def keys_for(self, case: Snapshot) -> tuple[str, ...]:
        return ("",) if self.keys is None else tuple(self.keys(case))


@dataclass(frozen=True, slots=True)
class Seal:
    """Answers, and papers that print them, which say who objected or reported.

    Only roles that may know it learn them (`access.visibility`), and none who had one of the duties
    `subject_by` on the family of cases: whose work is complained of must not learn by whom.
    """

    answers: tuple[str, ...]
    papers: tuple[str, ...] = ()
    subject_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Start:
    """An independent case a step begins, and the facts it takes along."""

    procedure: type[Procedure]
    carrying: tuple[str, ...] = ()


def _declared(cls: type) -> dict[str, Any]:
    """The table's lines in the order first declared; a later edition's line replaces, None strikes.

    A stage or step under a second name is no second line.
    """
    lines: dict[str, Any] = {}
    for parent in reversed(cls.__mro__):
        for name, value in vars(parent).items():
            line = isinstance(value, (Stage, Step)) and value.name == name
            if line or isinstance(value, Condition) or (value is None and name in lines):
                lines[name] = value
    return {name: value for name, value in lines.items() if value is not None}


class ChecklistItem(Protocol):
    """One thing a dossier must hold; `lacks` says in Chinese what is missing of it."""

    @property
    def title(self) -> str: ...
    @property
    def lacks(self) -> Sequence[str]: ...


class Procedure:
    """A case with number, holder, tasks, dates and a journal of its own.

    Write a subclass with `key`, `name`, `edition`, `basis` (paper and clause) and lines made of
    the words in `words.py`. `apart` lists groups of duties no one person may combine in one
    family of cases; `never_after` pairs of duties of which the first is not for who has had the
    second, though the second stays open to who has had the first. `seen_by` are the roles that may
    open such a case within their area; `letter` marks its numbers; `seal` names the answers that
    tell who complained. `led_by`: the department that handles and approves it for the county,
    instead of the county's own office.
    """

    key: ClassVar[str] = ""
    name: ClassVar[str] = ""
    edition: ClassVar[str] = "1"
    basis: ClassVar[str] = ""
    letter: ClassVar[str] = ""
    apart: ClassVar[tuple[frozenset[str], ...]] = ()
    never_after: ClassVar[tuple[tuple[str, str], ...]] = ()
    seen_by: ClassVar[tuple[Role, ...]] = (*ACTING, Role.AUDITOR)
    key_is_department: ClassVar[bool] = False
    led_by: ClassVar[str] = ""
    total_within: ClassVar[Limit | None] = None
    is_sheet: ClassVar[bool] = False
    # Who objected or reported, and who may know it.
    seal: ClassVar[Seal | None] = None
    # What the dossier must hold before it is filed, for the case's page, which shows it where a
    # step needs `checked_full`.
    checked_full: ClassVar[Condition | None] = None
    checklist: ClassVar[Callable[[Any], Sequence[ChecklistItem]] | None] = None

    stages: ClassVar[Mapping[str, Stage]] = {}
    steps: ClassVar[Mapping[str, Step]] = {}
    order: ClassVar[Mapping[str, int]] = {}
    leaving: ClassVar[Mapping[str, tuple[Step, ...]]] = {}
    due: ClassVar[Mapping[str, tuple[Step, ...]]] = {}

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if not cls.key:
            return  # an abstract table such as Sheet
        lines = _declared(cls)
        cls.stages = {n: v for n, v in lines.items() if isinstance(v, Stage)}
        cls.steps = {n: v for n, v in lines.items() if isinstance(v, Step)}
        cls.order = {name: place for place, name in enumerate(cls.stages)}
        for step in cls.steps.values():
            step.sources = step.source.names(cls.stages)
        cls.leaving = {
            name: tuple(s for s in cls.steps.values() if name in s.sources)
            for name in ("", *cls.stages)
        }
        cls.due = {n: tuple(s for s in steps if s.when) for n, steps in cls.leaving.items()}
        _known.setdefault(cls.key, {})[cls.edition] = cls

    @classmethod
    def mark(cls, facts: Mapping[str, Any]) -> str:
        """What must be seen of such a case wherever it is named; "" for most."""
        return ""

    @classmethod
    def start_stage(cls) -> Stage:
        return next(stage for stage in cls.stages.values() if stage.start)

    @classmethod
    def for_each(
        cls, keys: Callable[[Snapshot], Iterable[str]], handing: tuple[str, ...] = ()
    ) -> Opening:
        """One child for each key (for co-checks: each department)."""
        return Opening(cls, keys, handing=handing)

    @classmethod
    def anew(cls, *apart_from: str) -> Opening:
        """Another round although one stands, by persons who had none of the duties named."""
        return Opening(cls, None, apart_from, afresh=True)

    @classmethod
    def carrying(cls, *facts: str) -> Start:
        """An independent case that takes these facts along."""
        return Start(cls, facts)


class Sheet(Procedure):
    """One paper on which many cases stand: a case of a village, without a household.

    `gathers` is the level of the region whose cases one sheet takes (5 a village, 4 a township);
    with `key_is_department` each department has a sheet of its own.
    """

    is_sheet = True
    gathers: ClassVar[int] = 5

    @classmethod
    def region_of(cls, place: int) -> int:
        """The region whose sheet a case of this place stands on."""
        return ancestors(place)[cls.gathers - 1]


def as_opening(opening: Opening | type[Procedure]) -> Opening:
    return opening if isinstance(opening, Opening) else Opening(opening)


def find(key: str, edition: str) -> type[Procedure]:
    """The table a case is bound to. Raises UnknownProcedure when its package is not installed."""
    try:
        return _known[key][edition]
    except KeyError:
        raise UnknownProcedure(f"{key} {edition}") from None


def newest(key: str) -> type[Procedure]:
    """The edition new cases are opened under. Raises UnknownProcedure."""
    if key not in _known:
        raise UnknownProcedure(key)
    return _known[key][max(_known[key])]


def awaited(sheet: type[Procedure]) -> frozenset[str]:
    """The stages of a sheet that cases on it wait for, to go along."""
    return frozenset(
        name
        for table in all_procedures()
        for stage in table.stages.values()
        for step in table.due[stage.name]
        if isinstance(step.when, SheetIn) and stage.shares and stage.shares.key == sheet.key
        for name in step.when.stages
    )


def all_procedures() -> tuple[type[Procedure], ...]:
    """Every edition of every installed procedure."""
    return tuple(cls for editions in _known.values() for cls in editions.values())
