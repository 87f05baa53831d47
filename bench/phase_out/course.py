"""The course: many grants made in bulk, then one month's run, and the same once more."""

from __future__ import annotations

import resource
import time
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from bench.county import COUNTY, settle
from workflows.engine.models import Case
from workflows.procedures.phase_out import payments
from workflows.procedures.phase_out.models import Grant, Instalment
from workflows.procedures.phase_out.rehearsal import standardise
from workflows.procedures.phase_out.table import PayList, PhaseOut
from workflows.registry.models import Household
from workflows.workdays import clock

FIRST, MONTHS, BATCH = date(2026, 1, 1), 12, 5_000
THIS = date(2026, 6, 1)
KIBIBYTE = 1024
HOMES = 2_000  # several closed cases may stand for one household: the run reads grants


def run(phase_outs: int) -> dict[str, Any]:
    """Seconds of the run and of a second one, mebibytes it grew by, payments and their sum."""
    homes = settle(min(HOMES, phase_outs))
    standardise(homes[0].village_id, FIRST)
    began = time.perf_counter()
    grant_all(homes, phase_outs)
    made = time.perf_counter() - began
    before = peak()
    with clock.standing_at(datetime(2026, 6, 5, 9, tzinfo=clock.SHANGHAI)):
        first, sheet = timed()
        again, same = timed()
    assert sheet is not None and same is not None and sheet.pk == same.pk
    return {
        "phase_outs": phase_outs,
        "seconds": first,
        "seconds_again": again,
        "mebibytes": (peak() - before) / KIBIBYTE,
        "payments": sheet.facts["payments"],
        "yuan": f"{Decimal(sheet.facts['total']).scaleb(-2):,.2f}",
        "seconds_to_prepare": made,
    }


def timed() -> tuple[float, Case | None]:
    began = time.perf_counter()
    sheet = payments.run(COUNTY, THIS, PayList)
    return time.perf_counter() - began, sheet


def peak() -> int:
    """The most memory this process has held, in kibibytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def grant_all(homes: list[Household], phase_outs: int) -> None:
    """Active phase-outs, paid up to the month before."""
    for start in range(0, phase_outs, BATCH):
        numbers = range(start, min(start + BATCH, phase_outs))
        cases = Case.objects.bulk_create(case_of(homes[n % len(homes)], n) for n in numbers)
        grants = Grant.objects.bulk_create(
            grant_of(case, n) for case, n in zip(cases, numbers, strict=True)
        )
        Instalment.objects.bulk_create(
            line_of(grant, n) for grant, n in zip(grants, numbers, strict=True)
        )


def case_of(home: Household, number: int) -> Case:
    """A case that stands for one: closed, because a household may have one open only."""
    return Case(
        uuid=uuid4(), procedure=PhaseOut.key, edition=PhaseOut.edition, pack="seed@2019-10-09",
        number=f"bench-{number}", household=home, region=home.village_id, stage="active", seq=1,
        closed=True, opened_on=FIRST, entered_on=FIRST, clock_on=FIRST,
    )  # fmt: skip


def grant_of(case: Case, number: int) -> Grant:
    """Another base for each, some above the cap, some suspended."""
    return Grant(
        case=case, household=case.household, office=COUNTY, decided_on=date(2025, 12, 22),
        starts_on=FIRST, ends_on=date(2026, 12, 31), months=MONTHS, most=MONTHS, rule="linear",
        base=20_000 + number * 37 % 200_000, supplement=200_000, held=number % 50 == 0,
    )  # fmt: skip


def line_of(grant: Grant, number: int) -> Instalment:
    """The month that is to fall due; the others would only lie there."""
    return Instalment(
        grant=grant, office=COUNTY, month=THIS, k=6, of=MONTHS, numerator=7, denominator=12,
        persons=1 + number % 5, eligible=number % 2, standard=63_200, basic=0,
    )  # fmt: skip
