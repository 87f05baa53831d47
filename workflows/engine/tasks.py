"""Open work follows from where a case stands: computed from facts, never counted by a job."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from documents import rows
from workflows.access.actors import Role

from .family import Family
from .models import Case, Task
from .periods import due_of, earliest_leave
from .procedure import Procedure
from .snapshot import Snapshot
from .triggers import ChildrenIn

if TYPE_CHECKING:
    from .writer import Writer

Asked = tuple[int, str, str]


def asked_of(case: Case, snapshot: Snapshot) -> list[Task]:
    """The work a case asks for now: its stage's holder, and whoever is to countersign."""
    table = case.table
    stage = table.stages[case.stage]
    if case.closed or stage.held_by is None or _waits_for_children(table, case.stage):
        return []
    ready = due = None
    provisional = False
    if stage.lasts and any(step.waits for step in table.leaving[case.stage]):
        leave = earliest_leave(stage, snapshot)
        ready, provisional = leave.first_day, leave.provisional
    if stage.within:
        limit = due_of(stage.within, stage, snapshot)
        due = limit.day if limit else None
        provisional = provisional or bool(limit and limit.provisional)
    roles = [role for role in (stage.held_by, stage.watched_by) if role]
    second = table.steps[snapshot.proposal.step].agreed_by if snapshot.proposal else None
    if second and second not in roles:
        roles.append(second)
    return [
        Task(
            case=case,
            stage=case.stage,
            role=role,
            department=department_of(case, role),
            region=case.region,
            opened_on=snapshot.today,
            ready_on=ready,
            due_on=due,
            provisional=provisional,
        )
        for role in roles
    ]


def _waits_for_children(table: type[Procedure], stage: str) -> bool:
    """A stage left when its children are done asks nothing of its holder: the children do."""
    return any(isinstance(step.when, ChildrenIn) for step in table.due[stage])


def department_of(case: Case, role: Role) -> str:
    """Whose inbox: what is put to a department is its liaison's; the rest is the asking office's.

    Of a procedure led by a department the county's share is that department's.
    """
    table = case.table
    if table.led_by:
        return table.led_by if role in (Role.HANDLER, Role.APPROVER) else ""
    asked = table.key_is_department and role is not Role.LIAISON
    return "" if asked else case.department


def agree(writers: Sequence[Writer]) -> list[Task]:
    """Make the stored tasks agree with what the written cases ask for; returns new ones.

    A case just `opened` has no task yet, and one that has `moved` to another stage has done with
    all it had, unread. Of the others, `replanned`, a task still asked for stays with its holder;
    only its dates follow the facts.
    """
    left: list[int] = []
    stayed: list[int] = []
    kept: dict[Asked, Task] = {}
    fresh: list[Task] = []
    for writer in writers:
        opened, moved = writer.opened, writer.moved
        left += sorted(moved - opened)
        still = writer.replanned - moved - opened
        stayed += sorted(still)
        kept |= wanted_of(writer.family, still)
        fresh += wanted_of(writer.family, opened | moved).values()
    now = writers[0].now
    if left:
        rows.run(_close_text(len(left)), [rows.stored(Task, "closed_at", now), *left])
    if stayed:
        write(stayed, kept, now)
    return fresh


def wanted_of(family: Family, cases: Iterable[int]) -> dict[Asked, Task]:
    """What these cases of the family ask for, by case, stage and role."""
    wanted: dict[Asked, Task] = {}
    for case in (family.cases[pk] for pk in sorted(cases)):
        outline = family.outline(case, shared=family.shared(case))
        for task in asked_of(case, outline):
            wanted[case.pk, task.stage, task.role] = task
    return wanted


def write(ids: list[int], wanted: dict[Asked, Task], now: datetime) -> None:
    """Close, keep or open tasks of the cases `ids` so that the open ones are `wanted`."""
    gone, changed = [], []
    for task in Task.objects.open().filter(case__in=ids):
        asked = wanted.pop((task.case_id, task.stage, task.role), None)
        if asked is None:
            gone.append(task.pk)
            continue
        dates = (asked.ready_on, asked.due_on, asked.provisional)
        if (task.ready_on, task.due_on, task.provisional) != dates:
            task.ready_on, task.due_on, task.provisional = dates
            changed.append(task)
    if gone:
        Task.objects.filter(pk__in=gone).update(closed_at=now)
    if changed:
        Task.objects.bulk_update(changed, ["ready_on", "due_on", "provisional"])
    rows.insert([*wanted.values()])


@cache
def _close_text(cases: int) -> str:
    places = ", ".join(["%s"] * cases)
    table = Task._meta.db_table
    return f'UPDATE "{table}" SET closed_at = %s WHERE closed_at IS NULL AND case_id IN ({places})'  # noqa: S608 - the name of our own table
