"""Sheets: one paper on which many cases of a village stand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from documents import rows
from workflows.workdays import clock

from .entry import record
from .family import Family
from .models import Case, SheetEntry, Task
from .openings import blank, numbered, opening_entry
from .procedure import Procedure
from .snapshot import Shared
from .tasks import Asked, asked_of, write

if TYPE_CHECKING:
    from .writer import Writer


def enlist(case: Case, kind: type[Procedure], writer: Writer) -> Case:
    """Put a case on its village's collecting sheet, opening one if there is none.

    A household taken off a draft that still collects comes back on its former line.
    """
    sheet = _collecting(case, kind)
    if sheet is None:
        try:
            with transaction.atomic():
                sheet = _open_sheet(case, kind, writer)
        except IntegrityError:  # another case of the village opened it at the same moment
            sheet = _collecting(case, kind)
    assert sheet is not None  # the constraint that failed names a collecting sheet
    SheetEntry.objects.bulk_create(
        [SheetEntry(sheet=sheet, case=case)],
        update_conflicts=True,
        unique_fields=["sheet", "case"],
        update_fields=["struck_on"],
    )
    return sheet


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


def refresh_members(family: Family) -> None:
    """After a sheet has moved: the dates of its households' tasks follow its facts."""
    sheet = family.head
    shared = Shared(sheet.procedure, sheet.stage, sheet.facts)
    entries = SheetEntry.objects.filter(sheet=sheet, struck_on=None).select_related("case")
    wanted: dict[Asked, Task] = {}
    ids = []
    for case in (entry.case for entry in entries):
        shares = case.table.stages[case.stage].shares
        if shares is None or shares.key != sheet.procedure:
            continue
        ids.append(case.pk)
        alone = Family([case], family.today)
        alone.calendar = family.calendar  # read once for all
        outline = alone.outline(case, shared=shared)
        for task in asked_of(case, outline):
            wanted[case.pk, task.stage, task.role] = task
    if ids:
        write(ids, wanted, clock.now())


def _collecting(case: Case, kind: type[Procedure]) -> Case | None:
    open_ones = Case.objects.filter(procedure=kind.key, region=case.region, collecting=True)
    return open_ones.select_for_update().first()


def _open_sheet(case: Case, kind: type[Procedure], writer: Writer) -> Case:
    today = writer.family.today
    sheet = blank(kind, region=case.region, on=today, number=numbered(kind, case.region, today))
    entry, command = opening_entry(sheet, writer), writer.derived(sheet)
    event, _ = record(sheet, entry, command, writer.now, today)
    rows.insert([sheet])
    event.case_id = sheet.pk
    writer.events.append((event, None))
    writer.asked += asked_of(sheet, Family([sheet], today, listed=0).outline(sheet))
    return sheet
