"""The measurement of the monthly run pays everybody who is to be paid, and once."""

import pytest

from bench.phase_out import measure_on


@pytest.mark.slow
def test_the_run_is_measured_with_everybody_paid_who_is_not_suspended() -> None:
    figures = measure_on("sqlite", 100)
    assert figures["phase_outs"] == 100
    assert figures["payments"] == 98
    assert figures["seconds_again"] < figures["seconds"]
