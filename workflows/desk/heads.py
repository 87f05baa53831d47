"""What stands at the head of a case's pages: whose it is, where it stands, until when."""

from dataclasses import dataclass
from datetime import date

from workflows.desk.deadlines import Deadline, deadline_of
from workflows.desk.places import places
from workflows.engine.family import Family
from workflows.engine.models import Case, Task


@dataclass(frozen=True, slots=True)
class Head:
    """`facts` are (label, value) pairs in reading order; `about` stands small behind the name."""

    name: str
    about: str
    procedure: str
    stage: str
    deadline: Deadline | None
    facts: tuple[tuple[str, str], ...]


def name_of(case: Case, place: str, listed: int | None = None) -> str:
    """The head of household; for a sheet the village, what it is and how many stand on it."""
    if case.household:
        return case.household.head_name
    village = place.rsplit(" ", maxsplit=1)[-1]
    households = f"（{listed} 户）" if listed is not None else ""
    return f"{village}{case.table.name}{households}"


def title_of(case: Case) -> str:
    """The procedure with its mark, the department a co-check is addressed to, the round if not first."""
    key = f"：{case.key}" if case.key else ""
    if case.key.isdigit():
        key = f"（第 {case.key} 件）"
    again = f"（第 {case.round} 轮）" if case.round > 1 else ""
    mark = case.table.mark(case.facts)
    return f"{case.table.name}{f'（{mark}）' if mark else ''}{key}{again}"


def head_of(family: Family, case: Case, task: Task | None) -> Head:
    """The head of one case; `task` is the open work whose date counts, if any."""
    place = places([case.region])[case.region]
    household = case.household
    where = f"{place} {household.group_name}".strip() if household else place
    facts = [("编号", case.number), ("村组", where), ("立案", chinese(case.opened_on))]
    if case.due_on:
        facts.append(("总期限", chinese(case.due_on)))
    if family.at_rest:
        since, why = family.pauses[-1][0], family.head.facts["pause_reason"]
        facts.append(("期限暂停", f"自{chinese(since)}起，{why}"))
    return Head(
        name_of(case, place),
        title_of(case) if household else "",
        title_of(case),
        case.stage_label,
        deadline_of(task, family.today, family.calendar),
        tuple(facts),
    )


def chinese(day: date) -> str:
    """2026年11月21日."""
    return f"{day:%Y年%-m月%-d日}"
