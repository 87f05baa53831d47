"""A case with its children and parent, locked together, and the snapshots made of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any, cast

from django.utils.functional import SimpleLazyObject

from workflows.access.officers import barred
from workflows.policy.packs import Pack
from workflows.registry import holidays
from workflows.workdays.calendar import Calendar

from .locking import Kept, lock_row, read_families, read_family
from .models import Case, SheetEntry
from .policies import shelf
from .snapshot import PAUSES, Child, Proposal, Shared, Snapshot

# The officers a report is about, by id: none of them acts in it.
SUBJECTS = "subjects"

_COLUMNS = tuple(field.attname for field in Case._meta.concrete_fields)


class Family:
    """All cases under one root. `lock` takes the root's row first: the one order everywhere."""

    def __init__(
        self,
        cases: Iterable[Case],
        today: date,
        *,
        locked: bool = False,
        tied: frozenset[int] | None = None,
        listed: int | None = None,
        calendar: Calendar | None = None,
    ) -> None:
        """`tied`, `listed` and `calendar` are looked up when needed, unless they are known."""
        self.locked, self.today, self._tied, self._listed = locked, today, tied, listed
        self.cases = {case.pk: case for case in cases}
        self.head = next(case for case in self.cases.values() if case.root_id is None)
        self._stored = {pk: dict(vars(case)) for pk, case in self.cases.items()}
        self._sheets: dict[tuple[int, str], tuple[Case | None, bool]] = {}
        # Read only if a period asks for it: most count plain days.
        lazily = cast(Calendar, SimpleLazyObject(holidays.calendar))
        self.calendar = lazily if calendar is None else calendar

    @classmethod
    def lock(cls, case: Case, today: date) -> Family:
        """Lock the root, then read the family: children added meanwhile are seen."""
        lock_row(Case, case.root_id or case.pk)
        return cls._of(read_family(case.root_id or case.pk), today, locked=True)

    @classmethod
    def beside(cls, first: Family, roots: Collection[int]) -> list[Family]:
        """Families whose roots the transaction of the first has locked too, by one statement."""
        return [
            cls._of(kept, first.today, locked=True, calendar=first.calendar)
            for kept in read_families(roots)
        ]

    @classmethod
    def read(cls, case: Case, today: date) -> Family:
        """The family without a lock: for pages."""
        return cls._of(read_family(case.root_id or case.pk), today, locked=False)

    @classmethod
    def _of(
        cls, kept: Kept, today: date, *, locked: bool, calendar: Calendar | None = None
    ) -> Family:
        return cls(
            kept.cases, today,
            locked=locked, tied=kept.tied, listed=kept.listed, calendar=calendar,
        )  # fmt: skip

    def children_of(self, case: Case) -> list[Case]:
        return [c for c in self.cases.values() if c.parent_id == case.pk]

    def add(self, case: Case) -> None:
        """Take in a case that was just stored; before, a new root stands under no key."""
        self.cases.pop(None, None)  # type: ignore[call-overload]  # the key of an unsaved row
        self.cases[case.pk] = case
        self._stored[case.pk] = dict(vars(case))

    def changed(self, case: Case) -> list[str]:
        """Names of the columns of a case that differ from what is stored."""
        stored, now = self._stored[case.pk], vars(case)
        return [name for name in _COLUMNS if now[name] != stored[name]]

    @cached_property
    def lines(self) -> list[Case]:
        """The cases that stand on the head, a sheet, in the order listed; read once.

        Under the lock on the sheet none comes and none goes meanwhile.
        """
        entries = self.head.entries.filter(struck_on=None).order_by("pk")
        cases = [e.case for e in entries.select_related("case__household", "case__root")]
        for case in cases:
            case.head.household = case.household  # children are about their root's household
        return cases

    @cached_property
    def related_persons(self) -> frozenset[int]:
        """Officers barred from the whole family: relatives, registered or declared, recused, and

        whom a report is about.
        """
        household = self.head.household_id
        told = self.head.facts
        kept_out = ("relatives", "stepped_aside", SUBJECTS)
        declared = frozenset(person for name in kept_out for person in told.get(name, ()))
        if self._tied is None:
            self._tied = barred(household) if household else frozenset()
        return declared | self._tied

    @property
    def pauses(self) -> tuple[tuple[date, date | None], ...]:
        """When the maximum periods of the family stood still; its head keeps them."""
        told = self.head.facts.get(PAUSES, ())
        return tuple(
            (date.fromisoformat(first), date.fromisoformat(last) if last else None)
            for first, last in told
        )

    @property
    def at_rest(self) -> bool:
        """Whether the maximum periods of the family stand still today."""
        return any(last is None for _, last in self.pauses)

    def pack_of(self, case: Case) -> Pack:
        return shelf().get(case.pack)

    def snapshot(self, case: Case, found: Mapping[str, bool] | None = None) -> Snapshot:
        """All a person's command is judged by."""
        barred = self.related_persons | frozenset(case.barred)
        return self.outline(case, barred=barred, shared=self.shared(case), found=found or {})

    def outline(
        self,
        case: Case,
        *,
        barred: frozenset[int] = frozenset(),
        shared: Shared | None = None,
        found: Mapping[str, bool] = MappingProxyType({}),
    ) -> Snapshot:
        """What due steps are judged by: no relatives, no sheet, so no further statement."""
        parent = self.cases.get(case.parent_id or 0)
        return Snapshot(
            stage=case.stage,
            seq=case.seq,
            today=self.today,
            entered_on=case.entered_on,
            place=case.region,
            pack=self.pack_of(case),
            calendar=self.calendar,
            department=case.department,
            facts=case.facts,
            standing=frozenset(case.standing),
            children=tuple(map(_as_child, self.children_of(case))),
            listed=self.listed(case),
            parent_stage=parent.stage if parent else "",
            came_from=case.came_from,
            pauses=self.pauses,
            duties={duty: frozenset(who) for duty, who in self.head.duties.items()},
            proposal=_as_proposal(case),
            barred=barred,
            shared=shared,
            found=found,
        )

    def listed(self, case: Case) -> int:
        """How many households still stand on a sheet; 0 for any other case."""
        if not case.table.is_sheet:
            return 0
        if self._listed is None:
            self._listed = SheetEntry.objects.filter(sheet=self.head, struck_on=None).count()
        return self._listed

    def shared(self, case: Case) -> Shared | None:
        """The sheet the case stands on in its present stage; under the lock the sheet's row too,

        so that no day can be lost on it between judging a step and writing it.
        """
        shares = case.table.stages[case.stage].shares if case.stage else None
        if shares is None:
            return None
        sheet = self.sheet(case, shares.key, lock=self.locked)
        return Shared(shares.key, sheet.stage, sheet.facts) if sheet else None

    def sheet(self, case: Case, kind: str, *, lock: bool = False) -> Case | None:
        """The newest sheet of a kind the case stands on; looked up once, and once more to lock."""
        held = self._sheets.get((case.pk, kind))
        if held is None or (lock and not held[1]):
            held = self._sheets[case.pk, kind] = sheet_of(case, kind, lock=lock), lock
        return held[0]

    def at_hand(self, case: Case) -> Shared | None:
        """The sheet of the case's stage if this transaction holds its row; asks no statement."""
        shares = case.table.stages[case.stage].shares
        sheet, locked = self._sheets.get((case.pk, shares.key if shares else ""), (None, False))
        return Shared(sheet.procedure, sheet.stage, sheet.facts) if sheet and locked else None

    def put_on(self, case: Case, sheet: Case) -> None:
        """Know the sheet, whose row this transaction holds, on which a case was just put."""
        self._sheets[case.pk, sheet.procedure] = sheet, True

    def taken_off(self, case: Case, kind: str) -> None:
        """Forget the sheet from which a case was just taken."""
        self._sheets.pop((case.pk, kind), None)


def sheet_of(case: Case, kind: str, *, lock: bool = False) -> Case | None:
    """The newest sheet of a kind on which the case stands, struck lines aside."""
    entries = SheetEntry.objects.filter(case=case, sheet__procedure=kind, struck_on=None)
    if lock:
        entries = entries.select_for_update(of=("sheet",))
    entry = entries.select_related("sheet").order_by("-pk").first()
    return entry.sheet if entry else None


def _as_child(case: Case) -> Child:
    return Child(
        case.pk, case.procedure, case.key, case.round, case.stage, case.closed, case.stands,
        case.heeded, case.facts,
    )  # fmt: skip


def _as_proposal(case: Case) -> Proposal | None:
    kept: dict[str, Any] | None = case.proposal
    if not kept:
        return None
    private = (case.private or {}).get(PROPOSED, {})
    answers = {**kept["answers"], **private}
    return Proposal(kept["step"], kept["person"], kept["for_whom"], answers)


# Where the personal answers of an open proposal wait, beside the case's own personal facts.
PROPOSED = "proposed"
