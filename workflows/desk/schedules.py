"""The money of a phase-out as its pages show it: months with a chart, a month's list, months of end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse

from workflows.access.actors import Actor
from workflows.desk.dibao import READERS
from workflows.desk.reading import answers_for
from workflows.engine.models import Case
from workflows.procedures.phase_out.models import Grant, Instalment, yuan
from workflows.procedures.phase_out.money import LABELS
from workflows.procedures.phase_out.payments import on_list
from workflows.procedures.phase_out.plan import MONTHS_A_YEAR, Period
from workflows.procedures.phase_out.table import PayList, PhaseOut
from workflows.registry import dibao
from workflows.registry.models import DibaoEntry

# A chart's height, and what a month takes of its width.
HEIGHT, WIDTH, BAR = 60, 26, 18
MOST_SHOWN = 200
RUNNING = ("active", "expiring", "unreviewed", "final_review", "suspended")


@dataclass(frozen=True, slots=True)
class Bar:
    """One month of the chart, in its own units."""

    x: int
    y: int
    height: int
    paid: bool


@dataclass(frozen=True, slots=True)
class Schedule:
    """Months of a grant as table and chart; what led to it, and what the household has received."""

    rows: list[Instalment]
    bars: list[Bar]
    total: Decimal
    paid: Decimal
    terms: str
    findings: list[Mapping[str, Any]]
    history: list[DibaoEntry]
    record: str
    bar: int = BAR
    height: int = HEIGHT

    @property
    def width(self) -> int:
        return max(1, len(self.bars)) * WIDTH


@dataclass(frozen=True, slots=True)
class Listed:
    """A month's payments, the first of them, and where the workbook is."""

    rows: list[Instalment]
    shown: int
    count: int
    total: Decimal
    workbook: str


@dataclass(frozen=True, slots=True)
class Ending:
    """One phase-out on the list by month of end."""

    name: str
    number: str
    stage: str
    ends_on: date
    left: int
    monthly: Decimal
    address: str


def schedule_of(case: Case, actor: Actor) -> Schedule | None:
    """What the page of a phase-out shows; None for any other case, without a statement."""
    if case.procedure != PhaseOut.key or case.household_id is None:
        return None
    grant = Grant.objects.filter(case=case).first()
    rows = list(grant.instalments.order_by("month", "kind")) if grant else []
    live = [row for row in rows if row.state != "cancelled"]
    most = max((row.due.total for row in live), default=Decimal(0)) or Decimal(1)
    months = [row for row in live if row.kind == Instalment.Kind.MONTH]
    return Schedule(
        rows,
        [_bar(number, row, most) for number, row in enumerate(months)],
        sum((row.due.total for row in live), Decimal(0)),
        sum((row.due.total for row in live if row.state == "paid"), Decimal(0)),
        f"{LABELS[grant.rule]}，基数{yuan(grant.base):,.2f}元" if grant else "",
        answers_for(actor, case).get("findings", []),
        dibao.history(case.household_id),
        reverse("desk:dibao_record", args=[case.household_id]) if actor.holds(*READERS) else "",
    )


def list_of(case: Case) -> Listed | None:
    """What the page of a month's list shows; None for any other case."""
    if case.procedure != PayList.key:
        return None
    rows = on_list(case)
    shown = list(rows[:MOST_SHOWN])
    count = rows.count() if len(shown) == MOST_SHOWN else len(shown)
    total = yuan(case.facts["total"])
    return Listed(shown, len(shown), count, total, reverse("desk:workbook", args=[case.uuid]))


def endings(actor: Actor, today: date, most: int = MOST_SHOWN) -> list[tuple[str, list[Ending]]]:
    """Running phase-outs in the officer's reach by month of end, the soonest first."""
    mine = Case.objects.visible_to(actor).filter(procedure=PhaseOut.key, stage__in=RUNNING)
    grants = Grant.objects.filter(case__in=mine).select_related("case", "household")
    rows = [_ending(grant, today) for grant in grants.order_by("ends_on", "pk")[:most]]
    months: dict[str, list[Ending]] = {}
    for row in rows:
        months.setdefault(_heading(row), []).append(row)
    return list(months.items())


def _bar(number: int, row: Instalment, most: Decimal) -> Bar:
    height = int(HEIGHT * row.due.total / most)
    return Bar(number * WIDTH, HEIGHT - height, height, row.state == "paid")


def _ending(grant: Grant, today: date) -> Ending:
    over = Period(grant.starts_on, grant.months)
    ends = over.ends_on
    left = (ends.year - today.year) * MONTHS_A_YEAR + ends.month - today.month + (today <= ends)
    return Ending(
        grant.household.head_name,
        grant.case.number,
        grant.case.stage_label,
        ends,
        max(0, min(left, grant.months)),
        yuan(grant.base),
        reverse("desk:case", args=[grant.case.uuid]),
    )


def _heading(row: Ending) -> str:
    left = f"剩余{row.left}个月" if row.left else "已期满"
    return f"{row.ends_on:%Y年%-m月}末期满（{left}）"
