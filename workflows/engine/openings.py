"""Opening cases: children of a stage or step, sheets, and independent cases that follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from documents.numbering import take_block

from .entry import Entry
from .family import Family
from .models import Case
from .policies import shelf
from .procedure import Opening, Procedure
from .words import ParentIn, Stage

if TYPE_CHECKING:
    from .writer import Writer

OPENED = "opened"
# What happens to a sheet without a step of its own: its journal says which household, and whoever
# has the sheet before him must look again.
LISTED, STRUCK = "listed", "struck"
LABELS = {OPENED: "立案", LISTED: "列入一户", STRUCK: "撤下一户"}


def blank(
    table: type[Procedure], *, region: int, on: date, parent: Case | None = None, **more: Any
) -> Case:
    """An unsaved case in its start stage. A child takes its parent's pack, a root today's."""
    stage = table.start_stage()
    head = parent.head if parent else None
    more.setdefault("department", table.led_by)
    return Case(
        procedure=table.key,
        edition=table.edition,
        pack=parent.pack if parent else shelf().choose(region, on).id,
        root=head,
        parent=parent,
        household_id=head.household_id if head else more.pop("household_id", None),
        region=region,
        stage=stage.name,
        seq=1,
        closed=stage.end,
        collecting=table.is_sheet,
        opened_on=on,
        entered_on=on,
        clock_on=on,
        **more,
    )


def numbered(table: type[Procedure], region: int, on: date) -> str:
    """The next case number of a procedure in the township of a region."""
    return numbers(table, region, on, 1)[0]


def numbers(table: type[Procedure], region: int, on: date, count: int) -> list[str]:
    """The next case numbers: township code, year, the procedure's letters, six digits.

    The form is our default; no source prescribes one (domain: numbering of cases).
    """
    township = str(region)[:9]
    block = take_block(f"{township}-{table.letter}", on.year, count)
    return [f"{township}-{on.year}-{table.letter}-{serial:06d}" for serial in block]


def open_children(
    writer: Writer,
    parent: Case,
    wanted: Iterable[Opening],
    answers: Mapping[str, Any] | None = None,
    personal: frozenset[str] = frozenset(),
) -> None:
    """Open each child unless its newest round stands or is still open.

    `answers` are the step's; a child takes those its opening hands over. A round that was
    cancelled is made up for under the terms it was opened on: what it was handed, and by whom not.
    """
    family = writer.family
    outline = family.outline(parent)
    newest = {(c.kind, c.key): c for c in outline.newest}
    fresh: list[Case] = []
    for opening in wanted:
        table = opening.procedure
        apart = {p for duty in opening.apart_from for p in family.head.duties.get(duty, ())}
        for key in opening.keys_for(outline):
            held = newest.get((table.key, key))
            cancelled = held and held.closed and not _has_result(family, held.id)
            if held and held.stands and not cancelled and not opening.afresh:
                continue
            former = family.cases[held.id] if held and cancelled else None
            given = former.answers if former else answers or {}
            handed = {n: v for n, v in given.items() if n in opening.handing}
            sealed = set(former.private or ()) if former else personal
            barred = apart.union(former.barred) if former else apart
            fresh.append(
                blank(
                    table,
                    region=parent.region,
                    on=family.today,
                    parent=parent,
                    key=key,
                    round=held.round + 1 if held else 1,
                    department=key if table.key_is_department else table.led_by,
                    barred=sorted(barred),
                    facts={n: v for n, v in handed.items() if n not in sealed},
                    private={n: v for n, v in handed.items() if n in sealed},
                    number=_child_number(family, table, fresh),
                )
            )
    writer.open(fresh, automatic=True)


def opening_entry(case: Case, writer: Writer) -> Entry:
    """The first entry of a case that another case's step opened."""
    identity: dict[str, Any] = {
        "region": case.region,
        "household": case.household_id,
        "parent": str(case.parent.uuid) if case.parent else None,
        "follows": str(case.follows.uuid) if case.follows else None,
        "key": case.key,
        "round": case.round,
    }
    answers = {**case.facts, "opening": identity}
    return Entry(
        OPENED, OPENED, "", case.stage, writer.by, None, answers=answers, personal=case.private
    )


def _has_result(family: Family, pk: int) -> bool:
    """Whether a closed child ended with a result rather than by being cancelled with its parent."""
    child = family.cases[pk]
    ended_with_parent = {
        step.target.name
        for step in child.table.steps.values()
        if isinstance(step.when, ParentIn) and isinstance(step.target, Stage)
    }
    return child.stage not in ended_with_parent


def _child_number(family: Family, table: type[Procedure], fresh: Iterable[Case]) -> str:
    """The root's number, the child's letters and which of its kind it is, those just made included."""
    earlier = sum(case.procedure == table.key for case in (*family.cases.values(), *fresh))
    return f"{family.head.number}-{table.letter}{earlier + 1}"
