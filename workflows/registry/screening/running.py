"""A run of all rules over an area: asked for by a row, done by a worker, compared with the last."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Exists, F, OuterRef, Value

from documents import leases
from workflows.registry.codes import ancestors, reach
from workflows.registry.models import Household, Region
from workflows.registry.models.screening import ScreeningHit, ScreeningRun
from workflows.workdays import clock

from .asked import Asked, Rule
from .rules import RULES
from .terms import Pack, Terms, kept

LEASE = timedelta(minutes=10)
MOST_ATTEMPTS = 3
State = ScreeningRun.State

_COLUMNS = ("run_id", "rule", "household_id", "village_id", "measure", "base", "fresh")


def ask(
    area: int, year: int, *, pack: Pack, pack_id: str, officer: int | None = None
) -> ScreeningRun:
    """Owe a worker a run over a region (12-digit code) by the accounts of a year."""
    return ScreeningRun.objects.create(
        area=Region.objects.get(pk=area), year=year, on=clock.today(), pack=pack_id,
        terms=kept(pack), officer_id=officer,
    )  # fmt: skip


def latest(area: int) -> ScreeningRun | None:
    """The newest finished run whose area holds a place, or None."""
    holding = ancestors(area)
    return ScreeningRun.objects.filter(area__in=holding, state=State.DONE).order_by("-pk").first()


def run(asked: ScreeningRun) -> dict[str, dict[str, int]]:
    """Apply every rule, one statement each; returns what each found, what is new, what is gone."""
    terms = Terms.read(asked.terms, year=asked.year, on=asked.on)
    what = Asked(reach(asked.area_id), terms)
    before = (
        ScreeningRun.objects.filter(area=asked.area_id, state=State.DONE, pk__lt=asked.pk)
        .order_by("-pk")
        .first()
    )
    asked.before = before
    for rule in RULES.values():
        with transaction.atomic():
            ScreeningHit.objects.filter(run=asked, rule=rule.key).delete()
            _insert(asked, rule, what, before)
    return _counts(asked, before)


class Screenings:
    """The owed kind: runs that were asked for."""

    name = "重点人群筛查"

    def work_one(self, worker: str) -> bool:
        """Do one run; False when none is owed. A run done twice finds the same."""
        taken = leases.claim(ScreeningRun.owed(), worker=worker, lease=LEASE)
        if taken is None:
            return False
        if taken.attempts > MOST_ATTEMPTS:
            with leases.fenced(taken) as current:
                current.state = State.FAILED
                current.save()
            return True
        counts = run(taken)
        with leases.fenced(taken) as current:
            current.state, current.counts, current.finished_at = State.DONE, counts, clock.now()
            current.before = taken.before
            current.save()
        _forget(taken)
        return True

    def waiting(self) -> int:
        """How many runs are owed."""
        return ScreeningRun.owed().count()

    def close(self) -> None:
        """Nothing is held between two runs."""


def _insert(asked: ScreeningRun, rule: Rule, what: Asked, before: ScreeningRun | None) -> None:
    """INSERT … SELECT: the households never come into Python."""
    known = ScreeningHit.objects.filter(
        run=before, rule=rule.key, household=OuterRef("household_id")
    )
    proposed = rule.finds(what)
    found = proposed.annotate(
        run_key=Value(asked.pk), rule_key=Value(rule.key), fresh=~Exists(known),
        place=_village(proposed),
    )  # fmt: skip
    rows = found.values_list(
        "run_key", "rule_key", "household_id", "place", "measure", "base", "fresh"
    )
    sql, values = rows.query.get_compiler(connection=connection).as_sql()
    columns = ", ".join(_COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {ScreeningHit._meta.db_table} ({columns}) {sql}", values)


def _village(found: Any) -> Any:
    return F("village_id") if found.model is Household else F("household__village_id")


def _counts(asked: ScreeningRun, before: ScreeningRun | None) -> dict[str, dict[str, int]]:
    counts = {key: {"found": 0, "fresh": 0, "gone": 0} for key in RULES}
    hits = ScreeningHit.objects.filter(run=asked).order_by()
    for key, found in hits.values_list("rule").annotate(n=Count("pk")):
        counts[key]["found"] = found
    for key, fresh in hits.filter(fresh=True).values_list("rule").annotate(n=Count("pk")):
        counts[key]["fresh"] = fresh
    if before:
        again = ScreeningHit.objects.filter(
            run=asked, rule=OuterRef("rule"), household=OuterRef("household")
        )
        gone = ScreeningHit.objects.filter(~Exists(again), run=before).order_by()
        for key, number in gone.values_list("rule").annotate(n=Count("pk")):
            counts.setdefault(key, {"found": 0, "fresh": 0, "gone": 0})["gone"] = number
    return counts


def _forget(done: ScreeningRun) -> None:
    """Hits of the run before the last are derived data nobody reads any more."""
    older = ScreeningRun.objects.filter(area=done.area_id, state=State.DONE).order_by("-pk")[2:]
    with transaction.atomic():
        ScreeningHit.objects.filter(run__in=[one.pk for one in older]).delete()
