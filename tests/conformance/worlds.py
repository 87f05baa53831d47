"""Abstract states of a case, and the snapshots the engine is shown of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.conf import settings

from tests.conformance.expected import TABLES
from tests.conformance.people import BARRED, DUTIES, OWN_DEPARTMENT, PLACE
from tests.conformance.vocabulary import Table
from workflows.engine.snapshot import Child, Proposal, Shared, Snapshot
from workflows.policy.packs import load
from workflows.workdays.calendar import Calendar

HANGING = ("posted", "closed")
SEQ = 7
ENTERED = date(2026, 6, 3)  # a Wednesday; also the day a notice was posted
# Reckoned by hand: posted on Wednesday the 3rd, five days, the first day not counted, give
# Monday the 8th; the 9th is the first free day. Two lost days give the 10th and the 11th.
# Five working days run to Wednesday the 10th, and so do seven plain ones; two more to Friday.
# Three working days end on Monday the 8th.
_FREE_DAYS = {
    "notice.days": {0: date(2026, 6, 9), 2: date(2026, 6, 11)},
    "notice.days.dibao": {0: date(2026, 6, 11), 2: date(2026, 6, 13)},
    "hearing.days": {0: date(2026, 6, 11), 2: date(2026, 6, 13)},
    "dispute.limit": {0: date(2026, 6, 9), 2: date(2026, 6, 11)},
}
# Three days, and three working days, from the 3rd.
LAST_DAY = {"withdraw.regret": date(2026, 6, 6), "dispute.limit": date(2026, 6, 8)}
UNTIL = date(2026, 6, 11)
# The days that dated facts name: a reminder comes the day before what it reminds of.
DAYS = {
    "until": UNTIL, "warn_on": UNTIL, "after_end": UNTIL, "remind_on": date(2026, 6, 10),
}  # fmt: skip
CALENDAR = Calendar({}, frozenset({2026}))
PACK = next(pack for pack in load(settings.POLICY_DIR).packs if pack.id == "seed@2019-10-09")


LINES = [line for table in TABLES.values() for line in table.lines.values()]
# Kinds of children a result rests on; the others are counted: the first objection, the second.
GATHERED = {
    ground.removesuffix(":")
    for table in TABLES.values()
    for place in table.places.values()
    for ground in place.rests_on
    if ground.endswith(":")
}
# Outcomes of a child that its parent must heed, and the kinds a parent's decision reads at all.
HEARD = {line.due.child for line in LINES if line.due and line.due.child}
READ = GATHERED | {kind for kind, _ in HEARD}


@dataclass(frozen=True, order=True)
class Kid:
    """The newest round of one child."""

    kind: str
    key: str
    stage: str
    stands: bool = True
    heeded: bool = False

    @property
    def closed(self) -> bool:
        return TABLES[self.kind].places[self.stage].end


@dataclass(frozen=True)
class World:
    """A case with everything a decision may turn on, day and conditions aside."""

    stage: str
    standing: frozenset[str] = frozenset()
    came_from: str = ""
    proposal: tuple[str, int, int | None] | None = None
    kids: tuple[Kid, ...] = ()
    sheet: str = ""
    parent: str = ""
    listed: int = 1


@dataclass(frozen=True)
class Circumstances:
    """What is tried at a world: the day, the period, the conditions that fail, who was named.

    `begun` False: the minimum period has no beginning yet. `lost`: days the notice did not hang.
    """

    today: date = ENTERED
    failing: frozenset[str] = frozenset()
    begun: bool = True
    lost: int = 0
    named: tuple[int, ...] = ()
    answers: Mapping[str, Any] = field(default_factory=dict, hash=False)


class Holding(dict[str, bool]):
    """Conditions forced from outside: each holds unless it is among the failing."""

    def __init__(self, failing: frozenset[str]) -> None:
        super().__init__()
        self.failing = failing

    def __missing__(self, name: str) -> bool:
        return name not in self.failing


def snapshot_of(table: Table, world: World, now: Circumstances) -> Snapshot:
    """What the engine is shown of a state in given circumstances."""
    shares = table.places[world.stage].shares if world.stage else ""
    hangs = not shares or world.sheet in HANGING
    begins = (table.places[world.stage].counts_from if world.stage else "") or "posted_on"
    dated = {begins: ENTERED.isoformat(), "lost_days": now.lost} if now.begun and hangs else {}
    # Where a sheet rules the period, the case's own dates must not be taken for it.
    own = {"posted_on": "2026-01-05"} if shares else dated
    return Snapshot(
        stage=world.stage,
        seq=SEQ,
        today=now.today,
        entered_on=ENTERED,
        place=PLACE,
        pack=PACK,
        calendar=CALENDAR,
        department=OWN_DEPARTMENT if table.put_to_department or table.led_by_department else "",
        facts={
            "checkers": now.named,
            "investigators": now.named,
            **{n: day.isoformat() for n, day in DAYS.items()},
            **own,
        },
        standing=world.standing,
        children=_children(world.kids),
        shared=Shared(shares, world.sheet, dated) if shares and world.sheet else None,
        listed=world.listed,
        parent_stage=world.parent,
        came_from=world.came_from,
        duties=DUTIES if table.apart else {},
        barred=BARRED,
        proposal=Proposal(*world.proposal, answers=now.answers) if world.proposal else None,
        found=Holding(now.failing),
    )


@lru_cache(maxsize=4096)
def _children(kids: tuple[Kid, ...]) -> tuple[Child, ...]:
    """The children as the engine sees them, with what must no longer count.

    An older, overruled round stands behind every check, and objections heeded long ago before all.
    """
    made = [Child(-90, kind, "0", 1, stage, True, heeded=True) for kind, stage in sorted(HEARD)]
    for n, kid in enumerate(kids):
        if kid.kind in GATHERED:
            made.append(Child(-1 - n, kid.kind, kid.key, 1, "accepted", True, stands=False))
        newest = (kid.kind, kid.key, 2, kid.stage, kid.closed, kid.stands, kid.heeded)
        made.append(Child(n, *newest))
    return tuple(made)


def free_day(table: Table, stage: str, lost: int = 0) -> date:
    """The first day after a stage's minimum period; that of a notice where it has none."""
    lasts = table.places[stage].lasts if stage else ""
    return _FREE_DAYS[lasts or "notice.days"][lost]


LOST = tuple(_FREE_DAYS["notice.days"])


def day_after(day: date) -> date:
    return day + timedelta(days=1)


def day_before(day: date) -> date:
    return day - timedelta(days=1)
