"""Households made for a rule, and a run over the demonstration county."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from workflows.policy.packs import load
from workflows.registry.models import Household, ScreeningHit, ScreeningRun, YearAccount
from workflows.registry.screening import running
from workflows.workdays import clock

COUNTY, VILLAGE = 360799000000, 360799100200
ON = date(2026, 6, 1)

Made = Callable[..., Household]
Found = dict[str, set[str]]
Run = Callable[[], Found]


@pytest.fixture
def made(county: int) -> Made:
    """`made("甲", [{"relation": "head", …}], account={"wages": …}, housing=…)`; amounts in yuan."""
    count = iter(range(1, 100_000))

    def make(
        name: str,
        members: list[dict[str, Any]] | None = None,
        account: dict[str, int] | None = None,
        **facts: Any,
    ) -> Household:
        home = Household.objects.create(
            number=f"S{next(count)}", village_id=VILLAGE, head_name=f"户主{name}", **facts
        )
        for place, given in enumerate(members or [{"relation": "head"}]):
            home.members.create(**{"name": f"成员{place}", "relation": "other", **given})
        if account is not None:
            amounts = {key: amount * 100 for key, amount in account.items()}
            YearAccount.objects.create(household=home, year=2025, **amounts)
        return home

    return make


@pytest.fixture
def screened(county: int, settings: Any) -> Run:
    """`screened()`: rule → the heads it proposes, by a run a worker did."""
    pack = load(settings.POLICY_DIR).choose(COUNTY, ON)

    def screen() -> Found:
        with clock.standing_at(ON):
            running.ask(COUNTY, 2025, pack=pack, pack_id=pack.id)
            assert running.Screenings().work_one("w")
        run = ScreeningRun.objects.order_by("-pk")[0]
        assert run.state == "done"
        found: Found = {}
        for hit in ScreeningHit.objects.filter(run=run).select_related("household"):
            found.setdefault(hit.rule, set()).add(hit.household.head_name.removeprefix("户主"))
        return found

    return screen
