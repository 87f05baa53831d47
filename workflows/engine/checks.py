"""`manage.py check` reads every table like a careful lawyer.

| id | what is wrong |
|---|---|
| workflows.E001 | not exactly one start stage |
| workflows.E002 | a stage nobody can reach |
| workflows.E003 | a stage nobody holds and nothing leaves by itself |
| workflows.E004 | a stage that is no end and cannot be left |
| workflows.E005 | the procedure names no paper and clause |
| workflows.E006 | a step waits for a minimum period its stage does not have |
| workflows.E007 | a limit the policy packs do not know |
| workflows.E008 | a notice without a way to object |
| workflows.E009 | a child reacts to a stage its parents do not have |
| workflows.E010 | a step that happens by itself issues a numbered paper |
| workflows.E011 | a step decides under a duty that neither `apart` nor `never_after` keeps apart |
| workflows.E012 | a paper without its template |
| workflows.E013 | the journal's triggers are missing (database check) |
| workflows.E014 | a step waits for a stage its sheet does not have |
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from documents.rendering.composing import has_template
from workflows.access.actors import Role

from .append_only import present
from .machine import targets
from .models import Event
from .policies import shelf
from .procedure import Procedure, all_procedures, as_opening
from .words import Limit, ParentIn, SheetIn, Stage

Flaw = tuple[str, str]


@register
def tables_are_sound(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Every flaw of every installed table."""
    return [
        Error(text, obj=f"{table.name}（{table.edition}）", id=f"workflows.{code}")
        for table in all_procedures()
        for code, text in flaws(table)
    ]


@register(Tags.database)
def journal_is_guarded(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """E013, once the tables exist."""
    errors: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if Event._meta.db_table in connection.introspection.table_names() and not present(
            connection
        ):
            errors.append(
                Error(
                    "办理记录表缺少只增不改的触发器。",
                    hint="执行 manage.py migrate。",
                    id="workflows.E013",
                )
            )
    return errors


def flaws(table: type[Procedure]) -> Iterator[Flaw]:
    """What is wrong with one table, as (id, sentence)."""
    yield from _stage_flaws(table)
    yield from _period_flaws(table)
    yield from _child_flaws(table)
    yield from _paper_flaws(table)
    if not table.basis.strip():
        yield "E005", "没有写明依据的文件和条款（basis）。"
    grouped = frozenset[str]().union(*table.apart, *table.never_after)
    for step in table.steps.values():
        if step.duty and step.duty not in grouped:
            yield "E011", f"步骤“{step.label}”的职责 {step.duty} 不在 apart、never_after 之中。"


def _stage_flaws(table: type[Procedure]) -> Iterator[Flaw]:
    starts = [stage.label for stage in table.stages.values() if stage.start]
    if len(starts) != 1:
        yield "E001", f"应有且只有一个起始环节，现有：{'、'.join(starts) or '无'}。"
        return
    for name in table.stages.keys() - reachable(table):
        yield "E002", f"环节“{table.stages[name].label}”无法到达。"
    for name, stage in table.stages.items():
        if not stage.end and stage.held_by is None and not table.due[name]:
            yield "E003", f"环节“{stage.label}”没有承办人，也没有自动的去向。"
        leaves = any(step.target is not None for step in table.leaving[name])
        if not stage.end and not leaves:
            yield "E004", f"环节“{stage.label}”没有出路。"


def _period_flaws(table: type[Procedure]) -> Iterator[Flaw]:
    limits: list[Limit | None] = [table.total_within]
    for stage in table.stages.values():
        limits += [stage.within, stage.lasts]
    for step in table.steps.values():
        limits.append(step.in_time)
        sources = [table.stages[name] for name in step.sources if name]
        if step.waits and any(source.lasts is None for source in sources):
            yield "E006", f"步骤“{step.label}”须等期满，但所在环节没有法定期间（lasts）。"
    known = {key for pack in shelf().packs for key in pack}
    for key in sorted({key for limit in limits if limit for key in limit.keys} - known):
        yield "E007", f"政策包中没有期限 {key}。"


def _child_flaws(table: type[Procedure]) -> Iterator[Flaw]:
    for stage in table.stages.values():
        if stage.shares and stage.lasts and not _may_object(table, stage):
            yield "E008", f"环节“{stage.label}”有公示期，却没有提出异议的步骤。"
    parents = [other for other in all_procedures() if table.key in set(children_of(other))]
    for step in table.steps.values():
        if isinstance(step.when, ParentIn):
            for parent in parents:
                for name in sorted(set(step.when.stages) - parent.stages.keys()):
                    yield (
                        "E009",
                        f"步骤“{step.label}”所等的上级环节 {name} 在“{parent.name}”中没有。",
                    )
        if isinstance(step.when, SheetIn):
            shared = [table.stages[name].shares for name in step.sources]
            if not all(kind and set(step.when.stages) <= kind.stages.keys() for kind in shared):
                yield "E014", f"步骤“{step.label}”所等的环节在其所列的文书中没有。"


def _paper_flaws(table: type[Procedure]) -> Iterator[Flaw]:
    for step in table.steps.values():
        for form in step.issues:
            if step.when and form.kind.series:
                yield "E010", f"自动步骤“{step.label}”不得签发有文号的文书 {form.kind.code}。"
            if not has_template(form.kind.code):
                yield "E012", f"文书 {form.kind.code} 没有模板。"


def reachable(table: type[Procedure]) -> set[str]:
    """Stages some walk from the opening comes to."""
    seen: set[str] = set()
    waiting = {table.start_stage().name, *_ends_of(table, "")}
    while waiting:
        name = waiting.pop()
        seen.add(name)
        waiting |= _ends_of(table, name) - seen
    return seen


def children_of(table: type[Procedure]) -> Iterator[str]:
    """Keys of the procedures a table opens as children."""
    lists = [stage.opens for stage in table.stages.values()]
    lists += [step.opens for step in table.steps.values()]
    for opening in (as_opening(opening) for some in lists for opening in some):
        yield opening.procedure.key


def _ends_of(table: type[Procedure], name: str) -> set[str]:
    steps: Iterable[Any] = table.leaving[name]
    return {end for step in steps if step.target or name for end in targets(table, step, name)}


def _may_object(table: type[Procedure], stage: Stage) -> bool:
    steps = table.leaving[stage.name]
    return any(step.opens and Role.VILLAGER in (step.by or ()) for step in steps)
