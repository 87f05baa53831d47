"""The demonstration county has phase-outs at every stage that matters, whatever day it is made on."""

from __future__ import annotations

from datetime import date

import pytest

from tests.fixtures.county import household, settle
from workflows.engine.models import Case
from workflows.procedures.phase_out.demonstration import demonstrate
from workflows.procedures.phase_out.models import Instalment
from workflows.workdays import clock


@pytest.mark.parametrize("day", [date(2026, 11, 21), date(2026, 3, 1)])
def test_a_household_stands_at_each_stage(db: None, day: date) -> None:
    settle(households=40)
    with clock.standing_at(day):
        assert demonstrate([household(nth=nth) for nth in range(6)]) == 6
    stages = Case.objects.filter(procedure="phase_out").order_by("pk")
    reached = list(stages.values_list("stage", flat=True))
    assert reached[:4] == ["proposed", "hearing", "approving", "active"]
    assert reached[4] in ("active", "expiring")
    assert reached[5] == "exited"
    assert Instalment.objects.filter(state="paid").exists()
