"""`python -m bench.registry.screening HOUSEHOLDS ANSWER`: every rule, in the database and in a loop."""

import json
import sys
import time
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from statistics import median
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django must be set up first
from django.db import connection  # noqa: E402

from bench.county import COUNTY, settle  # noqa: E402
from documents import rows  # noqa: E402
from workflows.policy.packs import load  # noqa: E402
from workflows.registry.models import (  # noqa: E402
    Household,
    Member,
    Region,
    ScreeningHit,
    ScreeningRun,
    YearAccount,
)
from workflows.registry.screening import running, terms  # noqa: E402
from workflows.registry.screening.asked import Asked  # noqa: E402
from workflows.registry.screening.rules import RULES  # noqa: E402

YEAR, LOOPED = 2025, 20_000
# What the loop reads of a member: what is sealed stays so, or unsealing would be most of it.
SEEN = ("household", "labour", "died_on", "left_on")
# Villages of the first township whose codes follow one another.
VILLAGE, VILLAGES = 360799100200, 7


def main(households: int, answer: Path) -> None:
    """Fill the register, run each rule once, loop over a part in Python, write the figures down."""
    settle(0)
    _fill(households)
    pack = load(settings.POLICY_DIR).choose(COUNTY, date(2026, 6, 1))
    run = ScreeningRun.objects.create(
        area=Region.objects.get(pk=COUNTY), year=YEAR, on=date(2026, 6, 1), pack=pack.id,
        terms=terms.kept(pack),
    )  # fmt: skip
    asked = Asked((COUNTY, COUNTY + 10**6), terms.Terms.read(run.terms, year=YEAR, on=run.on))
    seconds: dict[str, float] = {}
    for key, rule in RULES.items():
        began = time.perf_counter()
        running._insert(run, rule, asked, None)
        seconds[key] = time.perf_counter() - began
    shares = _in_python(run, asked, _transfer_share) / (seconds["transfer_share"] / households)
    weak = _in_python(run, asked, _weak_labour) / (seconds["weak_labour"] / households)
    figures: dict[str, Any] = {
        "households": households,
        "hits": ScreeningHit.objects.count(),
        "seconds_per_rule": median(seconds.values()),
        "seconds_of_slowest": max(seconds.values()),
        "seconds": seconds,
        "ratio_vs_python_loop": min(shares, weak),
        "ratio_of_transfer_share": shares,
        "ratio_of_weak_labour": weak,
    }
    answer.write_text(json.dumps(figures))


def _in_python(
    run: ScreeningRun, asked: Asked, judge: Callable[[ScreeningRun, Asked, int], int]
) -> float:
    """Seconds a household of a loop over the first ones."""
    began = time.perf_counter()
    looked_at = judge(run, asked, LOOPED)
    return (time.perf_counter() - began) / looked_at


def _transfer_share(run: ScreeningRun, asked: Asked, most: int) -> int:
    found, share, seen = [], asked.terms.transfer_share, 0
    homes = asked.households.order_by("pk")[:most]
    for home in homes.iterator():
        seen += 1
        account = YearAccount.objects.filter(household=home, year=YEAR).first()
        if account is None or not home.carded:
            continue
        total = account.wages + account.business + account.property + account.transfer
        if total > 0 and Fraction(account.transfer, total) > share:
            found.append(_hit(run, "share", home, account.transfer, total))
    ScreeningHit.objects.bulk_create(found)
    return seen


def _weak_labour(run: ScreeningRun, asked: Asked, most: int) -> int:
    found, seen = [], 0
    homes = asked.households.order_by("pk")[:most]
    for home in homes.iterator():
        seen += 1
        labour = [m.labour for m in home.members.only(*SEEN) if not m.died_on and not m.left_on]
        if labour.count("weak") == 1 and not {"ordinary", "skilled"} & set(labour):
            found.append(_hit(run, "weak", home, 1, len(labour)))
    ScreeningHit.objects.bulk_create(found)
    return seen


def _hit(run: ScreeningRun, rule: str, home: Household, measure: int, base: int) -> ScreeningHit:
    return ScreeningHit(
        run=run, rule=rule, household=home, village_id=home.village_id, measure=measure,
        base=base, fresh=True,
    )  # fmt: skip


def _fill(households: int) -> None:
    """Households with three members and an account each, made by the database itself."""
    sqlite = connection.vendor == "sqlite"
    series = (
        "(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < %s) SELECT n FROM s)"
        if sqlite
        else "(SELECT generate_series(1, %s)::bigint AS n)"
    )
    yes, no = ("1", "0") if sqlite else ("true", "false")
    pick = "(n * 7919 %% {})".format
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO workflows_household (id, number, village_id, group_name, address, head_name,"
            " initials, kind, carded, housing, only_house, water, hazard, industry, created_at, updated_at)"
            f" SELECT n, 'B' || n, {VILLAGE} + n %% {VILLAGES}, '', '', '某某', '',"
            f" CASE WHEN {pick(8)} = 0 THEN 'dibao' ELSE 'ordinary' END,"
            f" CASE WHEN {pick(6)} = 0 THEN {yes} ELSE {no} END,"
            f" CASE WHEN {pick(14)} = 0 THEN 'earth' ELSE 'brick' END, {yes}, 'safe',"
            f" CASE WHEN {pick(17)} = 0 THEN 'near' ELSE 'none' END,"
            f" CASE WHEN {pick(3)} = 0 THEN {no} ELSE {yes} END,"
            f" '2026-01-01 00:00:00+00', '2026-01-01 00:00:00+00' FROM {series} AS q",
            [households],
        )
        sealed = [
            rows.stored(Member, name, "") for name in ("id_number", "phone", "health", "disability")
        ]
        for place, relation in enumerate(("head", "spouse", "son")):
            cursor.execute(
                "INSERT INTO workflows_member (household_id, name, relation, sex, born, id_number, id_tail,"
                " phone, labour, employment, illness, health, disability, schooling)"
                f" SELECT n, '某某', '{relation}', 'M', '{(1966, 1969, 2012)[place]}-03-04', %s, '',"
                f" %s, CASE {pick(11 + place)} WHEN 0 THEN 'weak' WHEN 1 THEN 'lost' WHEN 2 THEN 'none'"
                f" ELSE '{('ordinary', 'ordinary', '')[place]}' END,"
                f" CASE WHEN {pick(5 + place)} = 0 THEN 'none' ELSE 'away' END,"
                f" CASE WHEN {pick(23 + place)} = 0 THEN 'serious' ELSE 'none' END, %s, %s,"
                f" '{('', '', 'junior')[place]}' FROM {series} AS q",
                [*sealed, households],
            )
        cursor.execute(
            "INSERT INTO workflows_yearaccount (household_id, year, wages, business, property, transfer,"
            " business_costs, medical, schooling, housing, other_rigid)"
            f" SELECT n, {YEAR}, {pick(4_000_037)}, {pick(900_001)}, 0, {pick(1_200_007)}, {pick(300_007)},"
            f" {pick(2_000_003)}, 0, 0, 0 FROM {series} AS q",
            [households],
        )
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
