"""Sheets: one paper on which many cases of a village, or of a township, stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models.functions import Coalesce

from documents import rows
from workflows.access.actors import SYSTEM
from workflows.workdays import clock

from .entry import Entry, record
from .family import Family
from .models import Case, SheetEntry, Task
from .openings import LISTED, blank, numbers, opening_entry
from .procedure import Sheet, awaited
from .refusals import Stale
from .snapshot import Shared
from .tasks import Asked, asked_of, write
from .words import Stage

if TYPE_CHECKING:
    from .writer import Writer


def put_on(cases: Iterable[Case], writer: Writer) -> None:
    """Put cases of one family on the sheets their stages share."""
    by_kind: dict[type[Sheet], list[Case]] = {}
    for case in cases:
        if shares := case.table.stages[case.stage].shares:
            by_kind.setdefault(shares, []).append(case)
    for kind, together in by_kind.items():
        for case, sheet in zip(together, _enlist(together, kind, writer), strict=True):
            writer.family.put_on(case, sheet)


def _enlist(cases: Sequence[Case], kind: type[Sheet], writer: Writer) -> list[Case]:
    """The collecting sheets the cases are now on; opens those there are not yet.

    A household taken off a draft that still collects comes back on its former line.
    """
    region = kind.region_of(cases[0].region)
    keys = [case.key if kind.key_is_department else "" for case in cases]
    found = _collecting(kind, region, keys)
    collecting = set() if kind.key_is_department else set(found)
    while wanting := sorted(set(keys) - found.keys()):
        try:
            with transaction.atomic():
                found |= _open_sheets(kind, region, wanting, writer)
        except IntegrityError:  # another case of the place opened one at the same moment
            found = _collecting(kind, region, keys)
    for key, case in zip(keys, cases, strict=True):
        if key in collecting:  # what was opened for the case says so already
            _note_listed(found[key], case, writer)
    SheetEntry.objects.bulk_create(
        [SheetEntry(sheet=found[key], case=case) for key, case in zip(keys, cases, strict=True)],
        update_conflicts=True,
        unique_fields=["sheet", "case"],
        update_fields=["struck_on"],
    )
    return [found[key] for key in keys]


def takes_along(case: Case, name: str) -> bool:
    """Whether a step moves a sheet to a stage the cases on it wait for."""
    step = case.table.steps.get(name)
    target = step.target if step and case.table.is_sheet else None
    return isinstance(target, Stage) and target.name in awaited(case.table)


def lock_listed(sheet: Case) -> frozenset[int]:
    """Lock the first case of each family that waits on the sheet, in the order of their keys.

    The order everywhere is root case, then sheet: who moves a sheet that takes its cases along
    locks those first.
    """
    lines = SheetEntry.objects.filter(sheet=sheet, struck_on=None)
    roots = Case.objects.filter(pk__in=lines.values(root=Coalesce("case__root", "case")))
    return frozenset(roots.order_by("pk").select_for_update().values_list("pk", flat=True))


def waiting(sheet: Family, locked: frozenset[int]) -> dict[int, list[Case]]:
    """The cases on a locked sheet that its move takes along, by the root of their family.

    Raises Stale when one was listed since its family would have had to be locked.
    """
    by_root: dict[int, list[Case]] = {}
    for case in sheet.lines:
        by_root.setdefault(case.head.pk, []).append(case)
    if not by_root.keys() <= locked:
        raise Stale("又有农户列入，请刷新页面，核对名单后再办理。")
    return by_root


def strike(case: Case, kind: str, today: date) -> dict[int, Case]:
    """Take a case off every sheet of a kind; the lines stay, marked. Returns the sheets.

    A sheet that was taken down in its time stays the proof of a stage whose result still stands.
    """
    entries = SheetEntry.objects.filter(case=case, sheet__procedure=kind, struck_on=None)
    stages = case.table.stages
    if any(s.shares and s.shares.key == kind for s in map(stages.get, case.standing) if s):
        entries = entries.filter(sheet__closed=False)
    sheets = {entry.sheet_id: entry.sheet for entry in entries.select_related("sheet")}
    if sheets:
        entries.update(struck_on=today)
    return sheets


def _note_listed(sheet: Case, case: Case, writer: Writer) -> None:
    """Write into the sheet's journal which household has come: a page seen before is stale."""
    sheet.seq += 1
    entry = note_of(LISTED, sheet, case)
    event, _ = record(sheet, entry, writer.derived(sheet), writer.now, writer.family.today)
    rows.update(sheet, ["seq", "last_hash"])
    writer.events.append((event, None))


def note_of(what: str, sheet: Case, case: Case) -> Entry:
    """The entry in a sheet's journal that a household was put on it or taken off."""
    return Entry(what, what, sheet.stage, sheet.stage, SYSTEM, None, answers={"case": case.number})


def refresh_members(family: Family) -> None:
    """After a sheet has moved: the dates of its households' tasks follow its facts."""
    sheet = family.head
    if awaited(sheet.table):
        return  # what stands on it goes along instead
    shared = Shared(sheet.procedure, sheet.stage, sheet.facts)
    wanted: dict[Asked, Task] = {}
    ids = []
    for case in family.lines:
        shares = case.table.stages[case.stage].shares
        if shares is None or shares.key != sheet.procedure:
            continue
        ids.append(case.pk)
        alone = Family([case], family.today, calendar=family.calendar)
        outline = alone.outline(case, shared=shared)
        for task in asked_of(case, outline):
            wanted[case.pk, task.stage, task.role] = task
    if ids:
        write(ids, wanted, clock.now())


def _collecting(kind: type[Sheet], region: int, keys: Iterable[str]) -> dict[str, Case]:
    """The sheets of a region that still take cases, by key, their rows locked."""
    open_ones = Case.objects.filter(
        procedure=kind.key, region=region, key__in=keys, collecting=True
    )
    return {sheet.key: sheet for sheet in open_ones.select_for_update().order_by("pk")}


def _open_sheets(
    kind: type[Sheet], region: int, keys: Iterable[str], writer: Writer
) -> dict[str, Case]:
    today, keys = writer.family.today, list(keys)
    fresh = {
        key: blank(
            kind, region=region, on=today, number=number, key=key,
            department=key if kind.key_is_department else "",
        )
        for key, number in zip(keys, numbers(kind, region, today, len(keys)), strict=True)
    }  # fmt: skip
    events = []
    for sheet in fresh.values():
        entry, command = opening_entry(sheet, writer), writer.derived(sheet)
        events.append(record(sheet, entry, command, writer.now, today)[0])
    rows.insert([*fresh.values()])
    for sheet, event in zip(fresh.values(), events, strict=True):
        event.case_id = sheet.pk
        writer.events.append((event, None))
        family = Family([sheet], today, listed=0, calendar=writer.family.calendar)
        writer.asked += asked_of(sheet, family.outline(sheet))
    return fresh
