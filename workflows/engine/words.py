"""The words a procedure's table is written in: stages, steps, limits and conditions.

A table is plain Python data: nothing here knows Django, a database or a clock. `procedure.py`
compiles a class body made of these words; `decide.py` reads the result. Conditions and what
makes a step fall due have modules of their own and are words too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Protocol, TypedDict, Unpack

from workflows.access.actors import Role

from .conditions import Condition, condition, fact, found
from .limits import Limit, limit
from .triggers import (
    EMPTIED,
    STANDS,
    ChildIn,
    ChildrenIn,
    On,
    ParentIn,
    SheetIn,
    Trigger,
    child_in,
    children_in,
    on,
    parent_in,
    sheet_in,
)

if TYPE_CHECKING:
    from documents.kinds import Kind

    from .procedure import Opening, Procedure, Sheet, Start
    from .snapshot import Snapshot

__all__ = [
    "BACK",
    "EMPTIED",
    "HERE",
    "MOVE",
    "NEW",
    "STANDS",
    "WHERE_IT_WAS",
    "AnyOf",
    "Anywhere",
    "Before",
    "ChildIn",
    "ChildrenIn",
    "Condition",
    "Drafted",
    "Form",
    "Limit",
    "New",
    "On",
    "ParentIn",
    "SheetIn",
    "Source",
    "Stage",
    "Step",
    "Terms",
    "Trigger",
    "WhereItWas",
    "any_of",
    "anywhere",
    "before",
    "child_in",
    "children_in",
    "condition",
    "fact",
    "found",
    "limit",
    "on",
    "parent_in",
    "sheet_in",
]

HERE, MOVE, BACK = "here", "move", "back"


class Form(Protocol):
    """What a step asks of an officer; a Django form class has this shape."""

    base_fields: Mapping[str, Any]
    personal: frozenset[str]


class Drafted(Protocol):
    """A kind of paper with the function that gathers its facts (`papers.PaperForm`)."""

    @property
    def kind(self) -> Kind: ...


class Terms(TypedDict, total=False):
    """The terms of a step; `Step` says what each is for."""

    by: Role | tuple[Role, ...]
    duty: str
    bars: tuple[str, ...]
    shared_by: str
    agreed_by: Role
    asks: Any
    gives: tuple[Callable[[Snapshot, Mapping[str, Any]], Mapping[str, Any]], ...]
    issues: tuple[Drafted, ...]
    books: tuple[Callable[[Any], None], ...]
    opens: tuple[Opening | type[Procedure], ...]
    starts: Start
    tells: str
    strikes: type[Procedure]
    only_if: tuple[Condition, ...]
    needs: tuple[Condition, ...]
    upon: tuple[Stage, ...]
    waits: bool
    in_time: Limit
    when: Trigger


class Source:
    """Where steps may leave from: a stage, or a set of stages."""

    def names(self, stages: Mapping[str, Stage]) -> tuple[str, ...]:
        raise NotImplementedError

    def to(self, target: Stage | WhereItWas, label: str, **terms: Unpack[Terms]) -> Step:
        """Go to `target`; from a stage to itself enters it afresh and its clock starts again."""
        return Step(self, target, label, MOVE, terms)

    def here(self, label: str, **terms: Unpack[Terms]) -> Step:
        """Done without leaving the stage: the clock runs on."""
        return Step(self, None, label, HERE, terms)

    def back(self, label: str, **terms: Unpack[Terms]) -> Step:
        """Return to the earliest stage whose result falls with what the officer says is wrong."""
        return Step(self, None, label, BACK, terms)


class Stage(Source):
    """A place a case can be in, who holds it, and how long it may or must last.

    `watched_by`: whose inbox it is in as well, because they answer for its lapse."""

    def __init__(
        self,
        label: str,
        *,
        held_by: Role | None = None,
        within: Limit | None = None,
        lasts: Limit | None = None,
        opens: Iterable[Opening | type[Procedure]] = (),
        shares: type[Sheet] | None = None,
        rests_on: Iterable[Stage | type[Procedure]] = (),
        start: bool = False,
        end: bool = False,
        part_of: str = "",
        watched_by: Role | None = None,
    ) -> None:
        self.name = ""
        self.label, self.held_by, self.within, self.lasts = label, held_by, within, lasts
        self.opens, self.shares, self.rests_on = tuple(opens), shares, tuple(rests_on)
        self.start, self.end, self.part_of = start, end, part_of
        self.watched_by = watched_by
        self.owner: type[Procedure]

    def __set_name__(self, owner: type[Procedure], name: str) -> None:
        if not self.name:
            self.name, self.owner = name, owner

    def __repr__(self) -> str:
        return f"<Stage {self.name} {self.label}>"

    def names(self, stages: Mapping[str, Stage]) -> tuple[str, ...]:
        return (self.name,)


class AnyOf(Source):
    def __init__(self, *stages: Stage) -> None:
        self.stages = stages

    def names(self, stages: Mapping[str, Stage]) -> tuple[str, ...]:
        return tuple(stage.name for stage in self.stages)


class Before(Source):
    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    def names(self, stages: Mapping[str, Stage]) -> tuple[str, ...]:
        order = list(stages)
        earlier = order[: order.index(self.stage.name)]
        return tuple(name for name in earlier if not stages[name].end)


class Anywhere(Source):
    def names(self, stages: Mapping[str, Stage]) -> tuple[str, ...]:
        return tuple(name for name, stage in stages.items() if not stage.end)


class New(Source):
    """The case does not exist yet: the step opens it."""

    def names(self, stages: Mapping[str, Stage]) -> tuple[str, ...]:
        return ("",)


class WhereItWas:
    """The target of a step that undoes a side exit: the stage the case came from."""


any_of, before = AnyOf, Before
anywhere, NEW, WHERE_IT_WAS = Anywhere(), New(), WhereItWas()


class Step:
    """One line of a table: from where to where, who takes it, what it asks, needs and yields.

    Who: `by` (default: the stage's holder), `duty` (for the separation of duties; it also
    falls on the officers named in the answer `shared_by`), `agreed_by`
    (nothing happens until a second person of that role agrees), `bars` (who has had one of these
    duties takes no further step of this case). What: `asks` (a form), `gives`
    (pure functions of snapshot and answers), `books` (what ledgers keep of it, in the same
    transaction: functions of the matter), `issues` (papers), `opens` (children), `starts`
    (an independent, linked case), `tells` (a step of the household's other open case),
    `strikes` (takes the household off the sheet). If: `only_if` (otherwise there is no such
    step), `needs` (otherwise blocked, with the reason), `upon` (results that must stand,
    whichever way the case came), `waits` (not before the stage's minimum period is over),
    `in_time` (not after). `when`: no officer asks; it happens as soon as it is due.
    """

    def __init__(
        self, source: Source, target: Stage | WhereItWas | None, label: str, kind: str, terms: Terms
    ) -> None:
        self.name = ""
        self.source, self.target, self.label, self.kind = source, target, label, kind
        by = terms.get("by")
        self.by: tuple[Role, ...] | None = (by,) if isinstance(by, Role) else by
        self.duty = terms.get("duty", "")
        self.bars = terms.get("bars", ())
        self.shared_by = terms.get("shared_by", "")
        self.agreed_by = terms.get("agreed_by")
        self.asks = terms.get("asks")
        self.gives = terms.get("gives", ())
        self.issues = terms.get("issues", ())
        self.books = terms.get("books", ())
        self.opens = terms.get("opens", ())
        self.starts = terms.get("starts")
        self.tells = terms.get("tells", "")
        self.strikes = terms.get("strikes")
        self.only_if = terms.get("only_if", ())
        self.needs = terms.get("needs", ())
        self.upon = terms.get("upon", ())
        self.waits = terms.get("waits", False)
        self.in_time = terms.get("in_time")
        self.when = terms.get("when")
        self.sources: tuple[str, ...] = ()

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = self.name or name

    def __repr__(self) -> str:
        return f"<Step {self.name} {self.label}>"

    @property
    def required(self) -> tuple[str, ...]:
        """Names of the answers that must be given."""
        if self.asks is None:
            return ()
        return tuple(name for name, field in self.asks.base_fields.items() if field.required)
