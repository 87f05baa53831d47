"""The notices of a village as villagers may see them.

Everything shown comes from the frozen facts of the public paper, which an allow-list made. While
the notice hangs the names are shown masked; afterwards only that there was a notice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Any
from uuid import UUID

from documents.kinds import all_kinds
from documents.masking import mask_name
from documents.models import Paper
from workflows.access.actors import Role
from workflows.engine.models import Case, CasePaper, SheetEntry
from workflows.engine.periods import earliest_leave
from workflows.engine.policies import shelf
from workflows.engine.procedure import all_procedures, as_opening
from workflows.engine.snapshot import Snapshot
from workflows.registry.holidays import calendar
from workflows.workdays import clock
from workflows.workdays.calendar import Calendar

ONE_DAY = timedelta(days=1)


class Standing(Enum):
    """Whether a sheet can be read online."""

    HANGING = "张贴中"
    OVER = "已结束"
    WITHDRAWN = "因故撤下"


@dataclass(frozen=True, slots=True)
class Hung:
    """A sheet that was posted: `until` is the last whole day on which it is to be read.

    `invites` says that it invites objections: a result announced afterwards does not.
    """

    sheet: Case
    standing: Standing
    posted_on: date
    until: date
    days_left: int
    invites: bool

    @property
    def uuid(self) -> UUID:
        """The unguessable name of the sheet in addresses."""
        return self.sheet.uuid

    @property
    def title(self) -> str:
        """What kind of sheet it is."""
        return self.sheet.table.name


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A sheet as strangers may be told of it: which, from when until when, and how it ended."""

    hung: Hung
    number: str


@dataclass(frozen=True, slots=True)
class Line:
    """One household on the sheet, as the online copy shows it."""

    order: int
    name: str
    group: str
    persons: str
    opinion: str
    amount: str = ""


def posted(region: int) -> list[Hung]:
    """The sheets of a village that hang now, the newest first; two statements."""
    sheets = Case.objects.filter(procedure__in=kinds(), region=region, closed=False)
    days, today = calendar(), clock.today()
    found = [hung for sheet in sheets.order_by("-pk") if (hung := hung_of(sheet, days, today))]
    return [one for one in found if one.standing is Standing.HANGING]


def kinds() -> list[str]:
    """The procedures whose cases are sheets on a board."""
    return sorted({table.key for table in all_procedures() if table.is_sheet})


def posters() -> list[str]:
    """The kinds of papers that list households on a wall; a slip that tells which left is none."""
    return [kind.code for kind in all_kinds() if "rows.name" in kind.public_facts]


def struck(paper: Paper, shown: Iterable[Line]) -> list[int]:
    """The numbers of the paper's lines whose household no longer stands on the sheet."""
    left = {int(row.get("order", 0)) for row in paper.facts.get("rows", ())}
    return sorted(left - {line.order for line in shown})


def objections() -> list[str]:
    """The procedures a villager opens by objecting to what stands on a sheet."""
    objecting = (step for table in all_procedures() for step in table.steps.values()
                 if step.by and Role.VILLAGER in step.by)  # fmt: skip
    return sorted({as_opening(one).procedure.key for step in objecting for one in step.opens})


def bulletins(*regions: int) -> Iterator[Bulletin]:
    """What may be told of every sheet ever posted in these villages, the newest first.

    Number, dates and outcome, never a name: for feeds and exported boards. Two statements.
    """
    links = CasePaper.objects.filter(
        case__procedure__in=kinds(), paper__kind__in=posters(), paper__voided_on=None
    ).select_related("case", "paper")
    if regions:
        links = links.filter(case__region__in=regions)
    days, today, told = calendar(), clock.today(), set[int]()
    for link in links.defer("paper__facts", "case__private").order_by("-pk").iterator():
        hung = None if link.case_id in told else hung_of(link.case, days, today)
        told.add(link.case_id)
        if hung:
            yield Bulletin(hung, link.paper.number)


def hung_of(sheet: Case, days: Calendar, today: date) -> Hung | None:
    """How a sheet stands to the public on a day; None when it was never posted."""
    began = sheet.facts.get("posted_on")
    if not began:
        return None
    stage = next((s for s in sheet.table.stages.values() if s.lasts), None)
    if stage is not None:
        until = earliest_leave(stage, _plain(sheet, days, today)).last_day
    else:
        until = (
            date.fromisoformat(sheet.facts["until"]) - ONE_DAY if "until" in sheet.facts else None
        )
    posted_on = date.fromisoformat(began)
    last = until or posted_on
    standing = Standing.HANGING
    if sheet.closed and today <= last:
        standing = Standing.WITHDRAWN
    elif stage is not None and not sheet.closed and sheet.stage != stage.name:
        standing = Standing.WITHDRAWN  # taken off the wall, the photograph still to come
    elif sheet.closed or today > last:
        standing = Standing.OVER
    return Hung(sheet, standing, posted_on, last, (last - today).days, stage is not None)


def named(uuid: UUID) -> tuple[Case, Paper] | None:
    """The sheet of this name with its newest poster; one statement."""
    links = CasePaper.objects.filter(
        case__uuid=uuid, case__procedure__in=kinds(), paper__kind__in=posters(),
        paper__voided_on=None,
    )  # fmt: skip
    link = links.select_related("case", "paper").order_by("-pk").first()
    return (link.case, link.paper) if link else None


def lines(paper: Paper, entries: Iterable[SheetEntry], *, masked: bool) -> list[Line]:
    """The paper's rows whose household still stands on the sheet, numbered as on the paper."""
    rows = paper.facts.get("rows", ())
    grouped = any("group" in row for row in rows)  # some papers do not say the group
    homes = [_key(entry.case) for entry in entries if not entry.struck_on]
    standing = Counter((name, group if grouped else "") for name, group in homes)
    shown = []
    for row in rows:
        key = (row.get("name", ""), row.get("group", ""))
        if not standing[key]:
            continue
        standing[key] -= 1
        name = mask_name(key[0]) if masked else key[0]
        persons, opinion = str(row.get("persons", "")), str(row.get("opinion", ""))
        amount = str(row.get("amount", ""))
        shown.append(Line(int(row.get("order", 0)), name, key[1], persons, opinion, amount))
    return shown


def entries_of(sheet: Case) -> list[SheetEntry]:
    """The lines of a sheet with their cases and households; one statement."""
    return list(sheet.entries.select_related("case__household").order_by("pk"))


def masks(sheet: Case) -> bool:
    """Whether the pack the sheet is bound to wants names masked online."""
    return bool(shelf().get(sheet.pack)["notice.mask_online"])


def villagers_step(case: Case) -> str:
    """The step a villager takes of this case now: objects to it, or takes an objection back.

    "" when there is none.
    """
    for step in case.table.leaving[case.stage]:
        if step.by and Role.VILLAGER in step.by:
            return step.name
    return ""


def _key(case: Case) -> tuple[str, str]:
    return (case.head_name, case.household.group_name if case.household else "")


def _plain(sheet: Case, days: Calendar, today: date) -> Snapshot:
    """What the minimum period is counted from, without a statement."""
    facts: Mapping[str, Any] = sheet.facts
    return Snapshot(
        stage=sheet.stage,
        seq=sheet.seq,
        today=today,
        entered_on=sheet.entered_on,
        place=sheet.region,
        pack=shelf().get(sheet.pack),
        calendar=days,
        facts=facts,
    )
