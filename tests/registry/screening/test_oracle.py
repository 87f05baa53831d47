"""The rules in SQL beside the same rules written out in Python, on ten thousand random households."""

from datetime import date
from random import Random
from typing import Any

from django.db import connection

from documents import rows
from tests.registry.screening.conftest import ON, VILLAGE, Run
from workflows.registry.models import Household, Member, YearAccount
from workflows.workdays import clock

HOUSEHOLDS = 10_000
ABLE = ("ordinary", "skilled", "weak")
GENERATION = {
    **dict.fromkeys(("father", "mother"), -1), **dict.fromkeys(("head", "spouse"), 0),
    **dict.fromkeys(("son", "daughter"), 1), **dict.fromkeys(("grandson", "granddaughter"), 2),
}  # fmt: skip


def amount(rng: Random) -> int:
    return rng.choice((0, 0, 100, 2000, 3999, 4000, 4001, 6000, 12_000, -3000)) * 100


def member(home: Household, rng: Random) -> Member:
    return Member(
        household=home,
        name="某某",
        relation=rng.choice((*sorted(GENERATION.keys() - {"head"}), "other")),
        born=date(rng.choice((1950, 1985, 2008, 2012)), 6, rng.choice((1, 2))),
        labour=rng.choice(("", "ordinary", "weak", "lost", "none")),
        employment=rng.choice(("", "none", "none", "away", "local")),
        illness=rng.choice(("", "none", "none", "chronic", "serious")),
        schooling=rng.choice(("", "", "", "primary", "dropped_out")),
        died_on=date(2026, 1, 1) if rng.random() < 0.05 else None,
        left_on=date(2026, 1, 1) if rng.random() < 0.05 else None,
    )


def draw(rng: Random) -> list[tuple[Household, list[Member], YearAccount | None]]:
    drawn = []
    for number in range(HOUSEHOLDS):
        home = Household(
            number=f"R{number}", village_id=VILLAGE, head_name=f"户主{number}",
            kind=rng.choice(("ordinary", "ordinary", "dibao")), carded=rng.random() < 0.5,
            housing=rng.choice(("", "earth", "brick")), only_house=rng.choice((True, False, None)),
            hazard=rng.choice(("", "none", "near", "at")),
            industry=rng.choice((True, False, None)),
            created_at=clock.now(), updated_at=clock.now(),
        )  # fmt: skip
        head = member(home, rng)
        head.relation, head.died_on, head.left_on = "head", None, None
        people = [head, *(member(home, rng) for _ in range(rng.randint(0, 3)))]
        account = YearAccount(
            household=home, year=rng.choice((2024, 2025, 2025, 2025)),
            **{name: amount(rng) for name in ("wages", "business", "property", "transfer")},
            business_costs=abs(amount(rng)), medical=abs(amount(rng)), housing=abs(amount(rng)),
        ) if rng.random() < 0.9 else None  # fmt: skip
        drawn.append((home, people, account))
    return drawn


def judged(home: Household, people: list[Member], account: YearAccount | None) -> set[str]:
    """What the papers say of one household, written out."""
    here = [p for p in people if not p.died_on and not p.left_on]
    found = set(by_account(home, len(here), account))
    labour = [p.labour for p in here]
    if labour.count("weak") == 1 and not {"ordinary", "skilled"} & set(labour):
        found.add("weak_labour")
    able = [p for p in here if p.labour in ABLE and not p.schooling]
    if able and home.industry is False and all(p.employment == "none" for p in able):
        found.add("idle_labour")
    if any(p.illness == "serious" for p in here):
        found.add("serious_illness")
    if sum(p.schooling == "primary" for p in here) >= 2:
        found.add("schoolchildren")
    if home.housing == "earth" and home.only_house is True:
        found.add("earth_house")
    if home.hazard in {"near", "at"}:
        found.add("hazard")
    if raised_by_grandparents(here):
        found.add("grandparents")
    return found


def by_account(home: Household, persons: int, account: YearAccount | None) -> Any:
    if account is None or account.year != 2025:
        return
    total = account.wages + account.business + account.property + account.transfer
    net, rigid = total - account.business_costs, account.medical + account.housing
    if total <= 0:
        yield "no_income"
    elif home.carded and account.transfer / total > 0.4:
        yield "transfer_share"
    if home.carded and net / persons < 600_000:
        yield "income_line"
    poor = not home.carded and home.kind == "ordinary"
    if poor and 400_000 < net / persons <= 600_000 and rigid > net:
        yield "edge"


def raised_by_grandparents(here: list[Member]) -> bool:
    def minor(person: Member) -> bool:
        born = person.born
        assert born is not None
        return (ON.year - born.year - ((ON.month, ON.day) < (born.month, born.day))) < 18

    def at_home(generation: int) -> bool:
        return any(
            GENERATION.get(p.relation) == generation and not minor(p) and p.employment != "away"
            for p in here
        )

    def child(generation: int) -> bool:
        return any(GENERATION.get(p.relation) == generation and minor(p) for p in here)

    return any(child(g) and not at_home(g - 1) and at_home(g - 2) for g in (1, 2))


def test_they_find_the_same(screened: Run) -> None:
    drawn = draw(Random(11))
    rows.insert([home for home, _, _ in drawn])
    for home, people, account in drawn:
        for person in people:
            person.household = home
        if account:
            account.household = home
    rows.insert([person for _, people, _ in drawn for person in people])
    rows.insert([account for _, _, account in drawn if account])
    with connection.cursor() as cursor:
        cursor.execute(
            "ANALYZE"
        )  # as a database at work does by itself: without it minutes, not seconds
    expected: dict[str, set[str]] = {}
    for home, people, account in drawn:
        for rule in judged(home, people, account):
            expected.setdefault(rule, set()).add(home.head_name.removeprefix("户主"))
    assert screened() == expected
    assert len(expected) == 11
